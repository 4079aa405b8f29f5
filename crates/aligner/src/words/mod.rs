//! Word alignment inside a pair of segments.
//!
//! The hidden Markov model ([`hmm`]) runs in both directions over the model's
//! lexicon ([`emission`]); a link is as probable as both directions agree (Liang,
//! Taskar and Klein 2006). [`units`] joins words that are translated as a whole.

mod aligner;
mod context;
mod emission;
pub mod hmm;
mod link;
mod remembered;
mod units;

pub use aligner::{WordAligner, align_words};
pub use context::{Closeness, ContextWeights, closeness, encoder_knows};
pub use link::{Link, WordAlignment, WordSide};
pub use remembered::RememberedPairs;
pub use units::WordUnit;
