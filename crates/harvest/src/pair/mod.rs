//! A pair as filters read it: what is derived from its texts.
//!
//! From the cheapest to the dearest: counts of characters (`char_counts`), tokens and
//! their ids in the model (`side`), lexical support between both sides (`support`).
//! `features` computes each once, when a filter first asks for it. `hash`, `letters`,
//! `bloom` and `bytes` are small tools that deduplication and repair use too.

pub(crate) mod bloom;
pub(crate) mod bytes;
mod char_counts;
mod features;
pub(crate) mod hash;
pub(crate) mod letters;
mod side;
mod support;

pub use char_counts::CharCounts;
pub use features::{Pair, PairFeatures};
pub use side::{SideFeatures, SideWords};
pub use support::{LexicalSupport, SideSupport};
