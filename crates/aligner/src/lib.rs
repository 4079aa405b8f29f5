//! Sentence alignment and word alignment.
//!
//! [`align`] pairs the segments of two texts into beads; [`words`] links the
//! words inside a pair. Both are pure and deterministic.

mod bead;
mod sentences;
pub mod words;

pub use bead::{Alignment, Bead, Evidence};
pub use sentences::{Segment, Settings, align};
pub use words::{Link, WordAlignment, align_words};
