//! Merging findings about the same words.
//!
//! Two rules often see the same error: `2.15` for `2.45` is a wrong number and a word without
//! support. The reader is told once: of findings that share words the one that says best what is
//! wrong is kept, and what the others say of the same words becomes its evidence.

use crate::drift::draft::Draft;
use crate::drift::rule::RuleDescription;
use crate::drift::rules;
use calque_bitext::{Finding, Severity};
use calque_text::Span;

/// What a second rule adds to the confidence of a finding, as a share of what it would add if the
/// two were independent. Learnt with the calibration: `JOINT` of `training/drift/rules.py` asks for
/// it.
pub(crate) const JOINT_EVIDENCE: f32 = 0.15;

/// No merged finding is surer than this.
const MAX_CONFIDENCE: f32 = 0.99;

/// Words missing at most this many bytes apart may be one gap. Set by hand.
const NEARBY_BYTES: usize = 14;

/// Merges findings about the same words. Errors come before remarks, then those of greater weight,
/// then those of lower rank.
pub(crate) fn merge(mut found: Vec<Draft>) -> Vec<Draft> {
    let rank = |f: &Finding| rules::description(&f.rule).map_or(u16::MAX, |d| d.rank);
    found.sort_by(|a, b| {
        let (a, b) = (&a.finding, &b.finding);
        (b.severity > Severity::Info)
            .cmp(&(a.severity > Severity::Info))
            .then_with(|| weight(b).total_cmp(&weight(a)))
            .then_with(|| rank(a).cmp(&rank(b)))
            .then_with(|| in_text_order(a).cmp(&in_text_order(b)))
    });
    let mut kept: Vec<Draft> = Vec::new();
    for draft in found {
        match kept.iter_mut().find(|k| same_error(&k.finding, &draft.finding)) {
            Some(k) => absorb(k, &draft),
            None => kept.push(draft),
        }
    }
    kept
}

/// The key that sorts findings by their position in the target, then in the source, the severest
/// first.
pub(crate) fn in_text_order(f: &Finding) -> (usize, usize, std::cmp::Reverse<Severity>) {
    let start = |s: Option<Span>| s.map_or(usize::MAX, |s| s.start);
    (start(f.target), start(f.source), std::cmp::Reverse(f.severity))
}

fn weight(f: &Finding) -> f32 {
    f.confidence * rules::description(&f.rule).map_or(1.0, |d| d.merging_weight)
}

/// Whether two findings are about the same words.
fn same_error(a: &Finding, b: &Finding) -> bool {
    overlap(a, b) || same_gap(a, b)
}

/// Whether two findings share words of a side.
fn overlap(a: &Finding, b: &Finding) -> bool {
    let both = |x: Option<Span>, y: Option<Span>| x.zip(y).is_some_and(|(x, y)| x.overlaps(&y));
    both(a.target, b.target) || both(a.source, b.source)
}

/// Whether two findings are about words of one side that are missing at one position of the other:
/// a negation within a clause that is left out.
fn same_gap(a: &Finding, b: &Finding) -> bool {
    let close = |x: Span, y: Span| x.start <= y.end + NEARBY_BYTES && y.start <= x.end + NEARBY_BYTES;
    let missing = |words: [Option<Span>; 2], missing_at: [Option<Span>; 2]| match (words, missing_at) {
        ([Some(p), Some(q)], [Some(r), Some(s)]) => r.is_empty() && s.is_empty() && close(p, q) && close(r, s),
        _ => false,
    };
    let (source, target) = ([a.source, b.source], [a.target, b.target]);
    missing(source, target) || missing(target, source)
}

/// Merges `other` into `kept`. If it is of another rule the error is surer than the surer of the two says,
/// though less than if they were independent, and what it says of the same words becomes evidence.
fn absorb(kept: &mut Draft, other: &Draft) {
    let (own, more) = (&mut kept.finding, &other.finding);
    if more.rule == own.rule {
        return;
    }
    if own.severity > Severity::Info && more.severity > Severity::Info {
        let (high, low) = (own.confidence.max(more.confidence), own.confidence.min(more.confidence));
        own.confidence = (1.0 - (1.0 - high) * (1.0 - JOINT_EVIDENCE * low)).min(MAX_CONFIDENCE);
    }
    if rules::description(&own.rule).is_some_and(|d: &RuleDescription| d.takes_worst_severity) {
        own.severity = own.severity.max(more.severity);
    }
    if same_words(own, more) {
        kept.take_evidence(other);
    }
}

/// Whether two findings share words on every side where both have some: only then does what the one
/// says speak for the other.
fn same_words(a: &Finding, b: &Finding) -> bool {
    let apart = |x: Option<Span>, y: Option<Span>| {
        x.zip(y).is_some_and(|(x, y)| !x.is_empty() && !y.is_empty() && !x.overlaps(&y))
    };
    overlap(a, b) && !apart(a.source, b.source) && !apart(a.target, b.target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::Category;
    use calque_messages::{UiLang, message};

    fn draft(rule: &str, confidence: f32, target: (usize, usize)) -> Draft {
        Draft::new(rule, Category::Number, Severity::Major, confidence)
            .at(None, Some(Span::new(target.0, target.1)))
            .says(message!("mark-alone", mark = rule))
    }

    #[test]
    fn one_error_one_draft() {
        let merged = merge(vec![draft("omission", 0.8, (0, 9)), draft("numbers", 0.7, (4, 6))]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].finding.rule, "numbers");
        assert!(merged[0].finding.confidence > 0.7);
        let apart = merge(vec![draft("numbers", 0.8, (0, 4)), draft("numbers", 0.7, (4, 6))]);
        assert_eq!(apart.len(), 2);
    }

    #[test]
    fn evidence_is_about_the_same_words() {
        let said = |source: (usize, usize)| {
            let at = |d: Draft, s: (usize, usize)| {
                let target = d.finding.target;
                d.at(Some(Span::new(s.0, s.1)), target)
            };
            let merged =
                merge(vec![at(draft("numbers", 0.8, (0, 4)), (0, 3)), at(draft("omission", 0.7, (2, 6)), source)]);
            merged.into_iter().map(|d| d.worded(UiLang::En).evidence).collect::<Vec<_>>()
        };
        assert_eq!(said((0, 3)), [["“omission” has no partner."]]);
        // The words of the original are others: it is another error, and speaks only for the place.
        assert_eq!(said((5, 9)), [Vec::<String>::new()]);
    }
}
