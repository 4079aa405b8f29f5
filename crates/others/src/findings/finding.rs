//! A marked span as a finding, with the name of who marked it.

use super::row::MarkedSpan;
use calque_bitext::{Category, Finding, Severity};
use calque_messages::{Message, UiLang, message};
use calque_text::hash::Fnv1a;
use calque_text::{Side, Span};

/// The rule that findings of others name.
pub(crate) const RULE: &str = "another-checker";
/// The confidence of a finding whose maker does not say how sure it is: as likely right as wrong, so
/// that it is to check.
pub(crate) const UNSAID: f32 = 0.5;
/// Spans agree where the words that both mark are at least half of the shorter one ...
const SHARE_OF_SHORTER: usize = 2;
/// ... and a quarter of the longer one. Both are set by hand: they decide only whether two findings are shown as one.
const SHARE_OF_LONGER: usize = 4;
/// Quoted words of more characters than this are cut.
const LONGEST: usize = 80;

/// The finding of a span, marked by `who` at `at` in `text`, or nowhere in it.
pub(crate) fn finding(who: &str, span: &MarkedSpan, at: Option<Span>, text: &str, lang: UiLang) -> Finding {
    let words = at.map_or("", |at| at.of(text));
    let mut finding = Finding::new(RULE, span.category, span.severity, span.confidence.unwrap_or(UNSAID));
    finding = match span.side {
        Side::Source => finding.at(at, None),
        Side::Target => finding.at(None, at),
    };
    finding.opinions.found_by = Some(who.to_owned());
    finding.says(said(who, span, words).text(lang))
}

fn said(who: &str, span: &MarkedSpan, words: &str) -> Message {
    let short: String = match words.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words.to_owned(),
    };
    match &span.note {
        Some(note) => message!("other-says", who = who, note = note.as_str()),
        None if !short.is_empty() => message!("other-marks", who = who, words = short),
        None if span.category == Category::Omission => message!("other-missing", who = who),
        None => message!("other-pair", who = who),
    }
}

/// An id as Calque's own findings have: of the words, and of the segments that they stand in.
pub(crate) fn id(finding: &Finding, texts: (&str, &str), segments: (&str, &str)) -> String {
    let mut hash = Fnv1a::default();
    let who = finding.opinions.found_by.as_deref().unwrap_or_default();
    [finding.rule.as_bytes(), who.as_bytes(), finding.category.as_str().as_bytes()].iter().for_each(|b| hash.bytes(b));
    let words = (finding.source.map_or("", |s| s.of(texts.0)), finding.target.map_or("", |s| s.of(texts.1)));
    for text in [words.0, words.1, segments.0, segments.1] {
        hash.byte(0);
        for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
            hash.bytes(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    format!("{:012x}", hash.finish() & 0xffff_ffff_ffff)
}

/// Whether a finding is about the same words as another.
pub(crate) fn agrees(one: &Finding, other: &Finding) -> bool {
    if one.severity == Severity::Info || other.severity == Severity::Info {
        return false;
    }
    let sides = Side::BOTH.into_iter().filter_map(|side| Some((one.span(side)?, other.span(side)?)));
    let mut compared = false;
    for (a, b) in sides {
        compared = true;
        if same_words(a, b) {
            return true;
        }
    }
    !compared && one.category == Category::Omission && other.category == Category::Omission
}

fn same_words(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        return a == b;
    }
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    SHARE_OF_SHORTER * both >= a.len().min(b.len()) && SHARE_OF_LONGER * both >= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_about_the_same_words_agree() {
        let at = |start, end| {
            Finding::new("r", Category::Number, Severity::Major, 0.5).at(None, Some(Span::new(start, end)))
        };
        assert!(agrees(&at(0, 10), &at(2, 12)) && agrees(&at(4, 4), &at(4, 4)));
        assert!(!agrees(&at(0, 10), &at(8, 18)), "hardly in common");
        assert!(!agrees(&at(0, 100), &at(0, 10)), "a word of a sentence");
        assert!(!agrees(&at(0, 10), &at(3, 3)));
        let lost = Finding::new("r", Category::Omission, Severity::Major, 0.5);
        assert!(agrees(&lost, &lost) && !agrees(&lost, &at(0, 10)));
    }
}
