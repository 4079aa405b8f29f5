//! The forward pass.

use super::attention::attend;
use super::numeric::{gelu, half, normalise};
use super::scratch::Scratch;
use crate::file::{GROUP, Norm, Tables};
use fearless_simd::Simd;
use std::ops::Range;

/// Computes the vectors of sequences of pieces, given as ranges of `ids`; they are left in the scratch's rows.
#[inline(always)]
pub(super) fn forward<S: Simd>(
    simd: S,
    tables: &Tables<'_>,
    ids: &[u32],
    sequences: &[Range<usize>],
    scratch: &mut Scratch,
) {
    let sizes = tables.sizes;
    let hidden = sizes.hidden;
    scratch.rows.clear();
    scratch.rows.resize(ids.len() * hidden, 0.0);
    for sequence in sequences {
        for (position, at) in sequence.clone().enumerate() {
            let row = &mut scratch.rows[at * hidden..(at + 1) * hidden];
            look_up(tables, ids[at] as usize, position, row);
            normalise(row, tables.norm.scale, tables.norm.shift);
        }
    }
    for layer in &tables.layers {
        scratch.rounded.round(&scratch.rows, hidden);
        layer.attend.multiply(simd, &scratch.rounded, &mut scratch.attend);
        scratch.mixed.resize(ids.len() * hidden, 0.0);
        for sequence in sequences {
            attend(sizes, sequence.clone(), scratch);
        }
        scratch.rounded.round(&scratch.mixed, hidden);
        layer.attend_out.multiply(simd, &scratch.rounded, &mut scratch.mixed);
        add(&mut scratch.rows, &scratch.mixed, layer.attend_norm);

        scratch.rounded.round(&scratch.rows, hidden);
        layer.up.multiply(simd, &scratch.rounded, &mut scratch.inner);
        scratch.inner.iter_mut().for_each(|v| *v = gelu(*v));
        scratch.rounded.round(&scratch.inner, sizes.inner);
        layer.down.multiply(simd, &scratch.rounded, &mut scratch.mixed);
        add(&mut scratch.rows, &scratch.mixed, layer.norm);
    }
}

/// The embedding of a piece at a position.
#[inline(always)]
fn look_up(tables: &Tables<'_>, id: usize, position: usize, row: &mut [f32]) {
    let hidden = row.len();
    let nibbles = &tables.nibbles[id * hidden / 2..(id + 1) * hidden / 2];
    let scales = &tables.scales[id * hidden / GROUP..(id + 1) * hidden / GROUP];
    for ((out, nibbles), scale) in row.chunks_exact_mut(GROUP).zip(nibbles.chunks_exact(GROUP / 2)).zip(scales) {
        let scale = half(*scale);
        let (low, high) = out.split_at_mut(GROUP / 2);
        for ((low, high), byte) in low.iter_mut().zip(high).zip(nibbles) {
            *low = (f32::from(byte & 15) - 8.0) * scale;
            *high = (f32::from(byte >> 4) - 8.0) * scale;
        }
    }
    for (v, p) in row.iter_mut().zip(&tables.positions[position * hidden..]) {
        *v += half(*p);
    }
}

/// Adds to each vector, and normalises.
#[inline(always)]
fn add(rows: &mut [f32], more: &[f32], norm: Norm<'_>) {
    let width = norm.scale.len();
    for (row, more) in rows.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
        row.iter_mut().zip(more).for_each(|(r, m)| *r += m);
        normalise(row, norm.scale, norm.shift);
    }
}
