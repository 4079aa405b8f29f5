//! Anchors: pairs of segments that share words which are rare on both sides.
//!
//! Candidates are scored by their rare links, the heaviest chain that rises on
//! both sides is taken from them, and of its links those that their neighbours
//! confirm. The thresholds are set by hand.

use crate::parallel::{ParallelFor, join, map};
use crate::sentences::bitext::Bitext;
use crate::sentences::input::SideIndex;
use calque_bitext::heaviest_chain;
use rustc_hash::FxHashMap;
use std::ops::Range;

type Corner = (usize, usize);

/// A word in more segments of a stretch than this is not rare there.
const MAX_SEGMENTS: usize = 6;
/// Rows that are one piece of parallel work.
const ROWS_PER_PIECE: usize = 4096;
/// Weaker links do not count.
const MIN_LINK: f32 = 0.3;
/// Candidates with a lower score are left out.
const MIN_SCORE: f32 = 0.35;
/// Candidates of a row, the best first.
const CANDIDATES_PER_ROW: usize = 3;

/// The anchors in a rectangle, rising on both sides.
pub(super) fn anchors(bitext: &Bitext<'_>, from: Corner, to: Corner, parallel_for: ParallelFor<'_>) -> Vec<Corner> {
    let (source, target) =
        join(parallel_for, || frequencies(bitext.source, from.0..to.0), || occurrences(bitext.target, from.1..to.1));
    let rare = RareWords { bitext, source, target };
    let pieces = map(parallel_for, (to.0 - from.0).div_ceil(ROWS_PER_PIECE), |k| {
        let rows = from.0 + k * ROWS_PER_PIECE..(from.0 + (k + 1) * ROWS_PER_PIECE).min(to.0);
        rare.candidates(rows)
    });
    let candidates: Vec<(u32, u32, f32)> = pieces.into_iter().flatten().collect();
    confirmed(&heaviest_chain(&candidates, from.1, to.1))
}

/// The words of a rectangle.
struct RareWords<'a> {
    bitext: &'a Bitext<'a>,
    /// By source word: how often it stands in the rectangle.
    source: FxHashMap<u32, u32>,
    /// By target word: its segments in the rectangle.
    target: FxHashMap<u32, Vec<u32>>,
}

impl RareWords<'_> {
    /// For each row the columns with the highest scores: `(row, column, score)`. A link adds the square of its
    /// strength, divided by the number of target segments that hold the word.
    fn candidates(&self, rows: Range<usize>) -> Vec<(u32, u32, f32)> {
        let mut out = Vec::new();
        let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
        for i in rows {
            scores.clear();
            for &word in self.bitext.source.tokens_of(i) {
                if self.source.get(&word).is_none_or(|&n| n as usize > MAX_SEGMENTS) {
                    continue;
                }
                for &(other, strength) in self.bitext.links.of(word).iter().filter(|link| link.1 >= MIN_LINK) {
                    let Some(columns) = self.target.get(&other).filter(|c| c.len() <= MAX_SEGMENTS) else { continue };
                    for &j in columns {
                        *scores.entry(j).or_default() += strength * strength / columns.len() as f32;
                    }
                }
            }
            // Sorted with ties broken by column, so that the order of the hash table does not matter.
            let mut ranked: Vec<(u32, f32)> =
                scores.iter().map(|(&j, &v)| (j, v)).filter(|v| v.1 > MIN_SCORE).collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            out.extend(ranked.iter().take(CANDIDATES_PER_ROW).map(|&(j, v)| (i as u32, j, v)));
        }
        out
    }
}

/// How often each word stands in a stretch.
fn frequencies(side: &SideIndex, segments: Range<usize>) -> FxHashMap<u32, u32> {
    let mut out: FxHashMap<u32, u32> = FxHashMap::default();
    for i in segments {
        for &word in side.tokens_of(i) {
            *out.entry(word).or_default() += 1;
        }
    }
    out
}

/// The segments of a stretch that hold each word, up to one more than [`MAX_SEGMENTS`].
fn occurrences(side: &SideIndex, segments: Range<usize>) -> FxHashMap<u32, Vec<u32>> {
    let mut out: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for j in segments {
        for &word in side.tokens_of(j) {
            let list = out.entry(word).or_default();
            if list.len() <= MAX_SEGMENTS && list.last() != Some(&(j as u32)) {
                list.push(j as u32);
            }
        }
    }
    out
}

/// The links of a chain that their neighbours confirm. Of the three links before and the three behind, those
/// within 40 segments on a similar diagonal count with their score, at most 2 each.
fn confirmed(chain: &[(Corner, f32)]) -> Vec<Corner> {
    const NEIGHBOURS: usize = 3;
    const MAX_DISTANCE: usize = 40;
    const MAX_SCORE: f32 = 2.0;
    let same_diagonal = |a: Corner, b: Corner| {
        let (di, dj) = (a.0.abs_diff(b.0), a.1.abs_diff(b.1));
        di.max(dj) <= MAX_DISTANCE && di.abs_diff(dj) <= 2 + di.max(dj) / 3
    };
    (0..chain.len())
        .filter(|&k| {
            let (low, high) = (k.saturating_sub(NEIGHBOURS), (k + NEIGHBOURS + 1).min(chain.len()));
            let support: f32 = (low..high)
                .filter(|&o| o != k && same_diagonal(chain[o].0, chain[k].0))
                .map(|o| chain[o].1.min(MAX_SCORE))
                .sum();
            chain[k].1.min(MAX_SCORE) + support >= 2.2 && support > 0.5
        })
        .map(|k| chain[k].0)
        .collect()
}
