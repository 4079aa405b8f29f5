//! The first stage: which documents belong together, in batches.
//!
//! `manifest` reads a list of pairs, `pairing` finds them where there is none, `batches`
//! cuts either into batches.

mod batches;
mod item;
mod manifest;
mod pairing;

pub use batches::urls_of;
pub(crate) use batches::{Batches, Plan};
pub(crate) use item::{Batch, DocumentPair, Item};
