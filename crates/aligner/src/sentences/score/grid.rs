//! The grid: what each pair of segments inside the band has in common.
//!
//! All of it is kept in a form that adds up, so that the evidence for a bead of
//! three segments to two is a handful of additions ([`super::node_sums`]): dot
//! products of vectors, attention, numbers in common, and coverage.

use super::cells::{ByLength, CellLayout, CellValues, DOT, NO_LENGTHS, SOURCE_ATTENTION, TARGET_ATTENTION};
use super::coverage::Coverage;
use super::matches::{MatchTable, Scratch};
use super::unaligned::{UnalignedSegment, unaligned_segments};
use crate::numeric::dot;
use crate::sentences::bitext::Bitext;
use crate::sentences::input::RunVectors;
use crate::sentences::skeleton::Band;

/// Inverse temperature of the softmax by which a segment spreads its attention.
const SHARPNESS: f32 = 6.0;
/// Similarity of NULL, on the scale where chance is 0 and a right pair 1: half-way.
const NULL_SIMILARITY: f32 = 0.5;

/// The evidence of a stretch of the bitext.
pub(crate) struct Grid {
    pub(super) layout: CellLayout,
    /// Prefix sums of the cells' values along each row, one more than cells a row.
    pub(super) prefix: Vec<CellValues>,
    /// Information covered by runs that begin at each cell.
    pub(super) coverage: Coverage,
    /// NULL probability of each source segment: the share of its attention that goes to no segment.
    source_null: Vec<f32>,
    /// The same of each target segment.
    target_null: Vec<f32>,
    /// Squared norms of the vectors of runs of source segments, by first segment; empty without vectors.
    pub(super) source_norms: Vec<ByLength>,
    /// The same of target segments.
    pub(super) target_norms: Vec<ByLength>,
}

impl Grid {
    /// Gathers the evidence for the segments under `band`, which begins at the node `first`.
    pub(crate) fn new(bitext: &Bitext<'_>, first: (usize, usize), band: &Band, scratch: &mut Scratch) -> Self {
        let layout = CellLayout::new(first, band);
        let mut cells = vec![[0.0; 4]; layout.len()];
        let matches = MatchTable::find(bitext, &layout, &mut cells, scratch);
        let coverage = Coverage::of_pairs(bitext, &layout, matches);
        let mut grid = Self {
            prefix: vec![[0.0; 4]; layout.len() + layout.rows()],
            coverage,
            source_null: vec![1.0; layout.rows()],
            target_null: vec![1.0; layout.columns],
            source_norms: Vec::new(),
            target_norms: Vec::new(),
            layout,
        };
        grid.compare_vectors(bitext, &mut cells);
        grid.attend(bitext, &mut cells);
        grid.sum_rows(&cells);
        grid
    }

    /// The node at which the grid begins, in segments of the whole texts.
    pub(crate) fn first(&self) -> (usize, usize) {
        self.layout.first
    }

    fn compare_vectors(&mut self, bitext: &Bitext<'_>, cells: &mut [CellValues]) {
        if !bitext.has_vectors() {
            return;
        }
        let CellLayout { first, columns, .. } = self.layout;
        let rows = self.layout.rows();
        let source = bitext.source_run(first.0, first.0 + rows);
        let target = bitext.target_run(first.1, first.1 + columns);
        for i in 0..rows {
            let vector = source.segment(first.0 + i);
            let (lo, hi) = self.layout.columns_of(i);
            for j in lo..hi {
                cells[self.layout.offset[i] + j - lo][DOT] = dot(vector, target.segment(first.1 + j));
            }
        }
        self.source_norms = squared_norms(&source, bitext.source_vectors.dim, first.0, rows);
        self.target_norms = squared_norms(&target, bitext.target_vectors.dim, first.1, columns);
    }

    /// Soft assignment of each segment to those of the other side or to NULL: a softmax over similarities, along
    /// rows and along columns.
    fn attend(&mut self, bitext: &Bitext<'_>, cells: &mut [CellValues]) {
        let vectors = bitext.vectors_in_attention && bitext.has_vectors();
        let null = (SHARPNESS * NULL_SIMILARITY).exp();
        let layout = &self.layout;
        let mut column_sums = vec![null; layout.columns];
        for i in 0..layout.rows() {
            let (lo, hi) = layout.columns_of(i);
            let mut row_sum = null;
            let info = bitext.source.info(layout.first.0 + i, layout.first.0 + i + 1);
            let row = layout.offset[i]..layout.offset[i + 1];
            for (j, cell) in (lo..hi).zip(row.clone()) {
                let other = bitext.target.info(layout.first.1 + j, layout.first.1 + j + 1);
                let share = (self.coverage.source[cell][0] + self.coverage.target[cell][0]) / (info + other + 4.0);
                let mut similarity = bitext.stats.coverage.scaled(share);
                if vectors {
                    let norm = (self.source_norms[i][0] * self.target_norms[j][0]).sqrt().max(1e-6);
                    similarity = 0.5 * similarity + 0.5 * bitext.stats.cosine.scaled(cells[cell][DOT] / norm);
                }
                let weight = (SHARPNESS * similarity).exp();
                cells[cell][SOURCE_ATTENTION] = weight;
                cells[cell][TARGET_ATTENTION] = weight;
                row_sum += weight;
                column_sums[j] += weight;
            }
            self.source_null[i] = null / row_sum;
            cells[row].iter_mut().for_each(|cell| cell[SOURCE_ATTENTION] /= row_sum);
        }
        for i in 0..layout.rows() {
            let (lo, hi) = layout.columns_of(i);
            for (cell, sum) in cells[layout.offset[i]..layout.offset[i + 1]].iter_mut().zip(&column_sums[lo..hi]) {
                cell[TARGET_ATTENTION] /= sum;
            }
        }
        for (null_prob, sum) in self.target_null.iter_mut().zip(&column_sums) {
            *null_prob = null / sum;
        }
    }

    fn sum_rows(&mut self, cells: &[CellValues]) {
        let layout = &self.layout;
        for i in 0..layout.rows() {
            let mut sum = [0.0; 4];
            let row = &mut self.prefix[layout.offset[i] + i..=layout.offset[i + 1] + i];
            for (out, cell) in row[1..].iter_mut().zip(&cells[layout.offset[i]..layout.offset[i + 1]]) {
                for k in 0..4 {
                    sum[k] += cell[k];
                }
                *out = sum;
            }
        }
    }

    /// The source segments, as they would be unaligned.
    pub(crate) fn unaligned_source<'a>(
        &'a self,
        bitext: &'a Bitext<'_>,
    ) -> impl Iterator<Item = UnalignedSegment> + 'a {
        unaligned_segments(bitext.source, self.layout.first.0, &self.source_null)
    }

    /// The target segments, as they would be unaligned.
    pub(crate) fn unaligned_target<'a>(
        &'a self,
        bitext: &'a Bitext<'_>,
    ) -> impl Iterator<Item = UnalignedSegment> + 'a {
        unaligned_segments(bitext.target, self.layout.first.1, &self.target_null)
    }
}

/// Squared norms of the sums of up to eight vectors from each segment on.
fn squared_norms(vectors: &RunVectors, dim: usize, first: usize, len: usize) -> Vec<ByLength> {
    let mut out = vec![NO_LENGTHS; len];
    let mut sum = vec![0.0; dim];
    for (i, norms) in out.iter_mut().enumerate() {
        sum.fill(0.0);
        for (k, norm) in norms.iter_mut().enumerate() {
            if i + k < len {
                for (s, v) in sum.iter_mut().zip(vectors.segment(first + i + k)) {
                    *s += v;
                }
            }
            *norm = dot(&sum, &sum);
        }
    }
    out
}
