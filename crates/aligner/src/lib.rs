//! Sentence alignment and word alignment.
//!
//! [`align`] pairs the segments of two texts into beads; [`words`] links the
//! words inside a pair. Both are pure and deterministic.

// Places in the lattice are `i`, `j`, `m`, `n` everywhere, as in the literature.
#![allow(clippy::many_single_char_names)]

mod band;
mod bridge;
mod clock;
mod cover;
mod crossings;
mod each;
mod evidence;
mod feature;
mod features;
mod fixed;
mod grid;
mod habits;
pub mod hmm;
mod job;
mod knowledge;
mod lattice;
pub mod learn;
mod lexicon;
mod matches;
mod memory;
pub mod pairing;
mod paths;
mod pins;
mod sentences;
mod side;
mod skeleton;
mod tables;
mod trainer;
mod units;
mod vectors;
mod weights;
mod windows;
pub mod words;

pub use calque_bitext::{Alignment, Bead, Evidence, SegmentVectors};
pub use each::{Each, in_turn};
pub use memory::Memory;
pub use pins::{PinError, Pins};
pub use sentences::{Aligner, Segment, Settings, Text, align};
pub use units::Unit;
pub use words::{Link, WordAligner, WordAlignment, WordSide, align_words};
