//! What a model knows of the words of two texts: links for the bridge, and vectors.

use crate::side::Side;
use crate::vectors::Vectors;
use calque_model::{Embedder, Model};
use calque_text::Lang;

/// The bridge's links from a model's lexicon: what both directions agree on counts most.
pub(crate) fn links(model: &Model, source: (&Side, Lang), target: (&Side, Lang)) -> Vec<(u32, u32, f32)> {
    let (Some(there), Some(back)) = (model.lexicon(source.1, target.1), model.lexicon(target.1, source.1)) else {
        return Vec::new();
    };
    let (Some(source_words), Some(target_words)) = (model.side(source.1), model.side(target.1)) else {
        return Vec::new();
    };
    let ids = |side: &Side, words: &calque_model::ModelSide<'_>| -> Vec<Option<u32>> {
        side.types.iter().map(|t| words.id(&t.norm)).collect()
    };
    let (source_ids, target_ids) = (ids(source.0, &source_words), ids(target.0, &target_words));
    let place = |ids: &[Option<u32>], words: usize| {
        let mut out = vec![u32::MAX; words];
        for (at, id) in ids.iter().enumerate() {
            if let Some(id) = id {
                out[*id as usize] = at as u32;
            }
        }
        out
    };
    let (source_place, target_place) = (place(&source_ids, source_words.len()), place(&target_ids, target_words.len()));
    let mut out = Vec::new();
    for (at, id) in source_ids.iter().enumerate() {
        let Some(id) = *id else { continue };
        for (other, p) in there.translations(id) {
            let to = target_place[other as usize];
            if to != u32::MAX {
                out.push((at as u32, to, strength(p, back.prob(other, id))));
            }
        }
    }
    for (at, id) in target_ids.iter().enumerate() {
        let Some(id) = *id else { continue };
        for (other, p) in back.translations(id) {
            let from = source_place[other as usize];
            if from != u32::MAX {
                out.push((from, at as u32, strength(p, there.prob(other, id))));
            }
        }
    }
    out.retain(|link| link.2 > 0.03);
    out
}

/// How surely two words are one another's rendering, of the probabilities both ways.
fn strength(p: f32, q: f32) -> f32 {
    (p.max(2e-3) * q.max(2e-3)).sqrt().sqrt().min(0.95) - 0.1
}

/// The vectors of a side's segments.
pub(crate) fn vectors(model: &Model, side: &Side, lang: Lang) -> Vectors {
    let Some(mut embedder) = Embedder::new(model, lang) else { return Vectors::default() };
    let dim = embedder.dim();
    let mut words = vec![0.0f32; side.types.len() * dim];
    for (word, vector) in side.types.iter().zip(words.chunks_exact_mut(dim.max(1))) {
        embedder.add_key(&word.norm, vector);
    }
    Vectors::of_words(dim, words, side)
}
