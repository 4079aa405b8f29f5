//! The check of one pair: every rule, then calibration, merging, score.
//!
//! ```text
//! PairView -> Reading -> each rule -> calibrate -> merge -> settings -> PairReport
//! ```
//!
//! Two rules often see the same error: `2.15` for `2.45` is a wrong number and
//! a word without support. The reader is told once. Findings that share words
//! are merged into the surest of the most specific, and the others leave their
//! evidence in it.

use crate::drift::confidence::trees::Found;
use crate::drift::confidence::{calibration, score, trees as judge};
use crate::drift::reading::Reading;
use crate::drift::rule;
use crate::drift::settings::RuleSettings;
use crate::drift::side::{PairView, SideView};
use calque_bitext::{Category, Finding, Severity};
use calque_text::Span;
use calque_text::hash::Fnv1a;

/// What the check of one pair gave.
#[derive(Clone, Debug, PartialEq)]
pub struct PairReport {
    /// In the order of the target text.
    pub findings: Vec<Finding>,
    /// Fidelity in [0, 1]: 1 = surely faithful. Ranks pairs even where nothing is flagged.
    pub score: f32,
}

/// Checks one pair.
pub fn check_pair(pair: &PairView<'_>, settings: &RuleSettings) -> PairReport {
    let mut reading = Reading::new(pair);
    reading.glossary = settings.glossary.as_deref();
    let mut found = Found::default();
    for rule in rule::all() {
        if settings.runs(*rule) {
            rule.check(&reading, &mut found);
        }
    }
    let mut raw = Vec::with_capacity(found.list.len());
    for (mut f, own) in found.list {
        let signals = judge::signals(&reading, &f, own);
        if settings.raw {
            f.evidence = signals.iter().map(|x| format!("{x:.4}")).collect();
        }
        // The judge has learnt from errors; remarks are none.
        if f.severity > Severity::Info {
            f.confidence = judge::judged(&f.rule, &signals, f.confidence);
        }
        raw.push(f);
    }
    if settings.raw {
        return PairReport { findings: raw, score: 1.0 };
    }
    let found = settle(raw, pair);
    // A slip of form makes no translation less faithful.
    let formal = found.iter().any(|f| f.category == Category::Form);
    let score = if formal { score::score(&reading, &of_meaning(&found)) } else { score::score(&reading, &found) };
    let mut findings: Vec<_> = found.into_iter().filter_map(|f| settings.admit(f)).collect();
    findings.sort_by_key(order);
    PairReport { findings, score }
}

fn of_meaning(found: &[Finding]) -> Vec<Finding> {
    found.iter().filter(|f| f.category != Category::Form).cloned().collect()
}

/// Raw findings to calibrated, identified, merged ones.
pub(crate) fn settle(mut raw: Vec<Finding>, pair: &PairView<'_>) -> Vec<Finding> {
    for f in &mut raw {
        if f.severity > Severity::Info {
            f.confidence = calibration::confidence(&f.rule, f.confidence);
        }
        f.id = id_of(f, &pair.source, &pair.target);
    }
    merge(raw)
}

fn order(f: &Finding) -> (usize, usize, std::cmp::Reverse<Severity>) {
    let at = |s: Option<Span>| s.map_or(usize::MAX, |s| s.start);
    (at(f.target), at(f.source), std::cmp::Reverse(f.severity))
}

/// The id of a finding: a hash of its rule, of the words it is about and of the two segments
/// they stand in, lower case and without spaces and marks, so that it survives edits elsewhere
/// and in spacing, and the same slip in another sentence is another finding.
pub(crate) fn id_of(f: &Finding, source: &SideView<'_>, target: &SideView<'_>) -> String {
    let mut hash = Fnv1a::default();
    hash.bytes(f.rule.as_bytes());
    let about = |span: Option<Span>, side: &SideView<'_>| span.map_or("", |s| s.of(side.text)).to_owned();
    let words = [about(f.source, source), about(f.target, target)];
    for text in [&words[0], &words[1], source.words(), target.words()] {
        hash.byte(0);
        for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
            let mut buf = [0; 4];
            hash.bytes(c.encode_utf8(&mut buf).as_bytes());
        }
    }
    format!("{:012x}", hash.finish() & 0xffff_ffff_ffff)
}

/// How much one finding has in common with another: do they point at the same words?
fn same_error(a: &Finding, b: &Finding) -> bool {
    let touch = |x: Option<Span>, y: Option<Span>| match (x, y) {
        (Some(x), Some(y)) => x.overlaps(&y),
        _ => false,
    };
    touch(a.target, b.target) || touch(a.source, b.source) || one_gap(a, b)
}

/// Whether two findings speak of words that are missing at one and the same place: the
/// negation within a clause that is left out.
fn one_gap(a: &Finding, b: &Finding) -> bool {
    const NEAR: usize = 14;
    let close = |x: Span, y: Span| x.start <= y.end + NEAR && y.start <= x.end + NEAR;
    let here =
        |x: &Finding, y: &Finding, words: fn(&Finding) -> Option<Span>, place: fn(&Finding) -> Option<Span>| match (
            words(x),
            words(y),
            place(x),
            place(y),
        ) {
            (Some(p), Some(q), Some(r), Some(s)) => r.is_empty() && s.is_empty() && close(p, q) && close(r, s),
            _ => false,
        };
    here(a, b, |f| f.source, |f| f.target) || here(a, b, |f| f.target, |f| f.source)
}

/// Merges findings about the same words. Errors come before remarks, then the specific
/// before the general, then the surer.
fn merge(mut found: Vec<Finding>) -> Vec<Finding> {
    let rank = |f: &Finding| rule::all().iter().position(|r| r.id() == f.rule).unwrap_or(usize::MAX);
    found.sort_by(|a, b| {
        (b.severity > Severity::Info)
            .cmp(&(a.severity > Severity::Info))
            .then_with(|| weight(b).total_cmp(&weight(a)))
            .then_with(|| rank(a).cmp(&rank(b)))
            .then_with(|| order(a).cmp(&order(b)))
    });
    let mut kept: Vec<Finding> = Vec::new();
    for f in found {
        match kept.iter_mut().find(|k| same_error(k, &f)) {
            Some(k) => absorb(k, &f),
            None => kept.push(f),
        }
    }
    kept
}

/// What decides between two findings about the same words: confidence, with a handicap for
/// the rules that see only that something is odd, not what.
fn weight(f: &Finding) -> f32 {
    if f.category == Category::Form {
        // What is said of the meaning comes before what is said of the form.
        return 0.3 * f.confidence;
    }
    let handicap = match f.rule.as_str() {
        "omission" | "addition" => 0.6,
        "mistranslation" | "order" => 0.75,
        "untranslated" => 1.3,
        // It says what is wrong, where others see only that something is.
        "false-friends" => 3.0,
        _ => 1.0,
    };
    f.confidence * handicap
}

/// A second witness of the same error: its evidence is kept, and the two together are
/// surer than the surer alone, though less than if they were independent.
fn absorb(kept: &mut Finding, other: &Finding) {
    if other.rule != kept.rule {
        // That it is an error is as sure as the surer witness says, whoever names it better.
        let (more, less) = (kept.confidence.max(other.confidence), kept.confidence.min(other.confidence));
        if kept.severity > Severity::Info && other.severity > Severity::Info {
            kept.confidence = (1.0 - (1.0 - more) * (1.0 - 0.15 * less)).min(0.99);
        }
        if kept.rule == "glossary" {
            // What the house prescribes is said first, and does as much harm as what lies behind it.
            kept.severity = kept.severity.max(other.severity);
        }
        kept.evidence.push(format!("{}: {}", other.rule, other.message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &str, confidence: f32, target: (usize, usize)) -> Finding {
        let mut f = Finding::new(rule, Category::Number, Severity::Major, confidence);
        f.target = Some(Span::new(target.0, target.1));
        f
    }

    #[test]
    fn one_error_one_finding() {
        let merged = merge(vec![finding("omission", 0.8, (0, 9)), finding("numbers", 0.7, (4, 6))]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].rule, "numbers");
        assert!(merged[0].confidence > 0.7);
        let apart = merge(vec![finding("numbers", 0.8, (0, 4)), finding("numbers", 0.7, (4, 6))]);
        assert_eq!(apart.len(), 2);
    }

    #[test]
    fn an_id_survives_edits_elsewhere_and_in_spacing() {
        let id = |text: &str, segment: (usize, usize), words: &str| {
            let at = text.find(words).expect("there");
            let f = finding("numbers", 0.8, (at, at + words.len()));
            let side = |span| SideView { text, span, lang: calque_text::Lang::FR, tokens: &[] };
            id_of(&f, &side(Span::new(0, 0)), &side(Span::new(segment.0, segment.1)))
        };
        let (one, two, three) = ("Douze ans.", "Ah ! Douze ans\u{a0}!", "Douze mois.");
        assert_eq!(id(one, (0, one.len()), "Douze"), id(two, (5, two.len()), "Douze"));
        assert_ne!(id(one, (0, one.len()), "Douze"), id(one, (0, one.len()), "ans"));
        assert_ne!(id(one, (0, one.len()), "Douze"), id(three, (0, three.len()), "Douze"));
    }
}
