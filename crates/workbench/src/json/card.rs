//! The card of a finding: everything there is to say about it.

use super::{Shorts, points};
use crate::markdown;
use calque_messages::{UiLang, rule_summary};
use calque_project::{DocumentState, FindingRow};
use calque_report::FindingCard;
use calque_text::Side;
use serde_json::{Value, json};

/// The card of a finding.
pub(crate) fn card(state: &DocumentState, row: &FindingRow, history: &[Value], lang: UiLang) -> Value {
    let f = &row.finding;
    let bead = row.bead.and_then(|b| state.beads.get(&b));
    let text = |side: Side| bead.map_or_else(String::new, |b| state.text_of(b, side));
    let (source, target) = (text(Side::Source), text(Side::Target));
    let mut out = Shorts::new(state).of(row);
    let side = |text: &str, span: Option<calque_text::Span>| match span {
        Some(span) => json!({ "text": span.of(text), "at": points(text, Some(span)), "context": text }),
        None if text.is_empty() => Value::Null,
        None => json!({ "text": "", "at": Value::Null, "context": text }),
    };
    let suggestion = f.suggestion.as_ref().map(|words| json!({ "text": words, "replaces": points(&target, f.target) }));
    let card = FindingCard::new(f, (&source, &target), lang);
    let page = calque_diff::explain(&f.rule).map(|page| {
        let title = page.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or(&f.rule);
        json!({
            "title": title, "summary": rule_summary(&f.rule, lang), "lang": "en", "html_safe_markdown": markdown::html(page),
        })
    });
    let rows = state.findings.values().filter(|r| r.finding.rule == f.rule);
    let judged = |wanted: bool| rows.clone().filter(|r| r.right == Some(wanted)).count();
    let (right, wrong) = (judged(true), judged(false));
    let more = json!({
        "labels": { "rule": card.rule, "severity": card.severity, "tier": card.tier, "perhaps": card.perhaps },
        "sentence": card.sentence,
        "says": card.says,
        "source": flat(side(&source, f.source)),
        "target": flat(side(&target, f.target)),
        "suggestion": suggestion,
        "evidence": card.evidence,
        "mqm": f.category.mqm(),
        "confidence_word": card.sure,
        "rule_page": page,
        "right_here": if right + wrong > 0 { json!({ "right": right, "wrong": wrong }) } else { Value::Null },
        "history": history,
    });
    if let (Some(out), Value::Object(more)) = (out.as_object_mut(), more) {
        out.extend(more);
    }
    out
}

/// A side with the offsets of its words beside them.
fn flat(mut side: Value) -> Value {
    if let Some(map) = side.as_object_mut() {
        let at = map.remove("at").unwrap_or_default();
        map.insert("start".to_owned(), at["start"].clone());
        map.insert("end".to_owned(), at["end"].clone());
    }
    side
}
