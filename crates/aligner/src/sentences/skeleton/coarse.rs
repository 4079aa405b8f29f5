//! The coarse search: dynamic programming over a small rectangle, with few shapes and rough scores.
//!
//! In the manner of Gale and Church 1993 (the best path by lengths), with the
//! information that both sides share. Scores are set by hand: the path only has to
//! come near the right one, since the lattice searches a band around it.

use super::band::{NARROW, WIDE};
use crate::numeric::dot;
use crate::sentences::bitext::{Bitext, length_distance};
use crate::sentences::input::SideIndex;
use crate::sentences::path::Node;
use rustc_hash::FxHashMap;

type Corner = (usize, usize);

/// Bead shapes of the coarse search, with a score for each.
const SHAPES: [(usize, usize, f32); 6] =
    [(1, 1, 0.3), (1, 2, -1.6), (2, 1, -1.6), (2, 2, -3.0), (1, 3, -3.2), (3, 1, -3.2)];
/// Score of an unaligned segment.
const SKIP: f32 = -2.2;
/// A step between as many segments on both sides that adds more than this gets a narrow band.
const SURE: f32 = 3.5;

/// Appends the best path through a rectangle; its first corner is on the path already.
pub(super) fn coarse_path(bitext: &Bitext<'_>, from: Corner, to: Corner, path: &mut Vec<Node>) {
    let (rows, columns) = (to.0 - from.0, to.1 - from.1);
    let shared = shared_information(bitext, from, to);
    let (s, t) = (bitext.source, bitext.target);
    let width = columns + 1;
    let mut best = vec![f32::NEG_INFINITY; (rows + 1) * width];
    let mut back = vec![(0u8, 0u8); (rows + 1) * width];
    best[0] = 0.0;
    // Letters and information of runs of one to three segments, by first segment.
    let runs = |side: &SideIndex, first: usize, last: usize| -> Vec<[(f32, f32); 3]> {
        let run = |a: usize, n: usize| (side.chars(a, (a + n).min(last)), side.info(a, (a + n).min(last)));
        (first..last).map(|a| [run(a, 1), run(a, 2), run(a, 3)]).collect()
    };
    let (source_runs, target_runs) = (runs(s, from.0, to.0), runs(t, from.1, to.1));
    for i in 0..=rows {
        for j in 0..=columns {
            let here = best[i * width + j];
            let mut offer = |m: usize, n: usize, value: f32| {
                let node = (i + m) * width + j + n;
                if value > best[node] {
                    best[node] = value;
                    back[node] = (m as u8, n as u8);
                }
            };
            if i < rows {
                offer(1, 0, here + SKIP);
            }
            if j < columns {
                offer(0, 1, here + SKIP);
            }
            for (m, n, prior) in SHAPES {
                if i + m > rows || j + n > columns {
                    continue;
                }
                let mut common = 0.0;
                for r in i..i + m {
                    for c in j..j + n {
                        common += shared[r * columns + c];
                    }
                }
                let (source, target) = (source_runs[i][m - 1], target_runs[j][n - 1]);
                let distance = length_distance(source.0, target.0, bitext.stats.length_ratio);
                let info = source.1 + target.1 + 6.0;
                offer(m, n, here + prior + 9.0 * (common / info).min(1.0) - 0.4 * distance.min(9.0));
            }
        }
    }
    let (mut i, mut j) = (rows, columns);
    let mut steps = Vec::new();
    while i > 0 || j > 0 {
        let (m, n) = back[i * width + j];
        let before = (i - usize::from(m)) * width + j - usize::from(n);
        let sure = m == n && best[i * width + j] - best[before] > SURE;
        steps.push(((from.0 + i, from.1 + j), if sure { NARROW } else { WIDE }));
        i -= usize::from(m);
        j -= usize::from(n);
    }
    for (to, radius) in steps.into_iter().rev() {
        path.push(Node { i: to.0 as u32, j: to.1 as u32, radius });
    }
}

/// Information that each pair of segments shares, in nats, row by row: that of linked words on both sides,
/// weighted by the strength of the link; with vectors half of it, and as much again by their cosine.
fn shared_information(bitext: &Bitext<'_>, from: Corner, to: Corner) -> Vec<f32> {
    let (rows, columns) = (to.0 - from.0, to.1 - from.1);
    let mut out = vec![0.0f32; rows * columns];
    let mut occurrences: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for j in 0..columns {
        for &word in bitext.target.tokens_of(from.1 + j) {
            occurrences.entry(word).or_default().push(j as u32);
        }
    }
    let (source_run, target_run) = (bitext.source_run(from.0, to.0), bitext.target_run(from.1, to.1));
    let norm = |j: usize| dot(target_run.segment(from.1 + j), target_run.segment(from.1 + j)).sqrt().max(1e-6);
    let norms: Vec<f32> = (0..columns).map(norm).collect();
    for (i, row) in out.chunks_exact_mut(columns).enumerate() {
        for &word in bitext.source.tokens_of(from.0 + i) {
            let info = bitext.source.types[word as usize].info;
            for &(other, strength) in bitext.links.of(word) {
                let Some(list) = occurrences.get(&other) else { continue };
                // A word of every fourth segment says little, and costs most.
                if list.len() * 4 > columns && columns > 12 {
                    continue;
                }
                let value = strength * (info + bitext.target.types[other as usize].info);
                for &j in list {
                    row[j as usize] += value;
                }
            }
        }
        if bitext.has_vectors() {
            let vector = source_run.segment(from.0 + i);
            let norm = dot(vector, vector).sqrt().max(1e-6);
            let source = bitext.source.info(from.0 + i, from.0 + i + 1);
            for (j, cell) in row.iter_mut().enumerate() {
                let cosine = dot(vector, target_run.segment(from.1 + j)) / (norm * norms[j]);
                let target = bitext.target.info(from.1 + j, from.1 + j + 1);
                *cell = 0.5 * *cell + 0.6 * (cosine - 0.1).max(0.0) * source.min(target) * 2.0;
            }
        }
    }
    out
}
