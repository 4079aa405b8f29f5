//! What formats have in common: which words each finding points at (`marks`), counts (`summary`), the
//! order of beads (`order`), short texts (`words`), findings as JSON (`records`).

pub(crate) mod marks;
pub(crate) mod order;
pub(crate) mod records;
pub(crate) mod summary;
pub(crate) mod words;
