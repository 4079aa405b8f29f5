//! What the model's lexicon says of words of a pair.
//!
//! Thin and forgiving: no model, or a word that the vocabulary lacks, gives
//! `None`, and the rule decides without.

use crate::reading::Reading;
use std::ops::Range;

/// The probability that any word of `source` is rendered by any word of `target`, the
/// better of the two directions; `None` where nothing is known.
pub(crate) fn best_prob(r: &Reading<'_>, source: Range<usize>, target: Range<usize>) -> Option<f32> {
    let mut best = None;
    for i in source {
        for j in target.clone() {
            if let Some(p) = prob(r, i, j) {
                best = Some(p.max(best.unwrap_or(0.0)));
            }
        }
    }
    best
}

/// The probability that source token `i` and target token `j` render each other, the
/// better of the two directions; `None` where one of them is not in the vocabulary.
pub(crate) fn prob(r: &Reading<'_>, i: usize, j: usize) -> Option<f32> {
    let model = r.pair.model?;
    let (from, to) = (r.source.lang(), r.target.lang());
    let (word, other) = (r.source.ids[i]?, r.target.ids[j]?);
    let there = model.lexicon(from, to)?.prob(word, other);
    let back = model.lexicon(to, from)?.prob(other, word);
    Some(there.max(back))
}
