//! The cells of a grid: the pairs of segments that a bead inside the band can hold.

use crate::sentences::skeleton::Band;
use crate::sentences::types::MAX_SPAN;

/// Values of a cell that add up over a bead, by the constants of this module.
pub(super) type CellValues = [f32; 4];
/// Dot product of the two segments' vectors.
pub(super) const DOT: usize = 0;
/// Share of the source segment's attention that goes to the target segment.
pub(super) const SOURCE_ATTENTION: usize = 1;
/// Share of the target segment's attention that goes to the source segment.
pub(super) const TARGET_ATTENTION: usize = 2;
/// Numbers that both segments have.
pub(super) const NUMBERS: usize = 3;

/// A value for runs of 1, 2, ... 8 segments.
pub(super) type ByLength = [f32; MAX_SPAN];

pub(super) const NO_LENGTHS: ByLength = [0.0; MAX_SPAN];

/// How many rows away from a cell the bead that holds it may begin or end: the most segments on a side of a
/// many-to-many bead. (One-to-many beads stay in a row or reach out of the cells.)
const REACH: usize = 5;

/// Which cells there are, and where they lie in arrays: rows of different length, one after the other.
pub(super) struct CellLayout {
    /// The node at which the grid begins, in segments of the whole texts.
    pub(super) first: (usize, usize),
    /// Target segments of the grid.
    pub(super) columns: usize,
    /// First column of each row.
    pub(super) start: Vec<u32>,
    /// Where each row begins in arrays by cell; one more than rows.
    pub(super) offset: Vec<usize>,
}

impl CellLayout {
    /// The cells under `band`, which begins at the node `first`.
    pub(super) fn new(first: (usize, usize), band: &Band) -> Self {
        let rows = band.rows();
        let (mut start, mut offset, mut total) = (Vec::with_capacity(rows), Vec::with_capacity(rows + 1), 0);
        for i in 0..rows {
            let lo = band.lo[i.saturating_sub(REACH)];
            let hi = band.hi[(i + REACH + 1).min(rows)];
            start.push(lo);
            offset.push(total);
            total += (hi - lo) as usize;
        }
        offset.push(total);
        Self { first, columns: band.hi[rows] as usize, start, offset }
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.offset[self.start.len()]
    }

    /// Number of rows: the source segments of the grid.
    pub(super) fn rows(&self) -> usize {
        self.start.len()
    }

    /// First column of a row, and the one behind its last.
    pub(super) fn columns_of(&self, i: usize) -> (usize, usize) {
        let lo = self.start[i] as usize;
        (lo, lo + self.offset[i + 1] - self.offset[i])
    }

    /// The number of a cell, if there is one.
    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = self.columns_of(i);
        (lo..hi).contains(&j).then(|| self.offset[i] + j - lo)
    }
}
