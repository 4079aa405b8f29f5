//! Attention: each piece takes from the others of its sequence what it asks for.

use super::numeric::{LANES, exp, greatest, sum};
use super::scratch::Scratch;
use crate::file::{HEAD, Sizes};
use std::ops::Range;

/// Attends within one sequence: reads query, key and value, writes `mixed`.
#[inline(always)]
pub(super) fn attend(sizes: Sizes, sequence: Range<usize>, scratch: &mut Scratch) {
    let hidden = sizes.hidden;
    let count = sequence.len();
    let filled = count.next_multiple_of(LANES);
    let scale = 1.0 / (HEAD as f32).sqrt();
    let rows = &scratch.attend[sequence.start * 3 * hidden..sequence.end * 3 * hidden];
    let out = &mut scratch.mixed[sequence.start * hidden..sequence.end * hidden];
    scratch.keys.clear();
    scratch.keys.resize(HEAD * filled, 0.0);
    scratch.weights.resize(filled, 0.0);
    let (keys, weights) = (&mut scratch.keys[..], &mut scratch.weights[..filled]);
    for h in 0..sizes.heads {
        let part = |which: usize| which * hidden + h * HEAD..which * hidden + (h + 1) * HEAD;
        let (query, key, value) = (part(0), part(1), part(2));
        // Keys lie in lanes of pieces: `[lanes][number of the head][piece of the lanes]`.
        for (j, row) in rows.chunks_exact(3 * hidden).enumerate() {
            let lanes = &mut keys[j / LANES * HEAD * LANES..];
            for (d, k) in row[key.clone()].iter().enumerate() {
                lanes[d * LANES + j % LANES] = *k;
            }
        }
        for (row, out) in rows.chunks_exact(3 * hidden).zip(out.chunks_exact_mut(hidden)) {
            let query = &row[query.clone()];
            for (weights, keys) in weights.as_chunks_mut::<LANES>().0.iter_mut().zip(keys.chunks_exact(HEAD * LANES)) {
                let mut sums = [0f32; LANES];
                for (q, keys) in query.iter().zip(keys.as_chunks::<LANES>().0) {
                    sums.iter_mut().zip(keys).for_each(|(s, k)| *s += q * k);
                }
                *weights = sums.map(|s| s * scale);
            }
            weights[count..].fill(f32::MIN);
            let top = greatest(weights, f32::MIN);
            weights.iter_mut().for_each(|w| *w = exp(*w - top));
            weights[count..].fill(0.0);
            let share = 1.0 / sum(weights);
            let mut mixed = [0f32; HEAD];
            for (w, row) in weights.iter().zip(rows.chunks_exact(3 * hidden)) {
                let values: &[f32] = &row[value.clone()];
                mixed.iter_mut().zip(values).for_each(|(m, v)| *m += w * v);
            }
            out[h * HEAD..(h + 1) * HEAD].copy_from_slice(&mixed.map(|m| m * share));
        }
    }
}
