//! The same finding again and again in one document, told once with a count.
//!
//! A label of a form that is rendered otherwise than the rule expects stands on every page of a
//! manual; told two hundred times it hides what matters. Findings of one rule about the same words on
//! both sides are the same, case and spaces apart. What is told of a whole segment or of a place where
//! words are missing is told each time.

use calque_report::PlacedFinding;
use std::collections::{HashMap, HashSet};

/// As many places as this are told each by itself.
const TOLD: usize = 2;

/// Keeps the first of findings that are the same, with the number of the others, where there are more
/// than a few. `source` and `target` are the texts that the spans point into.
pub(crate) fn merge_repeats(findings: &mut Vec<PlacedFinding>, source: &str, target: &str) {
    let mut counts: HashMap<Key, usize> = HashMap::new();
    for found in findings.iter() {
        if let Some(key) = key(found, source, target) {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > TOLD);
    let mut told: HashSet<Key> = HashSet::new();
    findings.retain_mut(|found| {
        let Some(key) = key(found, source, target) else { return true };
        let Some(count) = counts.get(&key) else { return true };
        let first = told.insert(key);
        if first {
            found.finding.repeats = count - 1;
        }
        first
    });
}

/// The rule, and the words of both sides.
type Key = (String, String, String);

/// What makes two findings the same; nothing where a side has no words.
fn key(found: &PlacedFinding, source: &str, target: &str) -> Option<Key> {
    let f = &found.finding;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (a, b) = (words(f.source?.of(source)), words(f.target?.of(target)));
    (!a.is_empty() && !b.is_empty()).then(|| (f.rule.clone(), a, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::{Category, Finding, Severity};
    use calque_text::Span;

    fn found(rule: &str, at: usize, len: usize) -> PlacedFinding {
        let span = Some(Span::new(at, at + len));
        PlacedFinding {
            bead: Some(at),
            finding: Finding::new(rule, Category::Entity, Severity::Major, 0.8).at(span, span),
        }
    }

    #[test]
    fn more_than_two_of_the_same_are_one() {
        let text = "Gate gate GATE door Gate";
        let places = [0, 5, 10, 20];
        let mut findings: Vec<_> = places.iter().map(|&at| found("names", at, 4)).collect();
        findings.push(found("names", 15, 4));
        findings.push(found("numbers", 0, 4));
        merge_repeats(&mut findings, text, text);
        let left: Vec<_> = findings.iter().map(|f| (f.finding.rule.as_str(), f.bead, f.finding.repeats)).collect();
        assert_eq!(left, [("names", Some(0), 3), ("names", Some(15), 0), ("numbers", Some(0), 0)]);
    }

    #[test]
    fn two_of_the_same_and_missing_words_are_told_each() {
        let text = "Gate gate";
        let mut findings = vec![found("names", 0, 4), found("names", 5, 4)];
        findings.extend((0..4).map(|at| found("omission", at, 0)));
        merge_repeats(&mut findings, text, text);
        assert_eq!(findings.len(), 6);
    }
}
