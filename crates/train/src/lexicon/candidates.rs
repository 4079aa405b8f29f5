//! Which word pairs may translate each other at all: those that stand in the
//! same pairs of sentences more often than chance, the best of each word.
//!
//! Word by word over an inverted index, so that the counts of one word fit
//! into the cache (see Moore 2004 on the log-likelihood ratio as a filter).

use crate::corpus::ids::{Corpus, OOV_BASE};
use rayon::prelude::*;

/// A sparse matrix of word pairs, rows by words of side 0, columns sorted.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Where each row ends.
    pub ends: Vec<u32>,
    /// Words of side 1.
    pub columns: Vec<u32>,
}

/// No such pair.
pub(super) const NONE: u32 = u32::MAX;

impl Candidates {
    /// The place of a pair, or [`NONE`].
    pub(super) fn find(&self, row: u32, column: u32) -> u32 {
        if row >= OOV_BASE || column >= OOV_BASE {
            return NONE;
        }
        let start = self.start(row);
        let cells = &self.columns[start..self.ends[row as usize] as usize];
        cells.binary_search(&column).map_or(NONE, |i| (start + i) as u32)
    }

    /// Where a row starts.
    pub(super) fn start(&self, row: u32) -> usize {
        if row == 0 { 0 } else { self.ends[row as usize - 1] as usize }
    }

    /// Number of pairs.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }
}

/// Sentences that hold each word of a side.
fn inverted(corpus: &Corpus, side: usize) -> (Vec<u64>, Vec<u32>) {
    let words = corpus.words[side].len();
    let mut ends = vec![0u64; words + 1];
    for &id in corpus.ids[side].iter().filter(|&&id| id < OOV_BASE) {
        ends[id as usize + 1] += 1;
    }
    for i in 1..ends.len() {
        ends[i] += ends[i - 1];
    }
    let mut at = ends.clone();
    let mut list = vec![0u32; ends[words] as usize];
    for n in 0..corpus.len() {
        for &id in corpus.sentence(side, n).iter().filter(|&&id| id < OOV_BASE) {
            list[at[id as usize] as usize] = n as u32;
            at[id as usize] += 1;
        }
    }
    (ends, list)
}

/// The best `keep` partners of each word of `side`, as pairs (side 0, side 1).
fn best(corpus: &Corpus, side: usize, keep: usize) -> Vec<(u32, u32)> {
    const MOST: usize = 60_000; // sentences looked at for one word
    let other = 1 - side;
    let (ends, list) = inverted(corpus, side);
    let mut present = vec![0f32; corpus.words[other].len()];
    for &id in corpus.ids[other].iter().filter(|&&id| id < OOV_BASE) {
        present[id as usize] += 1.0;
    }
    let sentences = corpus.len() as f32;
    let rows: Vec<Vec<(u32, u32)>> = (0..corpus.words[side].len())
        .into_par_iter()
        .map_init(
            || (vec![0u32; corpus.words[other].len()], Vec::new()),
            |(counts, touched), w| {
                let all = &list[ends[w] as usize..ends[w + 1] as usize];
                let step = all.len().div_ceil(MOST).max(1);
                let mut looked = 0f32;
                for &n in all.iter().step_by(step) {
                    looked += 1.0;
                    for &o in corpus.sentence(other, n as usize).iter().filter(|&&o| o < OOV_BASE) {
                        if counts[o as usize] == 0 {
                            touched.push(o);
                        }
                        counts[o as usize] += 1;
                    }
                }
                let mut scored: Vec<(f32, u32)> = touched
                    .iter()
                    .filter_map(|&o| {
                        let c = counts[o as usize] as f32;
                        let expected = looked * present[o as usize] / sentences;
                        // Pointwise part of the log-likelihood ratio.
                        let score = c * (c / expected).ln();
                        (c > expected && (c >= 2.0 || looked <= 4.0)).then_some((score, o))
                    })
                    .collect();
                for &o in touched.iter() {
                    counts[o as usize] = 0;
                }
                touched.clear();
                scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                scored.truncate(keep);
                scored.into_iter().map(|(_, o)| if side == 0 { (w as u32, o) } else { (o, w as u32) }).collect()
            },
        )
        .collect();
    rows.concat()
}

/// Finds the candidates of a corpus, `keep` for each word of either side.
pub(super) fn find(corpus: &Corpus, keep: usize) -> Candidates {
    let mut pairs = best(corpus, 0, keep);
    pairs.extend(best(corpus, 1, keep));
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut out = Candidates { ends: vec![0; corpus.words[0].len()], columns: Vec::with_capacity(pairs.len()) };
    for &(row, column) in &pairs {
        out.columns.push(column);
        out.ends[row as usize] = out.columns.len() as u32;
    }
    for i in 1..out.ends.len() {
        out.ends[i] = out.ends[i].max(out.ends[i - 1]);
    }
    out
}
