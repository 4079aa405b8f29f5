//! Sentence alignment: from two lists of segments to beads, coarse to fine.
//!
//! The stages, in the order in which a text passes them. Each folder uses only
//! those above it; [`job`] is one alignment, stage by stage, and [`aligner`] what
//! callers see.
//!
//! 1. [`input`] reads each side: tokens, word types, prefix sums, segment vectors.
//! 2. [`lexicon`] links words that may translate each other: the same name or
//!    number, cognates, the model's lexicon, and a lexicon learnt from the texts.
//! 3. [`bitext`] holds both sides, the links between them, and statistics measured on the text.
//! 4. [`skeleton`] finds a rough monotone path, and the band around it.
//! 5. [`score`] gives every bead in the band its features and log-odds.
//! 6. [`search`] sums over all alignments in the band and takes the one with the
//!    most segments expected in right beads (posterior decoding).
//! 7. [`constrain`] repairs the result around pins, and finds passages that cross.
//! 8. [`evidence`] says for each bead, in figures, what speaks for it.
//!
//! Without a model of the language pair stages 2 to 6 run more than once: the
//! first result teaches a lexicon, which gives a better one.

mod aligner;
mod bitext;
mod constrain;
mod context;
mod evidence;
pub(crate) mod input;
pub(crate) mod job;
mod lexicon;
pub(crate) mod path;
pub(crate) mod score;
pub(crate) mod search;
pub(crate) mod skeleton;
mod types;

pub use aligner::{Aligner, align};
pub use constrain::{PinError, Pins};
pub use context::AlignmentContext;
pub use types::{AlignerSettings, Segment, Text};
