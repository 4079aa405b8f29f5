//! Which document translates which.
//!
//! Two collections of documents are paired one to one. Names settle what they can:
//! where a file of either side is the only one with its name, languages left out
//! ([`names`]). What is left is compared by content ([`DocumentProfile`]): vectors of
//! samples, numbers and proper names in common, length, the lead over any other
//! partner, and how far the names agree. Not every pair is compared in full;
//! `candidates` finds those worth it, so that thousands of documents a side take
//! seconds.

mod candidates;
mod collection;
mod matching;
pub mod names;
mod profile;
mod similarity;
mod types;
mod weights;

pub use matching::pair;
pub use profile::DocumentProfile;
pub use similarity::DocumentSimilarity;
pub use types::{DocumentPair, NamedDocument, Pairing, PairingSettings};

#[cfg(feature = "training")]
pub(crate) use collection::Collections;
#[cfg(feature = "training")]
pub(crate) use similarity::{MAX_LEAD, find_leads};
