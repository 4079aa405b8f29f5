//! How well drift is found: false alarms on good translations, contrasts of a
//! good and a bad one, and pairs that people judged.
//!
//! - **Clean** pairs are good human translations: every flag is suspect, and
//!   [`threshold`] says how confident flags must be for no more than a budget
//!   of them per 100 pairs.
//! - **Contrasts** are a good translation and one with a planted error.
//!   *Pairwise*: how often the good one scores higher (a tie is a loss).
//!   *Recall*: how often the bad one has a flag that the good one lacks; one
//!   flag equals another in category and place in the source. *Span F1*: how
//!   well the flags cover the characters that were changed.
//! - **Judged** pairs: the area under the ROC curve of the score as a detector
//!   of pairs that differ in meaning.
//!
//! Scores and confidences are compared as they are written, to four decimals.

use super::{Scores, share};
use crate::pairs::checked::PairCheck;
use calque_diff::{Category, Severity};
use calque_text::{CodePoints, Span};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A finding that counts: all but notes.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// What kind.
    pub category: Category,
    /// Its place in the source.
    pub source: Option<Span>,
    /// Its place in the target, in code points.
    pub target: Option<Range<usize>>,
    /// Its confidence.
    pub confidence: f32,
}

/// What the check of a pair gave, as far as it is scored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Fidelity.
    pub score: f32,
    /// What was flagged.
    pub flags: Vec<Flag>,
}

impl Checked {
    /// From a check; `target` is the text that was checked.
    pub fn new(check: &PairCheck, target: &str) -> Self {
        let points = CodePoints::new(target);
        let flags = check.findings.iter().filter(|f| f.severity != Severity::Info).map(|f| Flag {
            category: f.category,
            source: f.source,
            target: f.target.map(|s| points.span(s)).map(|s| s.start..s.end),
            confidence: written(f.confidence),
        });
        // A pair of which nothing is known ranks in the middle.
        Self { score: written(check.score.unwrap_or(0.5)), flags: flags.collect() }
    }

    fn sure(&self, threshold: f64) -> impl Iterator<Item = &Flag> {
        self.flags.iter().filter(move |f| f64::from(f.confidence) >= threshold)
    }

    /// Whether it has a flag more than `other` of some kind and place.
    fn has_more_than(&self, other: &Self, threshold: f64) -> bool {
        let count = |checked: &Self| {
            let mut counts: BTreeMap<(Category, Option<(usize, usize)>), usize> = BTreeMap::new();
            for flag in checked.sure(threshold) {
                *counts.entry((flag.category, flag.source.map(|s| (s.start, s.end)))).or_default() += 1;
            }
            counts
        };
        let theirs = count(other);
        count(self).iter().any(|(key, n)| theirs.get(key).is_none_or(|m| n > m))
    }
}

/// A number as the output has it.
fn written(x: f32) -> f32 {
    (x * 1e4).round() / 1e4
}

/// The least confidence with which clean pairs get at most `budget` flags per 100 pairs.
pub fn threshold(clean: &[Checked], budget: f64) -> f64 {
    let mut confidences: Vec<f32> = clean.iter().flat_map(|c| c.flags.iter().map(|f| f.confidence)).collect();
    confidences.sort_by(|a, b| b.total_cmp(a));
    let keep = (budget * clean.len() as f64 / 100.0) as usize;
    confidences.get(keep).map_or(0.0, |&c| f64::from(c) + 1e-9)
}

/// Flags on clean pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CleanScores {
    /// How many pairs.
    pub pairs: usize,
    /// Flags of any confidence per 100 pairs.
    pub flags_per_100: f64,
    /// How many flags of each category, most first.
    pub by_category: Vec<CategoryFlags>,
}

/// How many flags a category has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryFlags {
    /// The category.
    pub category: Category,
    /// How many.
    pub flags: usize,
}

/// Scores clean pairs.
pub fn clean(checked: &[Checked]) -> CleanScores {
    let mut by: BTreeMap<Category, usize> = BTreeMap::new();
    for flag in checked.iter().flat_map(|c| &c.flags) {
        *by.entry(flag.category).or_default() += 1;
    }
    let flags: usize = by.values().sum();
    let mut by_category: Vec<_> = by.into_iter().map(|(category, flags)| CategoryFlags { category, flags }).collect();
    by_category.sort_by_key(|c| std::cmp::Reverse(c.flags));
    CleanScores { pairs: checked.len(), flags_per_100: 100.0 * share(flags, checked.len()), by_category }
}

/// A good translation and a bad one.
#[derive(Clone, Debug)]
pub struct Contrast<'a> {
    /// What kind of error the bad one has.
    pub phenomenon: &'a str,
    /// How grave that kind is, in the set's own words.
    pub severity: &'a str,
    /// The characters of the bad one that were changed.
    pub changed: Option<Range<usize>>,
    /// The check of the good one.
    pub good: Checked,
    /// The check of the bad one.
    pub bad: Checked,
}

/// Figures of one kind of error, or means over several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContrastScores {
    /// The kind of error, or their severity.
    pub name: String,
    /// How many contrasts, or how many kinds.
    pub n: usize,
    /// Share in which the good one scores higher.
    pub pairwise: f64,
    /// Share of the bad ones with a flag more, of those above the threshold.
    pub recall_at_budget: f64,
    /// The same of all flags.
    pub recall: f64,
}

/// Figures of a set of contrasts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContrastSet {
    /// By kind of error, in alphabetical order.
    pub phenomena: Vec<ContrastScores>,
    /// Means over the kinds of each severity.
    pub severities: Vec<ContrastScores>,
    /// How well flags above the threshold cover the changed characters.
    pub span: Option<Scores>,
}

/// Scores contrasts.
pub fn contrasts(rows: &[Contrast<'_>], threshold: f64) -> ContrastSet {
    let mut by: BTreeMap<&str, (&str, [usize; 4])> = BTreeMap::new();
    let (mut both, mut flagged, mut changed) = (0, 0, 0);
    for row in rows {
        let (_, n) = by.entry(row.phenomenon).or_insert((row.severity, [0; 4]));
        let won = row.good.score > row.bad.score;
        let found = |t| row.bad.has_more_than(&row.good, t);
        for (n, yes) in n.iter_mut().zip([true, won, found(threshold), found(0.0)]) {
            *n += usize::from(yes);
        }
        if let Some(gold) = row.changed.as_ref().filter(|g| !g.is_empty()) {
            let marked: BTreeSet<usize> = row.bad.sure(threshold).filter_map(|f| f.target.clone()).flatten().collect();
            both += marked.range(gold.clone()).count();
            flagged += marked.len();
            changed += gold.len();
        }
    }
    let phenomena: Vec<ContrastScores> = by
        .iter()
        .map(|(name, (_, [n, won, sure, all]))| ContrastScores {
            name: (*name).to_owned(),
            n: *n,
            pairwise: share(*won, *n),
            recall_at_budget: share(*sure, *n),
            recall: share(*all, *n),
        })
        .collect();
    let mut severities: BTreeMap<&str, Vec<&ContrastScores>> = BTreeMap::new();
    for (scores, (severity, _)) in phenomena.iter().zip(by.values()) {
        severities.entry(severity).or_default().push(scores);
    }
    let severities = severities.iter().map(|(name, kinds)| mean(name, kinds)).collect();
    ContrastSet { phenomena, severities, span: (changed > 0).then(|| Scores::of(both, flagged, changed)) }
}

fn mean(name: &str, kinds: &[&ContrastScores]) -> ContrastScores {
    let of =
        |figure: fn(&ContrastScores) -> f64| kinds.iter().map(|k| figure(k)).sum::<f64>() / kinds.len().max(1) as f64;
    ContrastScores {
        name: name.to_owned(),
        n: kinds.len(),
        pairwise: of(|k| k.pairwise),
        recall_at_budget: of(|k| k.recall_at_budget),
        recall: of(|k| k.recall),
    }
}

/// What people say of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Both sides mean the same.
    Same,
    /// Something differs.
    Differs,
    /// The sides have little to do with each other.
    Unrelated,
}

/// Figures of judged pairs; `None` where there is nothing to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct JudgedScores {
    /// How many pairs.
    pub pairs: usize,
    /// Area under the curve: any difference against none.
    pub auc: Option<f64>,
    /// The same without the unrelated pairs.
    pub auc_some: Option<f64>,
}

/// Scores judged pairs.
pub fn judged(rows: &[(f32, Judgement)]) -> JudgedScores {
    let scores =
        |keep: fn(Judgement) -> bool| -> Vec<f32> { rows.iter().filter(|(_, j)| keep(*j)).map(|(s, _)| *s).collect() };
    let same = scores(|j| j == Judgement::Same);
    JudgedScores {
        pairs: rows.len(),
        auc: auc(&scores(|j| j != Judgement::Same), &same),
        auc_some: auc(&scores(|j| j == Judgement::Differs), &same),
    }
}

/// The probability that one of `low` is below one of `high`, ties half.
pub fn auc(low: &[f32], high: &[f32]) -> Option<f64> {
    if low.is_empty() || high.is_empty() {
        return None;
    }
    let mut high = high.to_vec();
    high.sort_by(f32::total_cmp);
    let wins: f64 = low
        .iter()
        .map(|&s| {
            let (below, not_above) = (high.partition_point(|&h| h < s), high.partition_point(|&h| h <= s));
            (high.len() - not_above) as f64 + 0.5 * (not_above - below) as f64
        })
        .sum();
    Some(wins / (low.len() * high.len()) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flag(category: Category, source: usize, target: Range<usize>, confidence: f32) -> Flag {
        Flag { category, source: Some(Span::new(source, source + 1)), target: Some(target), confidence }
    }

    fn checked(score: f32, flags: &[Flag]) -> Checked {
        Checked { score, flags: flags.to_vec() }
    }

    #[test]
    fn the_budget_sets_the_threshold() {
        let pairs: Vec<Checked> =
            (0..100).map(|i| checked(1.0, &[flag(Category::Number, 0, 0..1, i as f32 / 100.0)])).collect();
        let at = threshold(&pairs, 5.0);
        let left = pairs.iter().flat_map(|p| p.sure(at)).count();
        assert_eq!(left, 5);
        assert_eq!(threshold(&pairs, 100.0), 0.0);
        let scores = clean(&pairs);
        assert_eq!(
            (scores.flags_per_100, scores.by_category),
            (100.0, vec![CategoryFlags { category: Category::Number, flags: 100 }])
        );
    }

    #[test]
    fn contrasts_count_flags_that_the_good_one_lacks() {
        let old = flag(Category::Entity, 3, 0..4, 0.9);
        let row = |phenomenon, good, bad, changed| Contrast { phenomenon, severity: "major", changed, good, bad };
        let rows = [
            // The same flag on both sides finds nothing; a tie is a loss.
            row("a", checked(0.5, std::slice::from_ref(&old)), checked(0.5, std::slice::from_ref(&old)), None),
            // The same flag twice is one more.
            row("a", checked(0.6, std::slice::from_ref(&old)), checked(0.5, &[old.clone(), old.clone()]), None),
            // Too unsure for the budget.
            row("b", checked(0.5, &[]), checked(0.6, &[flag(Category::Number, 0, 2..4, 0.3)]), Some(2..6)),
            row("b", checked(0.5, &[]), checked(0.4, &[flag(Category::Number, 0, 4..8, 0.8)]), Some(2..6)),
        ];
        let set = contrasts(&rows, 0.5);
        let figures: Vec<_> =
            set.phenomena.iter().map(|p| (p.name.as_str(), p.n, p.pairwise, p.recall_at_budget, p.recall)).collect();
        assert_eq!(figures, [("a", 2, 0.5, 0.5, 0.5), ("b", 2, 0.5, 0.5, 1.0)]);
        assert_eq!((set.severities[0].n, set.severities[0].recall), (2, 0.75));
        // Marked 4..8, changed 2..6 twice.
        assert_eq!(set.span, Some(Scores::of(2, 4, 8)));
    }

    #[test]
    fn the_area_is_a_probability() {
        assert_eq!(auc(&[0.1, 0.2], &[0.3]), Some(1.0));
        assert_eq!(auc(&[0.3, 0.1], &[0.3, 0.2]), Some(0.625));
        assert_eq!(auc(&[], &[0.3]), None);
        let rows = [(0.9, Judgement::Same), (0.1, Judgement::Unrelated), (0.95, Judgement::Differs)];
        let scores = judged(&rows);
        assert_eq!((scores.auc, scores.auc_some), (Some(0.5), Some(0.0)));
    }
}
