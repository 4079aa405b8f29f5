//! A page and its translation: what one lacks of the other, and what means something else.

use super::gaps::gaps;
use crate::item::{ItemChange, PageFinding, PageItem};
use crate::page::PageState;
use calque::{Error, Input, InputDocument, Settings, Suppressions, ignored_blocks, ignored_whole};
use calque_bitext::Tier;
use calque_formats::{InputError, document_from_bytes};
use calque_report::{PlacedFinding, Report, ReportSide};
use calque_text::{Side, Span};
use serde::{Deserialize, Serialize};

/// The rules that tell of whole segments without a counterpart: items tell that.
const LONE_RULES: [&str; 2] = ["dropped", "invented"];

/// The bytes of both files, with their names.
pub(crate) struct Texts<'a> {
    pub(crate) source: (&'a str, &'a [u8]),
    pub(crate) target: (&'a str, &'a [u8]),
}

/// What comparing two files gave; kept in the cache.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Comparison {
    /// Where it is more than its items and findings say: unreadable, untranslated, unrelated, ignored.
    pub(crate) state: Option<PageState>,
    pub(crate) words: usize,
    pub(crate) words_translated: usize,
    pub(crate) items: Vec<PageItem>,
    pub(crate) findings: Vec<PageFinding>,
    pub(crate) to_check: usize,
    pub(crate) ignored: usize,
    pub(crate) note: Option<String>,
}

impl Comparison {
    pub(crate) fn of_state(state: PageState, words: usize, note: Option<String>) -> Self {
        Self {
            state: Some(state),
            words,
            words_translated: 0,
            items: Vec::new(),
            findings: Vec::new(),
            to_check: 0,
            ignored: 0,
            note,
        }
    }
}

/// Compares two files. What is wrong with one of them is a state of the page, not an error.
pub(crate) fn compare(texts: &Texts<'_>, settings: &Settings, dismissed: &[&Suppressions]) -> Comparison {
    match compared(texts, settings, dismissed) {
        Ok(comparison) => comparison,
        Err(error) => Comparison::of_state(PageState::Unreadable, 0, Some(error.to_string())),
    }
}

fn compared(texts: &Texts<'_>, settings: &Settings, dismissed: &[&Suppressions]) -> Result<Comparison, Error> {
    let options = calque::read_options(settings);
    let read = |(name, bytes): (&str, &[u8])| document_from_bytes(name, bytes, &options);
    // Readers refuse what is empty; of a page it is a state.
    let blank = |(_, bytes): (&str, &[u8])| bytes.iter().all(u8::is_ascii_whitespace);
    match (blank(texts.source), blank(texts.target)) {
        (true, true) => return Ok(Comparison::of_state(PageState::InStep, 0, None)),
        (true, false) => return Ok(Comparison::of_state(PageState::Unrelated, 0, None)),
        (false, true) => {
            let words = word_count(&read(texts.source)?.document.text);
            return Ok(Comparison::of_state(PageState::Untranslated, words, None));
        }
        (false, false) => {}
    }
    let (source, target) = (read(texts.source)?, read(texts.target)?);
    let words = word_count(&source.document.text);
    for side in [&source, &target] {
        if let Some(reason) = ignored_whole(&side.origin.comments) {
            return Ok(Comparison::of_state(PageState::Ignored, words, Some(reason).filter(|r| !r.is_empty())));
        }
    }
    let has_words = |d: &InputDocument| d.document.text.chars().any(char::is_alphabetic);
    if !has_words(&target) {
        let state = if has_words(&source) { PageState::Untranslated } else { PageState::InStep };
        return Ok(Comparison::of_state(state, words, None));
    }
    if has_words(&source) && source.document.text.split_whitespace().eq(target.document.text.split_whitespace()) {
        return Ok(Comparison::of_state(PageState::Untranslated, words, None));
    }
    let source_lang = settings.source_lang;
    match checked(source, target, settings) {
        Ok((report, known)) => Ok(of_report(report, known, dismissed)),
        Err(Error::SameLanguage { .. }) => Ok(Comparison::of_state(PageState::Untranslated, words, None)),
        Err(Error::WrongLanguage { found, .. }) if Some(found) == source_lang => {
            Ok(Comparison::of_state(PageState::Untranslated, words, None))
        }
        Err(error @ (Error::Unrelated { .. } | Error::Swapped { .. } | Error::WrongLanguage { .. })) => {
            Ok(Comparison::of_state(PageState::Unrelated, words, Some(error.to_string())))
        }
        Err(error) => Err(error),
    }
}

/// The report of both, and whether a model knows their languages.
fn checked(source: InputDocument, target: InputDocument, settings: &Settings) -> Result<(Report, bool), Error> {
    match calque::check_documents(source.clone(), target.clone(), settings) {
        Ok(report) => Ok((report, true)),
        Err(Error::Model(_)) => {
            let bitext = calque::bitext_of_documents(source, target, settings)?;
            Ok((calque::check_aligned(bitext, settings)?, false))
        }
        Err(error) => Err(error),
    }
}

fn of_report(mut report: Report, known: bool, dismissed: &[&Suppressions]) -> Comparison {
    calque::suppress(&mut report, dismissed);
    let told = |side: Side, segment: usize| !known || is_told(&report, side, segment);
    let found = gaps(&report, &told);
    let (mut items, mut ignored) = (Vec::new(), 0);
    for (item, (side, block)) in found.items.into_iter().zip(found.blocks) {
        let regions = ignored_blocks(report.side(side), item.change.rule());
        let by_comment = regions.iter().any(|(blocks, _)| blocks.contains(&block));
        // A missing part is ignored in the translation too, by a comment where it would stand.
        if by_comment || (item.change == ItemChange::Missing && is_dismissed(&report, side, block)) {
            ignored += 1;
        } else {
            items.push(item);
        }
    }
    let (mut findings, mut to_check) = (Vec::new(), 0);
    for placed in &report.findings {
        match placed.finding.tier() {
            Some(_) if LONE_RULES.contains(&placed.finding.rule.as_str()) => {}
            Some(Tier::ToCorrect) => findings.push(finding(&report, placed)),
            Some(Tier::ToCheck) => to_check += 1,
            None => {}
        }
    }
    ignored += report.suppressed.iter().filter(|s| !LONE_RULES.contains(&s.placed.finding.rule.as_str())).count();
    Comparison {
        state: None,
        words: found.words,
        words_translated: found.words_translated,
        items,
        findings,
        to_check,
        ignored,
        note: None,
    }
}

/// Whether the check is sure that a segment is lost or invented.
fn is_told(report: &Report, side: Side, segment: usize) -> bool {
    let span = report.side(side).sentences[segment].span;
    let covers = |f: &PlacedFinding| {
        let finding = &f.finding;
        finding.tier() == Some(Tier::ToCorrect)
            && LONE_RULES.contains(&finding.rule.as_str())
            && finding.span(side).is_some_and(|s| s.start < span.end && span.start < s.end)
    };
    report.findings.iter().any(covers)
}

/// Whether a list of dismissed findings has the loss of a block.
fn is_dismissed(report: &Report, side: Side, block: usize) -> bool {
    let Some(Span { start, end }) = report.side(side).document.blocks.get(block).map(|b| b.span) else { return false };
    report.suppressed.iter().any(|s| {
        let finding = &s.placed.finding;
        LONE_RULES.contains(&finding.rule.as_str())
            && finding.span(side).is_some_and(|s| s.start < end && start < s.end)
    })
}

fn finding(report: &Report, placed: &PlacedFinding) -> PageFinding {
    let f = &placed.finding;
    let words = |side: &ReportSide, span: Option<Span>| span.map_or("", |s| s.of(&side.document.text)).to_owned();
    let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
    let line = |side: &ReportSide, span: Option<Span>, which: Side| {
        let span = span.or_else(|| side.span(&bead?.segments(which)))?;
        side.origin.positions.line_and_column(&side.document.text, span.start).map(|(line, _)| line)
    };
    PageFinding {
        id: f.id.clone(),
        rule: f.rule.clone(),
        category: f.category.as_str().to_owned(),
        severity: f.severity.as_str().to_owned(),
        confidence: (f.confidence * 1e4).round() / 1e4,
        message: f.message.clone(),
        source: words(&report.source, f.source),
        target: words(&report.target, f.target),
        source_line: line(&report.source, f.source, Side::Source),
        target_line: line(&report.target, f.target, Side::Target),
    }
}

/// The words of a page that has no translation, and the reason of a comment that says that none is wanted.
pub(crate) fn is_ignored_whole(
    name: &str,
    bytes: &[u8],
    settings: &Settings,
) -> Result<(usize, Option<String>), InputError> {
    let reading = document_from_bytes(name, bytes, &calque::read_options(settings))?;
    Ok((word_count(&reading.document.text), ignored_whole(&reading.origin.comments)))
}

/// Words between spaces that have a letter or a figure.
pub(crate) fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The bytes of a file.
pub(crate) fn bytes_of(path: &std::path::Path, settings: &Settings) -> Result<Vec<u8>, InputError> {
    Input::Path(path.to_path_buf()).bytes(settings.read.max_size)
}
