//! Sums over all beads that begin at one node, by additions alone.

use super::cells::{ByLength, CellValues, DOT, NO_LENGTHS, NUMBERS, SOURCE_ATTENTION, TARGET_ATTENTION};
use super::grid::Grid;
use crate::sentences::bitext::Bitext;
use crate::sentences::types::MAX_SPAN;

/// Sums over the beads of `m` by `n` segments that begin at one node, for all `m` and `n`.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodeSums {
    /// Sums of the cells' values, at `[m - 1][n - 1]`.
    cells: [[CellValues; MAX_SPAN]; MAX_SPAN],
    /// Source information covered, at `[m - 1][n - 1]`.
    source_coverage: [ByLength; MAX_SPAN],
    /// Target information covered, at `[n - 1][m - 1]`.
    target_coverage: [ByLength; MAX_SPAN],
    /// The same where the run of the other side begins one segment earlier.
    source_coverage_before: [ByLength; MAX_SPAN],
    target_coverage_before: [ByLength; MAX_SPAN],
    /// Dot product of the source segment before the node with `n` target segments; and the reverse.
    source_dot_before: ByLength,
    target_dot_before: ByLength,
}

/// What a segment next to a bead would add to it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NeighbourGain {
    /// Information of the other side that only the neighbour covers, in nats.
    pub(super) coverage: f32,
    /// Dot product of the neighbour with the other side.
    pub(super) dot: f32,
}

impl NodeSums {
    fn cells(&self, m: usize, n: usize) -> &CellValues {
        &self.cells[m - 1][n - 1]
    }

    /// Dot product of the two sides.
    pub(super) fn dot(&self, m: usize, n: usize) -> f32 {
        self.cells(m, n)[DOT]
    }

    /// Sums of the attention that stays inside the bead, of its source and of its target segments.
    pub(super) fn attention(&self, m: usize, n: usize) -> (f32, f32) {
        let cells = self.cells(m, n);
        (cells[SOURCE_ATTENTION], cells[TARGET_ATTENTION])
    }

    /// Numbers that both sides have.
    pub(super) fn numbers(&self, m: usize, n: usize) -> f32 {
        self.cells(m, n)[NUMBERS]
    }

    /// Source information covered.
    pub(super) fn source_coverage(&self, m: usize, n: usize) -> f32 {
        if m == 0 || n == 0 { 0.0 } else { self.source_coverage[m - 1][n - 1] }
    }

    /// Target information covered.
    pub(super) fn target_coverage(&self, m: usize, n: usize) -> f32 {
        if m == 0 || n == 0 { 0.0 } else { self.target_coverage[n - 1][m - 1] }
    }

    /// What the source segments next to the bead of `m` by `n` would add: the one before, the one after.
    pub(super) fn source_gains(&self, m: usize, n: usize) -> [NeighbourGain; 2] {
        if m == MAX_SPAN {
            return [NeighbourGain::default(); 2];
        }
        let own = self.target_coverage(m, n);
        let before =
            NeighbourGain { coverage: self.target_coverage_before[n - 1][m] - own, dot: self.source_dot_before[n - 1] };
        let after =
            NeighbourGain { coverage: self.target_coverage(m + 1, n) - own, dot: self.dot(m + 1, n) - self.dot(m, n) };
        [before, after]
    }

    /// The same of the target segments.
    pub(super) fn target_gains(&self, m: usize, n: usize) -> [NeighbourGain; 2] {
        if n == MAX_SPAN {
            return [NeighbourGain::default(); 2];
        }
        let own = self.source_coverage(m, n);
        let before =
            NeighbourGain { coverage: self.source_coverage_before[m - 1][n] - own, dot: self.target_dot_before[m - 1] };
        let after =
            NeighbourGain { coverage: self.source_coverage(m, n + 1) - own, dot: self.dot(m, n + 1) - self.dot(m, n) };
        [before, after]
    }
}

impl Grid {
    /// Writes the sums of the beads of up to `m` by `n` segments that begin at node `(i, j)`, and of one segment
    /// more on each side.
    pub(crate) fn node_sums(
        &mut self,
        bitext: &Bitext<'_>,
        (i, j): (usize, usize),
        (m, n): (usize, usize),
        out: &mut NodeSums,
    ) {
        let (height, width) = ((m + 1).min(MAX_SPAN), (n + 1).min(MAX_SPAN));
        self.extend_coverage(bitext, (i, j), (height, width));
        let layout = &self.layout;
        for r in 0..height {
            if i + r >= layout.rows() {
                // Behind the last row: as the row above.
                out.cells[r] = out.cells[r - 1];
                out.source_coverage[r] = out.source_coverage[r - 1];
                out.source_coverage_before[r] = out.source_coverage_before[r - 1];
                continue;
            }
            let (lo, hi) = layout.columns_of(i + r);
            let row = &self.prefix[layout.offset[i + r] + i + r..];
            let from = j.clamp(lo, hi) - lo;
            for c in 0..width {
                let to = (j + c + 1).clamp(lo, hi) - lo;
                let mut sum = if r > 0 { out.cells[r - 1][c] } else { [0.0; 4] };
                for k in 0..4 {
                    sum[k] += row[to][k] - row[from][k];
                }
                out.cells[r][c] = sum;
            }
            let before = (j.max(1) - 1).clamp(lo, hi) - lo;
            out.target_dot_before[r] =
                row[from][DOT] - row[before][DOT] + if r > 0 { out.target_dot_before[r - 1] } else { 0.0 };
            let coverage = &self.coverage.source;
            let own = if lo <= j && j < hi { coverage[layout.offset[i + r] + j - lo] } else { NO_LENGTHS };
            out.source_coverage[r] = own;
            out.source_coverage_before[r] =
                if lo < j && j <= hi { coverage[layout.offset[i + r] + j - 1 - lo] } else { one_longer(&own) };
            if r > 0 {
                for k in 0..MAX_SPAN {
                    out.source_coverage[r][k] += out.source_coverage[r - 1][k];
                    out.source_coverage_before[r][k] += out.source_coverage_before[r - 1][k];
                }
            }
        }
        for c in 0..width {
            let own = layout.cell(i, j + c).map_or(NO_LENGTHS, |cell| self.coverage.target[cell]);
            let before = if i > 0 { layout.cell(i - 1, j + c) } else { None };
            out.target_coverage[c] = own;
            out.target_coverage_before[c] = before.map_or_else(|| one_longer(&own), |cell| self.coverage.target[cell]);
            out.source_dot_before[c] = before.map_or(0.0, |_| self.dot(i - 1, j + c));
            if c > 0 {
                out.source_dot_before[c] += out.source_dot_before[c - 1];
                for k in 0..MAX_SPAN {
                    out.target_coverage[c][k] += out.target_coverage[c - 1][k];
                    out.target_coverage_before[c][k] += out.target_coverage_before[c - 1][k];
                }
            }
        }
    }

    /// Computes the coverage by longer runs that the sums of `height` by `width` segments need.
    fn extend_coverage(&mut self, bitext: &Bitext<'_>, (i, j): (usize, usize), (height, width): (usize, usize)) {
        let longest = (height.max(width) + 1).min(MAX_SPAN);
        for r in i..(i + height).min(self.layout.rows()) {
            self.coverage.extend(bitext, &self.layout, (r, j), longest);
            if j > 0 {
                self.coverage.extend(bitext, &self.layout, (r, j - 1), longest);
            }
        }
        for c in j..j + width {
            self.coverage.extend(bitext, &self.layout, (i, c), longest);
            if i > 0 {
                self.coverage.extend(bitext, &self.layout, (i - 1, c), longest);
            }
        }
    }

    /// The dot product of a cell.
    fn dot(&self, i: usize, j: usize) -> f32 {
        let cell = self.layout.offset[i] + i + j - self.layout.start[i] as usize;
        self.prefix[cell + 1][DOT] - self.prefix[cell][DOT]
    }
}

/// Values of runs with one more segment in front, where there is none: it adds nothing.
fn one_longer(runs: &ByLength) -> ByLength {
    let mut out = NO_LENGTHS;
    out[1..].copy_from_slice(&runs[..MAX_SPAN - 1]);
    out
}
