//! Whether the two sides translate each other at all.
//!
//! Lexical coverage of both sides, the cosine of the sentence vectors and the ratio of the
//! lengths, combined by the network in `alignment.tsv`. `training/filters/learn` learns it
//! from good pairs, from misaligned neighbours and from random pairs.

use super::network::Network;
use super::ratio::log_ratio;
use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::{PairFeatures, SideFeatures, SideSupport};
use calque_model::{Embedder, Model, cosine, key_into};
use std::sync::LazyLock;

/// See the module.
pub(crate) struct Alignment;

impl Filter for Alignment {
    filter!("alignment", Accept::AtLeast, "Probability that the sides translate each other");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::parse(include_str!("alignment.tsv")));
        Some(NETWORK.probability(&signals(pair)?))
    }
}

/// Names of the signals, as in the header of `alignment.tsv`.
pub(crate) const NAMES: [&str; 7] =
    ["least coverage", "greatest coverage", "cosine", "greatest size", "least size", "ratio", "words"];

/// The input of the network; `None` without a model or where a side has no words.
///
/// Lower and higher coverage of the two sides; cosine of the sentence vectors; logarithm of the words
/// of the longer and of the shorter side; absolute logarithm of the length ratio; sum of both sides'
/// mean support.
pub(crate) fn signals(pair: &PairFeatures<'_>) -> Option<[f32; NAMES.len()]> {
    let (model, support) = (pair.model()?, pair.lexical_support()?);
    let (s, t) = (&support.source, &support.target);
    let (words_s, words_t) = (s.support.len(), t.support.len());
    if words_s.min(words_t) == 0 {
        return None;
    }
    let (cs, ct) = (s.coverage(), t.coverage());
    let cosine = cosine(&vector(&pair.source, model)?, &vector(&pair.target, model)?);
    let shorter = (words_s.min(words_t) as f32).min(MAX_WORDS).ln();
    let ratio = log_ratio(pair).abs();
    let longer = (words_s.max(words_t) as f32).min(MAX_WORDS).ln();
    Some([cs.min(ct), cs.max(ct), cosine, longer, shorter, ratio, mean(s) + mean(t)])
}

/// Words of a side beyond which length makes no difference. Chosen by hand.
const MAX_WORDS: f32 = 30.0;

/// The sentence vector of a side. The embedder takes the ids that are known, which saves looking the words up.
fn vector(side: &SideFeatures<'_>, model: &Model) -> Option<Vec<f32>> {
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

/// The mean support of a side's words, each counting the same.
fn mean(side: &SideSupport) -> f32 {
    side.support.iter().sum::<f32>() / side.support.len().max(1) as f32
}
