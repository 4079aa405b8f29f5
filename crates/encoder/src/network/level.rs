//! What a processor can do, found out when the program runs.
//!
//! The forward pass is compiled once for each level of processors. `fearless_simd` asks
//! the processor and calls the right one; its vectors wrap the instructions of the
//! innermost loop, so that there is no `unsafe` here.

use super::forward::forward;
use super::scratch::Scratch;
use crate::file::Tables;
use fearless_simd::Level;
use std::ops::Range;

/// The levels of this processor that differ in their instructions, the best first.
#[cfg(test)]
pub(crate) fn levels() -> Vec<Level> {
    let best = Level::new();
    #[cfg(target_arch = "x86_64")]
    let lower = [best.as_avx2().map(Level::Avx2), best.as_sse4_2().map(Level::Sse4_2), best.as_sse2().map(Level::Sse2)];
    #[cfg(not(target_arch = "x86_64"))]
    let lower: [Option<Level>; 0] = [];
    std::iter::once(best).chain(lower.into_iter().flatten()).collect()
}

/// Runs the network over sequences of pieces, given as ranges of `ids`; the vectors are in the scratch's rows.
pub(crate) fn run(level: Level, tables: &Tables<'_>, ids: &[u32], sequences: &[Range<usize>], scratch: &mut Scratch) {
    fearless_simd::dispatch!(level, simd => forward(simd, tables, ids, sequences, scratch));
}
