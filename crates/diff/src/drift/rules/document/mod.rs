//! Rules on the whole document, and on runs of pairs.

pub(crate) mod doubled;
pub(crate) mod dropped;
pub(crate) mod headline;
pub(crate) mod invented;
pub(crate) mod requotation;
pub(crate) mod shifted;
pub(crate) mod spellings;
pub(crate) mod terms;
