//! A catalogue of messages (PO) as a page: messages without a translation, fuzzy ones, and with a template (POT, or the
//! catalogue of the original) those that one has and the other has not. A note `calque-ignore` of a translator sets a
//! message apart.

use super::outline::{excerpt, identity};
use super::page::{Comparison, word_count};
use crate::item::{ItemChange, ItemKind, PageFinding, PageItem};
use calque::{FindingContext, Settings, Suppressions, check_record};
use calque_bitext::Tier;
use calque_formats::InputError;
use calque_formats::pairs::{PairFormat, PairReader, PairRecord, keys};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Cursor;

/// Compares a catalogue with its template, if there is one.
pub(crate) fn compare_catalogue(
    template: Option<(&str, &[u8])>,
    catalogue: (&str, &[u8]),
    settings: &Settings,
    dismissed: &[&Suppressions],
) -> Result<Comparison, InputError> {
    let messages = read(catalogue)?;
    let wanted = template.map(read).transpose()?;
    let mut out = Comparison {
        state: None,
        words: 0,
        words_translated: 0,
        items: Vec::new(),
        findings: Vec::new(),
        to_check: 0,
        ignored: 0,
        note: None,
    };
    let key = |m: &PairRecord| (m.extra_str(keys::CONTEXT).unwrap_or("").to_owned(), m.source.clone());
    let there: HashMap<_, &PairRecord> = messages.iter().map(|m| (key(m), m)).collect();
    let asked: Option<HashMap<_, u64>> = wanted.as_ref().map(|w| w.iter().map(|m| (key(m), m.line)).collect());
    for message in wanted.iter().flatten().filter(|m| !there.contains_key(&key(m))) {
        let words = word_count(&message.source);
        out.words += words;
        out.items.push(item(message, ItemChange::Missing, words, Some(message.line), None));
    }
    for message in &messages {
        let words = word_count(&message.source);
        let line = asked.as_ref().and_then(|a| a.get(&key(message)).copied());
        if asked.is_some() && line.is_none() {
            add(&mut out, message, ItemChange::New, words, None);
            continue;
        }
        out.words += words;
        if message.target.trim().is_empty() {
            add(&mut out, message, ItemChange::Missing, words, line);
        } else if message.extra_str(keys::STATE).is_some_and(|state| state.starts_with("needs-")) {
            add(&mut out, message, ItemChange::Rewritten, words, line);
        } else {
            out.words_translated += words;
            check(&mut out, message, line, settings, dismissed);
        }
    }
    Ok(out)
}

fn read((name, bytes): (&str, &[u8])) -> Result<Vec<PairRecord>, InputError> {
    let mut reader = PairReader::from_reader(name, Box::new(Cursor::new(bytes.to_vec())), Some(PairFormat::Po));
    let mut messages = Vec::new();
    while let Some(message) = reader.next_pair()? {
        messages.push(message);
    }
    Ok(messages)
}

/// Adds an item, unless a note ignores the message.
fn add(out: &mut Comparison, message: &PairRecord, change: ItemChange, words: usize, line: Option<u64>) {
    let ignores = |note: &str| {
        let rest = note.trim().strip_prefix("calque-ignore")?;
        let rules = rest.split(':').next().unwrap_or("").trim();
        Some(rules.is_empty() || rules.split([' ', ',']).any(|rule| rule == change.rule()))
    };
    if notes(message).into_iter().filter_map(ignores).any(|ignored| ignored) {
        out.ignored += 1;
    } else {
        out.items.push(item(message, change, words, line, Some(message.line)));
    }
}

fn item(
    message: &PairRecord,
    change: ItemChange,
    words: usize,
    source_line: Option<u64>,
    target_line: Option<u64>,
) -> PageItem {
    let is_new = change == ItemChange::New;
    let (source, target) = if is_new { ("", &message.source) } else { (message.source.as_str(), &message.target) };
    PageItem {
        id: identity(change, ItemKind::Message, source, target),
        change,
        kind: ItemKind::Message,
        section: message.extra_str(keys::CONTEXT).map(str::to_owned).into_iter().collect(),
        source: excerpt(source),
        target: excerpt(target),
        words,
        source_line: source_line.map(|n| n as usize),
        target_line: target_line.map(|n| n as usize),
    }
}

fn check(
    out: &mut Comparison,
    message: &PairRecord,
    line: Option<u64>,
    settings: &Settings,
    dismissed: &[&Suppressions],
) {
    let texts = (message.source.as_str(), message.target.as_str());
    for f in check_record(message, settings).findings {
        let seen = FindingContext { finding: &f, texts, segments: texts };
        let by_note = calque::by_note(&notes(message), "", &f).is_some();
        if by_note || dismissed.iter().any(|list| list.find(&seen).is_some()) {
            out.ignored += 1;
            continue;
        }
        match f.tier() {
            Some(Tier::ToCorrect) => out.findings.push(PageFinding {
                id: f.id.clone(),
                rule: f.rule.clone(),
                category: f.category.as_str().to_owned(),
                severity: f.severity.as_str().to_owned(),
                confidence: (f.confidence * 1e4).round() / 1e4,
                message: f.message.clone(),
                source: f.source.map_or("", |s| s.of(texts.0)).to_owned(),
                target: f.target.map_or("", |s| s.of(texts.1)).to_owned(),
                source_line: line.map(|n| n as usize),
                target_line: Some(message.line as usize),
            }),
            Some(Tier::ToCheck) => out.to_check += 1,
            None => {}
        }
    }
}

fn notes(message: &PairRecord) -> Vec<&str> {
    match message.extra.get(keys::NOTES) {
        Some(Value::Array(notes)) => notes.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
