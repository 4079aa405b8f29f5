//! Tables: the evidence of all spans that begin at one node, by additions alone.

use crate::grid::{Basics, Grid, SPAN, Spans, Texts, ZERO};

/// Sums over the spans that begin at one node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    basics: [[Basics; SPAN]; SPAN],
    source_cover: [Spans; SPAN],
    target_cover: [Spans; SPAN],
    /// The same with the segment before the first taken in on the other side.
    source_cover_before: [Spans; SPAN],
    target_cover_before: [Spans; SPAN],
    /// Dot products of the segments before the first with the spans.
    source_dot_before: Spans,
    target_dot_before: Spans,
}

/// What one neighbour of a bead would add to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Leak {
    /// Information of the other side that the neighbour alone covers.
    pub(crate) cover: f32,
    /// Dot product of the neighbour with the other side.
    pub(crate) dot: f32,
}

impl Tables {
    /// The basics of the first `m` by `n` segments.
    pub(crate) fn basics(&self, m: usize, n: usize) -> Basics {
        self.basics[m - 1][n - 1]
    }

    /// Source information covered.
    pub(crate) fn source_cover(&self, m: usize, n: usize) -> f32 {
        if m == 0 || n == 0 { 0.0 } else { self.source_cover[m - 1][n - 1] }
    }

    /// What the source segments next to the bead of `m` by `n` would add: the one before, the one after.
    pub(crate) fn source_leaks(&self, m: usize, n: usize) -> [Leak; 2] {
        let own = self.target_cover(m, n);
        if m == SPAN {
            return [Leak::default(); 2];
        }
        let before = Leak { cover: self.target_cover_before[n - 1][m] - own, dot: self.source_dot_before[n - 1] };
        let after = Leak {
            cover: self.target_cover(m + 1, n) - own,
            dot: self.basics[m][n - 1][0] - self.basics[m - 1][n - 1][0],
        };
        [before, after]
    }

    /// The same of the target segments.
    pub(crate) fn target_leaks(&self, m: usize, n: usize) -> [Leak; 2] {
        let own = self.source_cover(m, n);
        if n == SPAN {
            return [Leak::default(); 2];
        }
        let before = Leak { cover: self.source_cover_before[m - 1][n] - own, dot: self.target_dot_before[m - 1] };
        let after = Leak {
            cover: self.source_cover(m, n + 1) - own,
            dot: self.basics[m - 1][n][0] - self.basics[m - 1][n - 1][0],
        };
        [before, after]
    }

    /// Target information covered.
    pub(crate) fn target_cover(&self, m: usize, n: usize) -> f32 {
        if m == 0 || n == 0 { 0.0 } else { self.target_cover[n - 1][m - 1] }
    }
}

impl Grid {
    /// Sums over the spans of up to `m` by `n` segments that begin at node `(i, j)`, and one more each way.
    pub(crate) fn tables(
        &mut self,
        texts: &Texts<'_>,
        (i, j): (usize, usize),
        (m, n): (usize, usize),
        out: &mut Tables,
    ) {
        let (rows, wide) = ((m + 1).min(SPAN), (n + 1).min(SPAN));
        let deep = (rows.max(wide) + 1).min(SPAN);
        for r in i..(i + rows).min(self.rows()) {
            self.cover(texts, (r, j), deep);
            if j > 0 {
                self.cover(texts, (r, j - 1), deep);
            }
        }
        for c in j..j + wide {
            self.cover(texts, (i, c), deep);
            if i > 0 {
                self.cover(texts, (i - 1, c), deep);
            }
        }
        for r in 0..rows {
            if i + r >= self.rows() {
                // Nothing there: as the row above.
                out.basics[r] = out.basics[r - 1];
                out.source_cover[r] = out.source_cover[r - 1];
                out.source_cover_before[r] = out.source_cover_before[r - 1];
                continue;
            }
            let (lo, hi) = self.columns_of(i + r);
            let row = &self.basics[self.offset[i + r] + i + r..];
            let from = j.clamp(lo, hi) - lo;
            for c in 0..wide {
                let to = (j + c + 1).clamp(lo, hi) - lo;
                let mut sum = if r > 0 { out.basics[r - 1][c] } else { [0.0; 4] };
                for k in 0..4 {
                    sum[k] += row[to][k] - row[from][k];
                }
                out.basics[r][c] = sum;
            }
            let before = (j.max(1) - 1).clamp(lo, hi) - lo;
            out.target_dot_before[r] =
                row[from][0] - row[before][0] + if r > 0 { out.target_dot_before[r - 1] } else { 0.0 };
            let own = if lo <= j && j < hi { self.source_cover[self.offset[i + r] + j - lo] } else { ZERO };
            out.source_cover[r] = own;
            out.source_cover_before[r] =
                if lo < j && j <= hi { self.source_cover[self.offset[i + r] + j - 1 - lo] } else { shifted(&own) };
            if r > 0 {
                for k in 0..SPAN {
                    out.source_cover[r][k] += out.source_cover[r - 1][k];
                    out.source_cover_before[r][k] += out.source_cover_before[r - 1][k];
                }
            }
        }
        for c in 0..wide {
            let own = self.cell(i, j + c).map_or(ZERO, |cell| self.target_cover[cell]);
            let before = if i > 0 { self.cell(i - 1, j + c) } else { None };
            out.target_cover[c] = own;
            out.target_cover_before[c] = before.map_or_else(|| shifted(&own), |cell| self.target_cover[cell]);
            out.source_dot_before[c] = before.map_or(0.0, |_| self.dot(i - 1, j + c));
            if c > 0 {
                out.source_dot_before[c] += out.source_dot_before[c - 1];
                for k in 0..SPAN {
                    out.target_cover[c][k] += out.target_cover[c - 1][k];
                    out.target_cover_before[c][k] += out.target_cover_before[c - 1][k];
                }
            }
        }
    }

    /// The dot product of a pair inside the band.
    fn dot(&self, i: usize, j: usize) -> f32 {
        let at = self.offset[i] + i + j - self.start[i] as usize;
        self.basics[at + 1][0] - self.basics[at][0]
    }
}

/// Spans that begin one segment earlier where there is none.
fn shifted(spans: &Spans) -> Spans {
    let mut out = ZERO;
    out[1..].copy_from_slice(&spans[..SPAN - 1]);
    out
}
