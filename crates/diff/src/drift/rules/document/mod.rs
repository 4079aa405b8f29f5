//! Rules on the whole document.

pub(crate) mod headline;
pub(crate) mod requotation;
pub(crate) mod spellings;
pub(crate) mod terms;
