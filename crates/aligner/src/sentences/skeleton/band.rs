//! The band: the nodes that the search may visit.
//!
//! Row `i` of the band holds the nodes `(i, lo[i])..=(i, hi[i])`; both ends only
//! grow from row to row, so that a path from corner to corner always exists.

use crate::sentences::path::Node;

/// Half the width of the band around a step that is sure, in segments.
pub(crate) const NARROW: u32 = 3;
/// The same around any other step.
pub(crate) const WIDE: u32 = 7;

/// A band over the nodes of one stretch of the bitext.
#[derive(Clone, Debug)]
pub(crate) struct Band {
    /// First node of each row.
    pub(crate) lo: Vec<u32>,
    /// Last node of each row.
    pub(crate) hi: Vec<u32>,
}

impl Band {
    /// All nodes.
    pub(crate) fn full(rows: usize, columns: usize) -> Self {
        Self { lo: vec![0; rows + 1], hi: vec![columns as u32; rows + 1] }
    }

    /// The nodes near a monotone path from corner to corner.
    pub(crate) fn around(path: &[Node], rows: usize, columns: usize) -> Self {
        if path.len() < 2 {
            return Self::full(rows, columns);
        }
        let mut lo = vec![u32::MAX; rows + 1];
        let mut hi = vec![0u32; rows + 1];
        for pair in path.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let radius = to.radius;
            // The further from the rows of the step, the narrower: what counts is how far a path may
            // leave the diagonal.
            let last = (to.i + radius).min(rows as u32);
            for i in from.i.saturating_sub(radius)..=last {
                let reach = radius - from.i.saturating_sub(i).max(i.saturating_sub(to.i));
                let row = i as usize;
                lo[row] = lo[row].min(from.j.saturating_sub(reach));
                hi[row] = hi[row].max((to.j + reach).min(columns as u32));
            }
        }
        lo[0] = 0;
        hi[rows] = columns as u32;
        for i in (0..rows).rev() {
            lo[i] = lo[i].min(lo[i + 1]);
        }
        for i in 1..=rows {
            hi[i] = hi[i].max(hi[i - 1]);
        }
        Self { lo, hi }
    }

    /// The number of rows less one: the source segments.
    pub(crate) fn rows(&self) -> usize {
        self.lo.len() - 1
    }

    /// Whether a node lies inside.
    pub(crate) fn has(&self, i: usize, j: usize) -> bool {
        i < self.lo.len() && (self.lo[i] as usize..=self.hi[i] as usize).contains(&j)
    }
}
