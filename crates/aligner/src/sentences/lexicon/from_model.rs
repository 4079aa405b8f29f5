//! Links from a model's translation lexicon.

use super::link_table::WordLink;
use crate::sentences::input::SideIndex;
use calque_model::Model;
use calque_text::Lang;

/// Weaker links are left out.
const MIN_STRENGTH: f32 = 0.03;

/// Links between the words of two sides by the lexicons of both directions; none if the model lacks one
/// of the languages.
pub(crate) fn model_links(model: &Model, source: (&SideIndex, Lang), target: (&SideIndex, Lang)) -> Vec<WordLink> {
    let (Some(forward), Some(backward)) = (model.lexicon(source.1, target.1), model.lexicon(target.1, source.1)) else {
        return Vec::new();
    };
    let (Some(source_words), Some(target_words)) = (model.side(source.1), model.side(target.1)) else {
        return Vec::new();
    };
    // By type of the text the word of the model, and the reverse.
    let ids = |side: &SideIndex, words: &calque_model::ModelSide<'_>| -> Vec<Option<u32>> {
        side.types.iter().map(|t| words.id(&t.norm)).collect()
    };
    let (source_ids, target_ids) = (ids(source.0, &source_words), ids(target.0, &target_words));
    let inverse = |ids: &[Option<u32>], words: usize| {
        let mut out = vec![u32::MAX; words];
        for (k, id) in ids.iter().enumerate() {
            if let Some(id) = id {
                out[*id as usize] = k as u32;
            }
        }
        out
    };
    let (source_types, target_types) =
        (inverse(&source_ids, source_words.len()), inverse(&target_ids, target_words.len()));
    let mut out = Vec::new();
    for (k, id) in source_ids.iter().enumerate() {
        let Some(id) = *id else { continue };
        for (other, p) in forward.translations(id) {
            let to = target_types[other as usize];
            if to != u32::MAX {
                out.push((k as u32, to, strength(p, backward.prob(other, id))));
            }
        }
    }
    for (k, id) in target_ids.iter().enumerate() {
        let Some(id) = *id else { continue };
        for (other, p) in backward.translations(id) {
            let from = source_types[other as usize];
            if from != u32::MAX {
                out.push((from, k as u32, strength(p, forward.prob(other, id))));
            }
        }
    }
    out.retain(|link| link.2 > MIN_STRENGTH);
    out
}

/// Strength of a link from the translation probabilities of both directions: the square root of their
/// geometric mean, less 0.1, so that one direction alone counts little. Set by hand.
fn strength(p: f32, q: f32) -> f32 {
    (p.max(2e-3) * q.max(2e-3)).sqrt().sqrt().min(0.95) - 0.1
}
