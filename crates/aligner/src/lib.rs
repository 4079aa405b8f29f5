//! Sentence alignment and word alignment.
//!
//! [`align`] (or an [`Aligner`], for many texts, pins, threads) pairs the segments
//! of two texts into beads. [`WordAligner`] links the words inside a bead.
//! [`pairing`] says which document of a collection translates which. All of it is
//! pure and deterministic: no I/O, no threads of its own, the same result for the
//! same input on every platform.
//!
//! | folder | holds |
//! |---|---|
//! | `sentences` | from two lists of segments to beads, a folder for each stage |
//! | `words` | hidden Markov models in both directions, and the links on which they agree |
//! | `pairing` | documents paired by name and content |
//! | `training` | gradients and samples for learning the weights; only with the feature `training` |

// Positions in the lattice are `i`, `j`, `m`, `n` everywhere, as in the literature.
#![allow(clippy::many_single_char_names)]

mod numeric;
pub mod pairing;
mod parallel;
mod sentences;
#[cfg(feature = "training")]
pub mod training;
mod words;

pub use calque_bitext::{Alignment, Bead, Evidence, SegmentVectors};
pub use parallel::{ParallelFor, sequentially};
pub use sentences::{Aligner, AlignerSettings, AlignmentContext, PinError, Pins, Segment, Text, align};
pub use words::{
    Closeness, ContextWeights, Link, RememberedPairs, WordAligner, WordAlignment, WordSide, WordUnit, align_words,
    closeness, encoder_knows, hmm,
};
