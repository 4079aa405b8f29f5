//! Rows of vectors in 4 bits a number, with one step size a row.
//!
//! Byte `k` of a row of `2 h` numbers holds number `k` in its lower and number
//! `k + h` in its upper half, so that both halves are read straight ahead. A
//! code `q` in 0..=15 stands for `(q - 7.5) * step`. The error is 1 % of a row's
//! energy; the memory saved holds more words and more dimensions.

/// Bytes of a row of `dim` numbers; `dim` must be even.
pub(crate) fn bytes_of(dim: usize) -> usize {
    dim / 2
}

const MIDDLE: f32 = 7.5;

fn code(x: f32, step: f32) -> f32 {
    (x / step + MIDDLE).round().clamp(0.0, 15.0)
}

/// The step that leaves the least error: the best of a few shares of the largest number, then fitted
/// to the codes it gave.
fn step_of(row: &[f32]) -> f32 {
    let top = row.iter().fold(0.0f32, |m, x| m.max(x.abs()));
    if top == 0.0 {
        return 0.0;
    }
    let error = |step: f32| -> f32 { row.iter().map(|&x| (code(x, step) - MIDDLE) * step - x).map(|e| e * e).sum() };
    let fitted = |step: f32| {
        let (mut dot, mut square) = (0.0f32, 0.0f32);
        for &x in row {
            let c = code(x, step) - MIDDLE;
            dot += c * x;
            square += c * c;
        }
        dot / square
    };
    let shares = (0..10).map(|k| 0.5 + 0.05 * k as f32);
    shares
        .map(|share| fitted(top * share / 8.0))
        .map(|s| (error(s), s))
        .fold((f32::MAX, 0.0), |a, b| if b.0 < a.0 { b } else { a })
        .1
}

/// Rows of `dim` floats as codes and steps.
pub(crate) fn quantise(rows: &[f32], dim: usize) -> (Vec<u8>, Vec<f32>) {
    let mut out = Vec::with_capacity(rows.len() / 2);
    let mut steps = Vec::with_capacity(rows.len() / dim.max(1));
    for row in rows.chunks_exact(dim.max(1)) {
        let step = step_of(row);
        let code = |x: f32| if step > 0.0 { code(x, step) as u8 } else { 8 };
        let (low, high) = row.split_at(dim / 2);
        out.extend(low.iter().zip(high).map(|(&l, &h)| code(l) | (code(h) << 4)));
        steps.push(step);
    }
    (out, steps)
}

/// Bytes of a row that are added at a time: 64 sums stay in registers from row to row.
const BLOCK: usize = 32;

/// Adds rows, each times its step, to `out`, which has twice as many numbers as a row has bytes. Each
/// number is added to row by row, in their order.
#[expect(clippy::inline_always, reason = "the body must be compiled anew for the instructions of each caller")]
#[inline(always)]
pub(crate) fn add(rows: &[(&[u8], f32)], out: &mut [f32]) {
    fetch(rows);
    let (low, high) = out.split_at_mut(out.len() / 2);
    let (low_blocks, low_rest) = low.as_chunks_mut::<BLOCK>();
    let (high_blocks, high_rest) = high.as_chunks_mut::<BLOCK>();
    let rest = low_blocks.len() * BLOCK;
    for (block, (low, high)) in low_blocks.iter_mut().zip(high_blocks).enumerate() {
        let (mut l, mut h) = (*low, *high);
        for (row, step) in rows {
            let Some(bytes) = row.get(block * BLOCK..).and_then(<[u8]>::first_chunk::<BLOCK>) else { continue };
            for k in 0..BLOCK {
                l[k] += (f32::from(bytes[k] & 15) - MIDDLE) * step;
                h[k] += (f32::from(bytes[k] >> 4) - MIDDLE) * step;
            }
        }
        (*low, *high) = (l, h);
    }
    for (row, step) in rows {
        for ((l, h), &b) in low_rest.iter_mut().zip(&mut *high_rest).zip(row.get(rest..).unwrap_or(&[])) {
            *l += (f32::from(b & 15) - MIDDLE) * step;
            *h += (f32::from(b >> 4) - MIDDLE) * step;
        }
    }
}

/// Reads one byte of each cache line of the rows (software prefetching): the rows are far apart, and
/// reading them without work between lets the processor fetch many lines at the same time.
fn fetch(rows: &[(&[u8], f32)]) {
    const LINE: usize = 64;
    let bytes = rows.iter().flat_map(|(row, _)| row.iter().step_by(LINE));
    std::hint::black_box(bytes.fold(0, |all, byte| all ^ byte));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_nearly_as_it_was() {
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1664525).wrapping_add(1013904223);
            (state >> 8) as f32 / 16_777_216.0 - 0.5
        };
        let row: Vec<f32> = (0..256).map(|_| next() + next() + next()).collect();
        let (codes, steps) = quantise(&row, 256);
        assert_eq!((codes.len(), steps.len()), (bytes_of(256), 1));
        let mut back = vec![0.0; 256];
        add(&[(&codes[..], steps[0])], &mut back);
        let error: f32 = row.iter().zip(&back).map(|(a, b)| (a - b) * (a - b)).sum();
        let energy: f32 = row.iter().map(|x| x * x).sum();
        assert!(error < 0.012 * energy, "{}", error / energy);
    }

    #[test]
    fn rows_together_are_what_they_are_one_by_one() {
        for dim in [2, 64, 100, 320] {
            let rows: Vec<Vec<u8>> = (1..5).map(|n| (0..dim / 2).map(|i| (i * 37 * n + n) as u8).collect()).collect();
            let rows: Vec<(&[u8], f32)> = rows.iter().zip([0.1, 0.7, 0.03, 1.9]).map(|(r, s)| (&r[..], s)).collect();
            let (mut together, mut alone) = (vec![0.25; dim], vec![0.25; dim]);
            add(&rows, &mut together);
            rows.iter().for_each(|row| add(&[*row], &mut alone));
            assert_eq!(together, alone);
            let number = |k: usize| rows.iter().fold(0.25, |n, (row, s)| n + (f32::from(row[k] & 15) - MIDDLE) * s);
            assert_eq!(together[dim / 2 - 1], number(dim / 2 - 1));
        }
    }

    #[test]
    fn a_row_of_zeros_stays_zero() {
        let (codes, steps) = quantise(&[0.0; 8], 8);
        let mut back = vec![0.0; 8];
        add(&[(&codes[..], steps[0])], &mut back);
        assert_eq!(back, [0.0; 8]);
    }
}
