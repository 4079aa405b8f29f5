//! Whether the two sides translate each other at all.
//!
//! Coverage of both sides' words by the lexicon, the cosine of the sentence
//! vectors, and the proportion of the lengths, weighed by `alignment.tsv`,
//! which `training/filters` learns from good pairs, from pairs of
//! sentences that stand near each other, and from pairs of strangers.

use super::network::Network;
use super::{Accept, Context, Filter};
use crate::reading::{Reading, Side};
use calque_model::{Embedder, Model, cosine, key_into};
use std::sync::LazyLock;

/// See the module.
pub(crate) struct Alignment;

impl Filter for Alignment {
    filter!("alignment", Accept::AtLeast, "Probability that the sides translate each other");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::parse(include_str!("alignment.tsv")));
        Some(NETWORK.probability(&signals(pair)?))
    }
}

/// What the signals are called.
pub const NAMES: [&str; 7] =
    ["least coverage", "greatest coverage", "cosine", "greatest size", "least size", "ratio", "words"];

/// What the score is made of.
pub fn signals(pair: &Reading<'_>) -> Option<[f32; NAMES.len()]> {
    let (model, links) = (pair.model()?, pair.links()?);
    let (s, t) = (&links.source, &links.target);
    let (words_s, words_t) = (s.support.len(), t.support.len());
    if words_s.min(words_t) == 0 {
        return None;
    }
    let (cs, ct) = (s.coverage(), t.coverage());
    let near = cosine(&vector(&pair.source, model)?, &vector(&pair.target, model)?);
    let size = (words_s.min(words_t) as f32).min(30.0).ln();
    let ratio = super::ratio::stretch(pair).abs();
    let greatest = (words_s.max(words_t) as f32).min(30.0).ln();
    Some([cs.min(ct), cs.max(ct), near, greatest, size, ratio, mean(s) + mean(t)])
}

/// The sum of the vectors of a side's words; the ids that are known already save looking them up again.
fn vector(side: &Side<'_>, model: &Model) -> Option<Vec<f32>> {
    let mut embedder = Embedder::new(model, side.lang)?;
    let mut out = vec![0.0; model.dim()];
    let words = side.words();
    let mut key = String::new();
    for (word, id) in words.ids.iter().enumerate() {
        let known = id.is_some_and(|id| embedder.take_id(id));
        if let Some(token) = words.token(word).filter(|_| !known) {
            key_into(side.text, token, side.lang, &mut key);
            embedder.take_pieces(&key);
        }
    }
    embedder.add_taken(&mut out);
    Some(out)
}

/// The share of words that are rendered, whatever they tell.
fn mean(side: &crate::links::Support) -> f32 {
    side.support.iter().sum::<f32>() / side.support.len().max(1) as f32
}
