//! A contextual encoder: what each piece of a sentence means where it stands.
//!
//! The lower layers of a small public encoder of sentences (multilingual-e5-small),
//! with the vocabulary of French and English. Its vectors know which of two *not* is
//! meant, that *May* is a month here, what a pronoun's verb says. They are not
//! trained for Calque: words of the two languages that mean the same in their
//! sentences have similar vectors after the middle layers.
//!
//! `pieces` cuts a text into pieces, `network` computes their vectors, in whole
//! numbers where it multiplies matrices, so that every processor gives the same bits.
//! The file is embedded and used where it lies. `training/encoder` makes it.

mod encoder;
mod encoding;
mod error;
mod file;
mod network;
mod pieces;

pub use encoder::Encoder;
pub use encoding::Encoding;
pub use error::EncoderError;
