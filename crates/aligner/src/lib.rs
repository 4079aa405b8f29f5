//! Sentence alignment and word alignment.
//!
//! [`align`] pairs the segments of two texts into beads; [`words`] links the
//! words inside a pair. Both are pure and deterministic.

mod band;
mod bead;
mod bridge;
mod features;
mod grid;
mod lattice;
pub mod learn;
mod lexicon;
mod sentences;
mod side;
mod skeleton;
mod weights;
pub mod words;

pub use bead::{Alignment, Bead, Evidence};
pub use sentences::{Segment, Settings, align};
pub use words::{Link, WordAlignment, align_words};
