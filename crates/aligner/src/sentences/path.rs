//! Paths through the bitext: the values that skeleton, search and constraints hand to each other.
//!
//! A *node* `(i, j)` lies between segments: `i` source and `j` target segments are
//! before it. A *step* leads from one node to another across a bead.

/// A node on a skeleton, and how far around the step that ends in it the search looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Source segments before it.
    pub(crate) i: u32,
    /// Target segments before it.
    pub(crate) j: u32,
    /// Half the width of the band around the step, in segments.
    pub(crate) radius: u32,
}

/// Where a bead begins, and its shape: segments `i..i + m` to `j..j + n`.
///
/// Counted from the beginning of the texts, or inside a lattice from its first node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BeadSpan {
    /// First source segment.
    pub(crate) i: usize,
    /// First target segment.
    pub(crate) j: usize,
    /// Number of source segments.
    pub(crate) m: usize,
    /// Number of target segments.
    pub(crate) n: usize,
}

impl BeadSpan {
    /// Whether it has segments on both sides.
    pub(crate) fn is_paired(self) -> bool {
        self.m > 0 && self.n > 0
    }

    /// The node at which it ends.
    pub(crate) fn end(self) -> (usize, usize) {
        (self.i + self.m, self.j + self.n)
    }
}

/// One bead of a path, with its probability.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Its segments.
    pub(crate) span: BeadSpan,
    /// Posterior probability in [0, 1].
    pub(crate) prob: f32,
}
