//! What a processor can do, found out when the program runs.
//!
//! The forward pass is compiled once for each level (the x86-64 levels 3 and 4, and
//! any processor). `pulp` asks the processor and calls the right one; it also wraps
//! the instructions of the innermost loop, so that there is no `unsafe` here.

use super::forward::forward;
use super::matrix::Plain;
use super::scratch::Scratch;
use crate::file::Tables;
use std::ops::Range;

/// A level of processors.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Level {
    /// AVX-512.
    #[cfg(target_arch = "x86_64")]
    V4(pulp::x86::V4),
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    V3(pulp::x86::V3),
    /// Any.
    Any,
}

impl Level {
    /// The levels of this processor, the best first.
    pub(crate) fn all() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        let levels = [pulp::x86::V4::try_new().map(Self::V4), pulp::x86::V3::try_new().map(Self::V3), Some(Self::Any)];
        #[cfg(not(target_arch = "x86_64"))]
        let levels = [Some(Self::Any)];
        levels.into_iter().flatten().collect()
    }
}

/// Runs the network over sequences of pieces, given as ranges of `ids`; the vectors are in the scratch's rows.
pub(crate) fn run(level: Level, tables: &Tables<'_>, ids: &[u32], sequences: &[Range<usize>], scratch: &mut Scratch) {
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::V4(v4) => pulp::Simd::vectorize(v4, x86::Pass { level: v4, tables, ids, sequences, scratch }),
        #[cfg(target_arch = "x86_64")]
        Level::V3(v3) => pulp::Simd::vectorize(v3, x86::Pass { level: v3, tables, ids, sequences, scratch }),
        Level::Any => forward(Plain, tables, ids, sequences, scratch),
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::super::matrix::{BLOCK, Multiply, PANEL, Sums};
    use super::{Range, Scratch, Tables, forward};
    use pulp::x86::{V3, V4};
    use std::arch::x86_64::{__m128i, __m256i, __m512i};

    /// One forward pass, as a call that is compiled for a level.
    pub(super) struct Pass<'a, L> {
        pub(super) level: L,
        pub(super) tables: &'a Tables<'a>,
        pub(super) ids: &'a [u32],
        pub(super) sequences: &'a [Range<usize>],
        pub(super) scratch: &'a mut Scratch,
    }

    impl<L: Multiply> pulp::WithSimd for Pass<'_, L> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) {
            forward(self.level, self.tables, self.ids, self.sequences, self.scratch);
        }
    }

    impl Multiply for V4 {
        #[inline(always)]
        fn block(self, activations: &[[[i16; 2]; BLOCK]], weights: &[[[i8; 2]; PANEL]], sums: &mut Sums) {
            let zero = self.avx512f._mm512_setzero_si512();
            let mut sum = [[zero; 2]; BLOCK];
            for (a, w) in activations.iter().zip(weights) {
                let halves: [__m256i; 2] = pulp::cast(*w);
                let w = halves.map(|half| self.avx512bw._mm512_cvtepi8_epi16(half));
                let a: [i32; BLOCK] = bytemuck::cast(*a);
                for (sum, a) in sum.iter_mut().zip(a) {
                    let a = self.avx512f._mm512_set1_epi32(a);
                    for (sum, w) in sum.iter_mut().zip(w) {
                        *sum = self.avx512f._mm512_add_epi32(*sum, self.avx512bw._mm512_madd_epi16(a, w));
                    }
                }
            }
            *sums = pulp::cast::<[[__m512i; 2]; BLOCK], Sums>(sum);
        }
    }

    impl Multiply for V3 {
        #[inline(always)]
        fn block(self, activations: &[[[i16; 2]; BLOCK]], weights: &[[[i8; 2]; PANEL]], sums: &mut Sums) {
            // Sixteen registers hold the sums of four rows and sixteen outputs, beside the operands.
            for rows in [0, BLOCK / 2] {
                for half in 0..2 {
                    let mut sum = [[self.avx._mm256_setzero_si256(); 2]; BLOCK / 2];
                    for (a, w) in activations.iter().zip(weights) {
                        let quarters: [__m128i; 4] = pulp::cast(*w);
                        let w = [0, 1].map(|q| self.avx2._mm256_cvtepi8_epi16(quarters[2 * half + q]));
                        let a: [i32; BLOCK] = bytemuck::cast(*a);
                        for (sum, &a) in sum.iter_mut().zip(&a[rows..]) {
                            let a = self.avx._mm256_set1_epi32(a);
                            for (sum, w) in sum.iter_mut().zip(w) {
                                *sum = self.avx2._mm256_add_epi32(*sum, self.avx2._mm256_madd_epi16(a, w));
                            }
                        }
                    }
                    for (to, from) in sums[rows..].iter_mut().zip(sum) {
                        let from: [i32; PANEL / 2] = pulp::cast(from);
                        to[half * PANEL / 2..(half + 1) * PANEL / 2].copy_from_slice(&from);
                    }
                }
            }
        }
    }
}
