//! Multiplication by a matrix of 8-bit weights, in whole numbers.
//!
//! Each row of activations is brought to whole numbers of 14 bits and a scale; the
//! products are summed in 32 bits, exactly, so that the order of the sums and the
//! width of the instructions make no difference. Weights lie in panels of 32 outputs:
//! for each two inputs, 32 times two weights. Activations lie in blocks of 8 rows: for
//! each two inputs, 8 times two numbers. So the innermost step, which is the one
//! instruction of a processor that multiplies pairs of 16-bit numbers and adds the two
//! products, reads both in the order in which they lie.

use super::numeric::{greatest_magnitude, round};
use fearless_simd::prelude::*;
use fearless_simd::{Level, i8x32, i8x64, i16x16, i16x32, i32x8, i32x16};

/// Outputs of a panel.
pub(crate) const PANEL: usize = 32;
/// Rows of a block.
pub(super) const BLOCK: usize = 8;
/// Activations lie between this and its negative: its product with 127, summed over 1,536 inputs, is less than
/// 2^31.
const GREATEST: f32 = 8191.0;

/// The sums of a block and a panel.
pub(super) type Sums = [[i32; PANEL]; BLOCK];

/// A matrix as it lies in the file: `outputs` rows of `inputs` weights, in panels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matrix<'a> {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pub(crate) weights: &'a [i8],
    /// What an output's weights are multiplied by.
    pub(crate) scales: &'a [f32],
    /// What is added to an output.
    pub(crate) shifts: &'a [f32],
}

/// Rows of activations as whole numbers.
#[derive(Debug, Default)]
pub(crate) struct Rounded {
    /// `[block][pair of inputs][row of the block]`, two numbers each.
    pairs: Vec<[[i16; 2]; BLOCK]>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds rows of `width` numbers.
    #[inline(always)]
    pub(super) fn round(&mut self, rows: &[f32], width: usize) {
        let count = rows.len() / width;
        let pairs = width / 2;
        self.scales.clear();
        self.pairs.clear();
        self.pairs.resize(count.div_ceil(BLOCK) * pairs, [[0; 2]; BLOCK]);
        for (block, rows) in self.pairs.chunks_exact_mut(pairs).zip(rows.chunks(BLOCK * width)) {
            for (lane, row) in rows.chunks_exact(width).enumerate() {
                let greatest = greatest_magnitude(row);
                let factor = if greatest > 0.0 { GREATEST / greatest } else { 0.0 };
                self.scales.push(greatest / GREATEST);
                for (pair, two) in block.iter_mut().zip(row.chunks_exact(2)) {
                    pair[lane] = [round(two[0] * factor) as i16, round(two[1] * factor) as i16];
                }
            }
        }
    }
}

impl Matrix<'_> {
    /// Multiplies rows; writes as many rows of outputs.
    #[inline(always)]
    pub(super) fn multiply<S: Simd>(&self, simd: S, rows: &Rounded, out: &mut Vec<f32>) {
        out.resize(rows.scales.len() * self.outputs, 0.0);
        let pairs = self.inputs / 2;
        let weights: &[[[i8; 2]; PANEL]] = bytemuck::cast_slice(self.weights);
        let mut sums: Sums = [[0; PANEL]; BLOCK];
        for (p, panel) in weights.chunks_exact(pairs).enumerate() {
            let columns = p * PANEL..(p + 1) * PANEL;
            let (scales, shifts) = (&self.scales[columns.clone()], &self.shifts[columns.clone()]);
            for (b, block) in rows.pairs.chunks_exact(pairs).enumerate() {
                if matches!(simd.level(), Level::Avx512(_)) {
                    wide(simd, block, panel, &mut sums);
                } else {
                    narrow(simd, block, panel, &mut sums);
                }
                let first = b * BLOCK;
                for ((row, sums), factor) in
                    out[first * self.outputs..].chunks_exact_mut(self.outputs).zip(&sums).zip(&rows.scales[first..])
                {
                    let out = row[columns.clone()].iter_mut();
                    for (((o, &s), scale), shift) in out.zip(sums).zip(scales).zip(shifts) {
                        *o = s as f32 * (factor * scale) + shift;
                    }
                }
            }
        }
    }
}

/// Sums the products of a block of activations and a panel of weights, with 32 registers of 512 bits.
#[inline(always)]
fn wide<S: Simd>(simd: S, activations: &[[[i16; 2]; BLOCK]], weights: &[[[i8; 2]; PANEL]], sums: &mut Sums) {
    let mut all = [[i32x16::splat(simd, 0); 2]; BLOCK];
    for (a, w) in activations.iter().zip(weights) {
        let w: i8x64<S> = bytemuck::cast::<_, [i8; 2 * PANEL]>(*w).simd_into(simd);
        let (low, high) = simd.widen_i8x64(w);
        let a: [i32; BLOCK] = bytemuck::cast(*a);
        for (sum, a) in all.iter_mut().zip(a) {
            let a: i16x32<S> = i32x16::splat(simd, a).bitcast();
            sum[0] += simd.pairwise_dot_product_i16x32(a, low);
            sum[1] += simd.pairwise_dot_product_i16x32(a, high);
        }
    }
    for (to, from) in sums.iter_mut().zip(all) {
        let (low, high) = to.split_at_mut(PANEL / 2);
        low.copy_from_slice(&<[i32; 16]>::from(from[0]));
        high.copy_from_slice(&<[i32; 16]>::from(from[1]));
    }
}

/// The same with 16 registers of 256 bits, or less: they hold the sums of four rows and sixteen outputs at a
/// time, beside the operands.
#[inline(always)]
fn narrow<S: Simd>(simd: S, activations: &[[[i16; 2]; BLOCK]], weights: &[[[i8; 2]; PANEL]], sums: &mut Sums) {
    const ROWS: usize = BLOCK / 2;
    for rows in [0, ROWS] {
        for half in 0..2 {
            let mut part = [[i32x8::splat(simd, 0); 2]; ROWS];
            for (a, w) in activations.iter().zip(weights) {
                let halves: [[i8; PANEL]; 2] = bytemuck::cast(*w);
                let w: i8x32<S> = halves[half].simd_into(simd);
                let (low, high) = simd.widen_i8x32(w);
                let a: [i32; BLOCK] = bytemuck::cast(*a);
                for (sum, &a) in part.iter_mut().zip(&a[rows..]) {
                    let a: i16x16<S> = i32x8::splat(simd, a).bitcast();
                    sum[0] += simd.pairwise_dot_product_i16x16(a, low);
                    sum[1] += simd.pairwise_dot_product_i16x16(a, high);
                }
            }
            for (to, from) in sums[rows..].iter_mut().zip(part) {
                let columns = &mut to[half * PANEL / 2..(half + 1) * PANEL / 2];
                columns[..8].copy_from_slice(&<[i32; 8]>::from(from[0]));
                columns[8..].copy_from_slice(&<[i32; 8]>::from(from[1]));
            }
        }
    }
}
