//! Matching what both sides say in words of one kind: quantifiers, modifiers, directions.
//!
//! Both sides' cues are found, then paired by concept and by place, nearest
//! first. What stays alone is what a rule has to judge. A match asks for the
//! same concept but not for the same word, and a weak cue may always stand in
//! as a counterpart.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::reading::Reading;
use crate::drift::reading::gaps;
use calque_text::Side;

/// Cues of both sides, with the partner of each.
pub(crate) struct Matched<'c> {
    /// Cues of the source with the index of their partner.
    pub(crate) source: Vec<(Hit<'c>, Option<usize>)>,
    /// Cues of the target with the index of their partner.
    pub(crate) target: Vec<(Hit<'c>, Option<usize>)>,
}

/// Least nearness of partners.
const NEAR: f32 = 0.18;

/// Pairs the cues of both sides for which `same` holds.
pub(crate) fn matched<'c>(
    reading: &Reading<'_>,
    source: Vec<Hit<'c>>,
    target: Vec<Hit<'c>>,
    same: impl Fn(&Hit<'c>, &Hit<'c>) -> bool,
) -> Matched<'c> {
    let mut options = Vec::new();
    for (i, a) in source.iter().enumerate() {
        for (j, b) in target.iter().enumerate() {
            if same(a, b) {
                let near = nearness(reading, a, b);
                if near >= NEAR {
                    options.push((near, i, j));
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

/// How near two cues are: the nearest of their words.
pub(crate) fn nearness(reading: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>) -> f32 {
    let mut best = 0.0_f32;
    for i in a.tokens.clone() {
        for j in b.tokens.clone() {
            best = best.max(reading.nearness(Side::Source, i, j));
        }
    }
    best
}

/// Finds the cues of both sides in `table`.
pub(crate) fn both<'c>(table: &'c CueTable, reading: &Reading<'_>) -> (Vec<Hit<'c>>, Vec<Hit<'c>>) {
    (table.find(&reading.source), table.find(&reading.target))
}

/// How many words of the other side stand alone where `tokens` of `side` belong, the
/// nearer the more they count.
pub(crate) fn open_near(r: &Reading<'_>, side: Side, tokens: std::ops::Range<usize>) -> f32 {
    let there = r.side(side.other());
    let at = r.projected(side, tokens.start);
    (0..there.len()).filter(|&j| gaps::is_open(there, j)).map(|j| 1.0 / (1.0 + ((j as f32 - at) / 2.5).powi(2))).sum()
}

/// Whether a word of `tokens` is plainly rendered by something other than `partner`, so
/// that it cannot also stand for that: *missing* in *are missing* is *disparus*, and no
/// counterpart of a *ne ... pas* near by.
pub(crate) fn elsewhere(
    r: &Reading<'_>,
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
