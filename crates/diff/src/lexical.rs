//! What the model's lexicon says of words of a pair.
//!
//! Thin and forgiving: no model, or a word that the vocabulary lacks, gives
//! `None`, and the rule decides without.

use crate::reading::{Reading, Side};
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

/// The likeliest known translation of token `i` of `side` that is a word of content, with
/// its probability.
pub(crate) fn best_translation<'r>(r: &Reading<'r>, side: Side, i: usize) -> Option<(&'r str, f32)> {
    let (here, there) = (r.side(side), r.side(side.other()));
    let model = r.pair.model?;
    let words = model.side(there.lang())?;
    let all = model.lexicon(here.lang(), there.lang())?.translations(here.ids[i]?);
    all.map(|(t, p)| (words.word(t), p)).find(|(w, _)| w.chars().count() > 2)
}
