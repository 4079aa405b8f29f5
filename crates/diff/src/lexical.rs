//! What the model's lexicon says of two words of a pair.
//!
//! Thin and forgiving: no model, or a word that the vocabulary lacks, gives
//! `None`, and the rule decides without.

use crate::reading::Reading;
use std::ops::Range;

/// The probability that any word of `source` is rendered by any word of `target`, the
/// better of the two directions; `None` where nothing is known.
pub(crate) fn best_prob(_r: &Reading<'_>, _source: Range<usize>, _target: Range<usize>) -> Option<f32> {
    None
}
