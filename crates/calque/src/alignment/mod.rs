//! Sentence alignment of two sides: the segments that have text ([`segments`]), constraints that the
//! caller gives ([`constraints`]), vectors of somebody else ([`sentence_vectors`]), or that the keys of messages give ([`keyed`]), the call of the aligner ([`beads`]), and what it leaves alone
//! ([`unaligned`]).

pub(crate) mod beads;
pub(crate) mod constraints;
pub(crate) mod keyed;
mod segments;
pub(crate) mod sentence_vectors;
pub(crate) mod unaligned;
