//! Matching what both sides say in words of one kind: quantifiers, modifiers, directions.
//!
//! The cues of both sides are paired greedily, nearest first. A match asks for the
//! same concept, not for the same word. What stays unmatched is for the rule to judge.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::reading::PairReading;
use calque_text::Side;

/// Cues of both sides, with the partner of each.
pub(crate) struct Matched<'c> {
    /// Cues of the source with the index of their partner.
    pub(crate) source: Vec<(Hit<'c>, Option<usize>)>,
    /// Cues of the target with the index of their partner.
    pub(crate) target: Vec<(Hit<'c>, Option<usize>)>,
}

/// Least nearness of partners. Set by hand.
const LEAST_NEARNESS: f32 = 0.18;

/// Pairs the cues of both sides for which `same` holds.
pub(crate) fn matched<'c>(
    reading: &PairReading<'_>,
    source: Vec<Hit<'c>>,
    target: Vec<Hit<'c>>,
    same: impl Fn(&Hit<'c>, &Hit<'c>) -> bool,
) -> Matched<'c> {
    let mut options = Vec::new();
    for (i, a) in source.iter().enumerate() {
        for (j, b) in target.iter().enumerate() {
            if same(a, b) {
                let nearness = nearness(reading, a, b);
                if nearness >= LEAST_NEARNESS {
                    options.push((nearness, i, j));
                }
            }
        }
    }
    options.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut out = Matched {
        source: source.into_iter().map(|h| (h, None)).collect(),
        target: target.into_iter().map(|h| (h, None)).collect(),
    };
    for (_, i, j) in options {
        if out.source[i].1.is_none() && out.target[j].1.is_none() {
            out.source[i].1 = Some(j);
            out.target[j].1 = Some(i);
        }
    }
    out
}

/// Nearness of two cues, in (0, 1]: that of their nearest words.
pub(crate) fn nearness(reading: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>) -> f32 {
    let mut best = 0.0_f32;
    for i in a.tokens.clone() {
        for j in b.tokens.clone() {
            best = best.max(reading.nearness(Side::Source, i, j));
        }
    }
    best
}

/// Finds the cues of both sides in `table`.
pub(crate) fn both<'c>(table: &'c CueTable, reading: &PairReading<'_>) -> (Vec<Hit<'c>>, Vec<Hit<'c>>) {
    (table.find(&reading.source), table.find(&reading.target))
}

/// Whether a word of `tokens` is plainly rendered by something other than `partner`, so
/// that it cannot also stand for that: *missing* in *are missing* is *disparus*, and no
/// counterpart of a *ne ... pas* near by.
pub(crate) fn renders_something_else(
    r: &PairReading<'_>,
    side: Side,
    tokens: std::ops::Range<usize>,
    partner: &std::ops::Range<usize>,
) -> bool {
    let here = r.side(side);
    tokens.into_iter().any(|i| {
        let sure = here.support.get(i).copied().unwrap_or(0.0) >= 0.5;
        sure && here.best_link(i).is_some_and(|(j, p)| p >= 0.5 && !partner.contains(&j))
    })
}
