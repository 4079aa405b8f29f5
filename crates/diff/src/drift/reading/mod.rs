//! A pair as the rules read it: both sides, the links between their words, what the lexicon
//! knows of them, which words are rendered, and where words are missing.

pub(crate) mod context;
pub(crate) mod gaps;
pub(crate) mod lexicon;
mod pair;
mod read;
mod rendered;
pub(crate) mod scope;
pub(crate) mod slot;
pub(crate) mod word_order;

pub(crate) use pair::PairReading;
