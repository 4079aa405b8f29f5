//! Sentence alignment of two sides: the segments that have text ([`segments`]), constraints that the
//! caller gives ([`constraints`]), and the call of the aligner ([`beads`]).

pub(crate) mod beads;
pub(crate) mod constraints;
mod segments;
