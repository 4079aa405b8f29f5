//! Another word's meaning: *détruit* for *damaged*, *l'attaque* for *the move*.
//!
//! A word of the original that nothing renders, and a word of the translation
//! that renders nothing, in the same place: either a free rendering or a wrong
//! one. It is likely wrong where the lexicon knows both words well, has clear
//! translations for each, and finds none of them on the other side.

use crate::drift::confidence::trees::Found;
use crate::drift::reading::Reading;
use crate::drift::reading::lexicon;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use calque_text::Side;

/// See the module.
pub(crate) struct Mistranslation;

impl Rule for Mistranslation {
    rule!("mistranslation", Mistranslation, "A word that means something else than the original's");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if !r.has_links() {
            return;
        }
        let mut taken = vec![false; r.target.len()];
        for i in (0..r.source.len()).filter(|&i| eligible(r, Side::Source, i)) {
            let best = (0..r.target.len())
                .filter(|&j| !taken[j] && eligible(r, Side::Target, j))
                .map(|j| (j, slot(r, i, j)))
                .filter(|x| x.1 >= 0.5)
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((j, slot)) = best {
                taken[j] = true;
                if let Some((found, known)) = finding(r, i, j, slot) {
                    out.tell(found, &known);
                }
            }
        }
    }
}

/// A known content word, no name, that is not rendered beyond doubt.
fn eligible(r: &Reading<'_>, side: Side, i: usize) -> bool {
    let here = r.side(side);
    let name = here.is_capital(i) && !here.opens_sentence(i);
    here.ids[i].is_some() && here.information[i] >= 6.5 && !name && here.rendered[i] < 0.7 && here.norm(i).len() > 3
}

/// How surely the two stand in the same place: linked, or between words that are.
fn slot(r: &Reading<'_>, i: usize, j: usize) -> f32 {
    if let Some(&(_, p)) = r.source.links[i].iter().find(|l| l.0 == j) {
        return 0.6 + 0.4 * p;
    }
    if r.source.rendered[i] > 0.2 || r.target.rendered[j] > 0.2 {
        return 0.0;
    }
    let linked = |a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) => r.source.links.get(a).is_some_and(|l| l.iter().any(|x| x.0 == b)),
        _ => false,
    };
    let (before, after) = (i.checked_sub(1), Some(i + 1));
    let (left, right) = (j.checked_sub(1), Some(j + 1));
    let neighbours = usize::from(linked(before, left))
        + usize::from(linked(after, right))
        + usize::from(linked(before, right) || linked(after, left));
    let near = r.nearness(Side::Source, i, j);
    (near * 0.6 + 0.25 * neighbours as f32).min(1.0)
}

fn finding(r: &Reading<'_>, i: usize, j: usize, slot: f32) -> Option<(Finding, [f32; 10])> {
    let there = lexicon::best_translation(r, Side::Source, i)?;
    let back = lexicon::best_translation(r, Side::Target, j)?;
    let (was, is) = (r.source.written(i), r.target.written(j));
    let (a, b) = (r.source.norm(i), r.target.norm(j));
    if lexicon::inflected(r, i, j) {
        return None;
    }
    // How far the pair falls behind the best that the lexicon knows for either word.
    let (p, q) = lexicon::probs(r, i, j)?;
    let (behind, behind_back) = ((p + 1e-3) / (there.1 + 1e-3), (q + 1e-3) / (back.1 + 1e-3));
    if behind > 0.2 || behind_back > 0.2 {
        return None;
    }
    // Words of one field may be a free rendering.
    let near = r.source.vectors.likeness(i, &r.target.vectors, j);
    let kin = lexicon::kinship(r, i, j);
    let kinship = near.clamp(0.0, 1.0).max((6.0 * kin).min(1.0));
    let clear = (there.1 + back.1).min(1.0);
    let strength = slot * (0.25 + 0.75 * clear) * (1.0 - 0.7 * kinship);
    let mut f = Finding::new("mistranslation", Category::Mistranslation, Severity::Major, strength)
        .at(r.source.span(i), r.target.span(j))
        .says(format!("“{was}” became “{is}”, which means “{}”.", back.0));
    f.suggestion = Some(there.0.to_owned());
    f.evidence.push(format!("the lexicon renders “{a}” by “{}” ({:.0} %)", there.0, 100.0 * there.1));
    f.evidence.push(format!("the lexicon renders “{b}” by “{}” ({:.0} %)", back.0, 100.0 * back.1));
    let (_, source) = r.source.vectors.without(i..i + 1, &r.target.vectors);
    let (_, target) = r.target.vectors.without(j..j + 1, &r.source.vectors);
    let without = |x: f32| (x * 20.0).clamp(-4.0, 4.0);
    let (odd, odd_back) = (odd(r, Side::Source, i), odd(r, Side::Target, j));
    let known = [behind.ln(), behind_back.ln(), (kin + 1e-3).ln(), near, there.1, back.1];
    let more = [without(source), without(target), odd.min(odd_back), odd.max(odd_back)];
    Some((f, std::array::from_fn(|k| if k < 6 { known[k] } else { more[k - 6] })))
}

/// How odd it is that the word has no counterpart, in nats.
fn odd(r: &Reading<'_>, side: Side, i: usize) -> f32 {
    let here = r.side(side);
    let vocabulary = r.pair.model.and_then(|m| m.side(here.lang()));
    vocabulary.map_or(0.0, |v| -v.null_prob(here.ids[i]).max(0.01).ln())
}
