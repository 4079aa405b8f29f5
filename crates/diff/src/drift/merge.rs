//! Merging findings about the same words.
//!
//! Two rules often see the same error: `2.15` for `2.45` is a wrong number and a word without
//! support. The reader is told once: of findings that share words the one that says best what is
//! wrong is kept, and the messages of the others become its evidence.

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
pub(crate) fn merge(mut found: Vec<Finding>) -> Vec<Finding> {
    let rank = |f: &Finding| rules::description(&f.rule).map_or(u16::MAX, |d| d.rank);
    found.sort_by(|a, b| {
        (b.severity > Severity::Info)
            .cmp(&(a.severity > Severity::Info))
            .then_with(|| weight(b).total_cmp(&weight(a)))
            .then_with(|| rank(a).cmp(&rank(b)))
            .then_with(|| in_text_order(a).cmp(&in_text_order(b)))
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
    let overlap = |x: Option<Span>, y: Option<Span>| match (x, y) {
        (Some(x), Some(y)) => x.overlaps(&y),
        _ => false,
    };
    overlap(a.target, b.target) || overlap(a.source, b.source) || same_gap(a, b)
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

/// Merges `other` into `kept`: its message becomes evidence, and if it is of another rule the
/// error is surer than the surer of the two says, though less than if they were independent.
fn absorb(kept: &mut Finding, other: &Finding) {
    if other.rule == kept.rule {
        return;
    }
    if kept.severity > Severity::Info && other.severity > Severity::Info {
        let (more, less) = (kept.confidence.max(other.confidence), kept.confidence.min(other.confidence));
        kept.confidence = (1.0 - (1.0 - more) * (1.0 - JOINT_EVIDENCE * less)).min(MAX_CONFIDENCE);
    }
    if rules::description(&kept.rule).is_some_and(|d: &RuleDescription| d.takes_worst_severity) {
        kept.severity = kept.severity.max(other.severity);
    }
    kept.evidence.push(format!("{}: {}", other.rule, other.message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::Category;

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
}
