//! Cutting a text into the pieces of the vocabulary, as SentencePiece does (Kudo 2018).
//!
//! [`normal`] brings a text to its compatibility form and keeps where each byte came
//! from; [`vocabulary`] finds the pieces that a place of the text may begin with;
//! [`cut`] chooses the most probable sequence.

mod cut;
mod normal;
mod vocabulary;

pub(crate) use cut::{Piece, cut};
pub(crate) use vocabulary::Vocabulary;
