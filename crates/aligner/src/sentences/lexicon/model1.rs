//! A lexicon learnt from the text itself: IBM Model 1 (Brown et al. 1993) in both directions.
//!
//! It is trained with EM on the beads found so far, each weighted by its
//! probability. What both directions agree on becomes a link: its strength is the
//! geometric mean of the two translation probabilities. Expected counts are
//! discounted and smoothed, so that a word seen once is trusted less than one seen
//! ten times.

use super::link_table::WordLink;
use crate::sentences::input::SideIndex;
use std::ops::Range;

/// A bead to learn from.
pub(crate) struct WeightedBead {
    /// Its source segments.
    pub(crate) source: Range<usize>,
    /// Its target segments.
    pub(crate) target: Range<usize>,
    /// How much it counts: its probability.
    pub(crate) weight: f32,
}

/// Most beads learnt from: with more the lexicon of a text only gets larger, not better.
const MAX_BEADS: usize = 20_000;
/// Beads with more distinct words than this on a side are left out.
const MAX_WORDS: usize = 150;
/// Rounds of EM.
const ROUNDS: usize = 5;
/// Weight of NULL, in the scale of translation probabilities. In the first round, where all of those
/// are 1, it is 1.
const NULL_WEIGHT: f32 = 0.02;
/// Subtracted from each expected count (absolute discounting, Ney, Essen and Kneser 1994). Set by hand.
const DISCOUNT: f32 = 0.15;
/// Added to the total count of each word (additive smoothing of a word seen seldom). Set by hand.
const SMOOTHING: f32 = 0.4;
/// Weaker links are left out.
const MIN_STRENGTH: f32 = 0.05;
/// The greatest strength of a link.
const MAX_STRENGTH: f32 = 0.95;

/// The distinct words of a bead, and the numbers of all their pairs, row by row.
struct BeadWords {
    source: Vec<u32>,
    target: Vec<u32>,
    pairs: Vec<u32>,
    weight: f32,
}

/// All pairs of words that stand in a bead together.
struct WordPairs {
    words: Vec<(u32, u32)>,
    /// Where each stands first: the bead, and the position among its pairs.
    first: Vec<(u32, u32)>,
}

/// Links learnt from beads, in the order in which their words first meet.
pub(crate) fn learn_links(source: &SideIndex, target: &SideIndex, beads: &[WeightedBead]) -> Vec<WordLink> {
    let stride = beads.len().div_ceil(MAX_BEADS).max(1);
    let mut lists: Vec<BeadWords> = Vec::new();
    let mut totals = (vec![0.0f32; source.types.len()], vec![0.0f32; target.types.len()]);
    for bead in beads.iter().step_by(stride) {
        let a = distinct_words(source, bead.source.clone());
        let b = distinct_words(target, bead.target.clone());
        if a.is_empty() || b.is_empty() || a.len() > MAX_WORDS || b.len() > MAX_WORDS {
            continue;
        }
        for &x in &a {
            totals.0[x as usize] += bead.weight;
        }
        for &y in &b {
            totals.1[y as usize] += bead.weight;
        }
        let pairs = vec![0; a.len() * b.len()];
        lists.push(BeadWords { source: a, target: b, pairs, weight: bead.weight });
    }
    let pairs = number_pairs(&mut lists, source.types.len(), target.types.len());
    // By pair: p(target | source) and p(source | target); all 1 at first.
    let mut forward = vec![1.0f32; pairs.words.len()];
    let mut backward = vec![1.0f32; pairs.words.len()];
    let (mut counts, mut sums) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let null = if round == 0 { 1.0 } else { NULL_WEIGHT };
        for toward_target in [true, false] {
            let table = if toward_target { &mut forward } else { &mut backward };
            counts.clear();
            counts.resize(pairs.words.len(), 0.0f32);
            for bead in &lists {
                if toward_target {
                    count_columns(bead, table, null, &mut sums, &mut counts);
                } else {
                    count_rows(bead, table, null, &mut counts);
                }
            }
            for ((cell, count), &(x, y)) in table.iter_mut().zip(&counts).zip(&pairs.words) {
                let total = if toward_target { totals.0[x as usize] } else { totals.1[y as usize] };
                *cell = (count - DISCOUNT).max(0.0) / (total + SMOOTHING);
            }
        }
    }
    let strength = |pair: usize| (forward[pair] * backward[pair]).sqrt();
    let mut strong: Vec<usize> = (0..pairs.words.len()).filter(|&pair| strength(pair) > MIN_STRENGTH).collect();
    strong.sort_unstable_by_key(|&pair| pairs.first[pair]);
    let link = |pair: usize| (pairs.words[pair].0, pairs.words[pair].1, strength(pair).min(MAX_STRENGTH));
    strong.into_iter().map(link).collect()
}

/// Numbers the pairs of words, those of one source word in a row: so a table by target word takes the
/// place of a hash table by pair, and what is counted together lies together in memory.
fn number_pairs(beads: &mut [BeadWords], source_types: usize, target_types: usize) -> WordPairs {
    let mut occurrences: Vec<Vec<(u32, u32)>> = vec![Vec::new(); source_types];
    for (bead, BeadWords { source, .. }) in beads.iter().enumerate() {
        for (row, &x) in source.iter().enumerate() {
            occurrences[x as usize].push((bead as u32, row as u32));
        }
    }
    let mut pairs = WordPairs { words: Vec::new(), first: Vec::new() };
    // By target word: the source word that it was last seen with, and the number of that pair.
    let mut last = vec![(u32::MAX, 0u32); target_types];
    for (x, occurrences) in (0..).zip(occurrences) {
        for (bead, row) in occurrences {
            let BeadWords { target, pairs: numbers, .. } = &mut beads[bead as usize];
            let start = row as usize * target.len();
            for (column, (&y, number)) in target.iter().zip(&mut numbers[start..]).enumerate() {
                let seen = &mut last[y as usize];
                if seen.0 != x {
                    *seen = (x, pairs.words.len() as u32);
                    pairs.words.push((x, y));
                    pairs.first.push((bead, (start + column) as u32));
                }
                *number = seen.1;
            }
        }
    }
    pairs
}

/// Adds the expected counts of one bead where every target word comes from a source word or NULL.
fn count_columns(bead: &BeadWords, table: &[f32], null: f32, sums: &mut Vec<f32>, counts: &mut [f32]) {
    let width = bead.target.len();
    sums.clear();
    sums.resize(width, 0.0);
    for row in bead.pairs.chunks_exact(width) {
        sums.iter_mut().zip(row).for_each(|(sum, &pair)| *sum += table[pair as usize]);
    }
    sums.iter_mut().for_each(|sum| *sum += null);
    for row in bead.pairs.chunks_exact(width) {
        for (sum, &pair) in sums.iter().zip(row) {
            counts[pair as usize] += bead.weight * table[pair as usize] / sum;
        }
    }
}

/// Adds the expected counts of one bead where every source word comes from a target word or NULL.
fn count_rows(bead: &BeadWords, table: &[f32], null: f32, counts: &mut [f32]) {
    for row in bead.pairs.chunks_exact(bead.target.len()) {
        let sum = null + row.iter().map(|&pair| table[pair as usize]).sum::<f32>();
        for &pair in row {
            counts[pair as usize] += bead.weight * table[pair as usize] / sum;
        }
    }
}

/// The distinct words of a run of segments, in ascending order.
fn distinct_words(side: &SideIndex, segments: Range<usize>) -> Vec<u32> {
    let mut out: Vec<u32> = segments.flat_map(|i| side.tokens_of(i).iter().copied()).collect();
    out.sort_unstable();
    out.dedup();
    out
}
