//! The band: which pairs of positions the search may visit.
//!
//! A node `(i, j)` stands between segments: `i` source and `j` target segments
//! lie behind it. Row `i` of the band holds the nodes `lo[i]..=hi[i]`; both
//! ends only ever grow, so that a path from corner to corner always exists.

/// A node on a path, and how far around the step that leads to it one should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) i: u32,
    pub(crate) j: u32,
    pub(crate) radius: u32,
}

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
        let mut lo = vec![u32::MAX; rows + 1];
        let mut hi = vec![0u32; rows + 1];
        for pair in path.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let radius = to.radius;
            // The further from the rows of the step, the narrower: what counts is how far a path may
            // leave the diagonal.
            let last = (to.i + radius).min(rows as u32);
            for at in from.i.saturating_sub(radius)..=last {
                let reach = radius - from.i.saturating_sub(at).max(at.saturating_sub(to.i));
                let row = at as usize;
                lo[row] = lo[row].min(from.j.saturating_sub(reach));
                hi[row] = hi[row].max((to.j + reach).min(columns as u32));
            }
        }
        if path.len() < 2 {
            return Self::full(rows, columns);
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

    /// Number of rows, less one: the source segments.
    pub(crate) fn rows(&self) -> usize {
        self.lo.len() - 1
    }

    /// Whether the node lies inside.
    pub(crate) fn has(&self, i: usize, j: usize) -> bool {
        i < self.lo.len() && (self.lo[i] as usize..=self.hi[i] as usize).contains(&j)
    }
}
