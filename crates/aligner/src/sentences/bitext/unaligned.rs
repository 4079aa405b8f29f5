//! Segments that the caller wants unaligned.

use crate::sentences::path::BeadSpan;

/// Segments that no bead with two sides may hold; both lists in ascending order.
#[derive(Debug, Default)]
pub(crate) struct KeptUnaligned {
    /// Source segments.
    pub(crate) source: Vec<usize>,
    /// Target segments.
    pub(crate) target: Vec<usize>,
}

impl KeptUnaligned {
    /// Whether a bead, counted from the node `first`, holds none of them.
    pub(crate) fn allows(&self, first: (usize, usize), span: BeadSpan) -> bool {
        let holds = |list: &[usize], from: usize, to: usize| {
            list.get(list.partition_point(|&s| s < from)).is_some_and(|&s| s < to)
        };
        let (i, j) = (first.0 + span.i, first.1 + span.j);
        !holds(&self.source, i, i + span.m) && !holds(&self.target, j, j + span.n)
    }
}
