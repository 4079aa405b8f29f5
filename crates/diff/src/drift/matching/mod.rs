//! Matching what is found on one side with what is found on the other.

pub(crate) mod concepts;
pub(crate) mod opposed;
pub(crate) mod relation;
pub(crate) mod scales;
pub(crate) mod unrendered;
pub(crate) mod word_pairs;
