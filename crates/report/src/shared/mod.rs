//! What formats have in common: which words each finding points at (`marks`), counts (`summary`), the
//! order of beads (`order`), lines and short ids (`places`), the tiers in words (`tiers`), short texts
//! (`words`), findings as JSON (`records`).

pub(crate) mod marks;
pub(crate) mod opinions;
pub(crate) mod order;
pub(crate) mod places;
pub(crate) mod records;
pub(crate) mod summary;
pub(crate) mod tiers;
pub(crate) mod words;
