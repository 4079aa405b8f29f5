//! What a check of a whole document is given: its pairs, and what stands in one text alone.

use crate::drift::side::{PairView, SideView};
use calque_text::{BlockKind, Side};

/// A document: the beads with both sides, and those with one.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'a> {
    /// Beads with both sides, in order.
    pub pairs: &'a [PairView<'a>],
    /// Beads with one side only, in order.
    pub unaligned: &'a [UnalignedView<'a>],
}

/// Segments of one text that the alignment leaves without a counterpart.
#[derive(Clone, Copy, Debug)]
pub struct UnalignedView<'a> {
    /// The original; where the segments are of the translation, an empty span at the place where
    /// their counterpart would stand, without tokens.
    pub source: SideView<'a>,
    /// The translation, likewise.
    pub target: SideView<'a>,
    /// Probability in [0, 1] that they have no counterpart, from the alignment.
    pub probability: f32,
    /// What kind of block they stand in.
    pub kind: BlockKind,
    /// Indices of the pairs before and after them.
    pub neighbours: [Option<usize>; 2],
}

impl<'a> UnalignedView<'a> {
    /// The side that the segments are on.
    pub fn side(&self) -> Side {
        if self.target.span.is_empty() { Side::Source } else { Side::Target }
    }

    /// The segments.
    pub fn segments(&self) -> SideView<'a> {
        match self.side() {
            Side::Source => self.source,
            Side::Target => self.target,
        }
    }

    /// The other text, at the place where their counterpart would stand.
    pub(crate) fn place(&self) -> SideView<'a> {
        match self.side() {
            Side::Source => self.target,
            Side::Target => self.source,
        }
    }
}

/// Which bead of a [`DocumentView`] a finding stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Index into [`DocumentView::pairs`].
    Pair(usize),
    /// Index into [`DocumentView::unaligned`].
    Unaligned(usize),
}
