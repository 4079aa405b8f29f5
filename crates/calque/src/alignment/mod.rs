//! Sentence alignment of two sides: the segments that have text ([`segments`]), constraints that the
//! caller gives ([`constraints`]), the call of the aligner ([`beads`]), and what it leaves alone
//! ([`unaligned`]).

pub(crate) mod beads;
pub(crate) mod constraints;
mod segments;
pub(crate) mod unaligned;
