//! Another word's meaning: *détruit* for *damaged*, *l'attaque* for *the move*.
//!
//! A word of the original that nothing renders, and a word of the translation
//! that renders nothing, in the same place: either a free rendering or a wrong
//! one. It is likely wrong where the lexicon knows both words well, has clear
//! translations for each, and finds none of them on the other side.

use crate::drift::cues::reporting::only_says;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::reading::gaps::{CONTENT_INFORMATION, surprisal_of_null};
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::signals::signals;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;

signals! {
    /// Signals of two words in each other's place that the lexicon does not join.
    pub(crate) struct MistranslationSignals {
        /// ln of the probability of this rendering over that of the best known one.
        log_probability_ratio,
        /// The same in the other direction.
        log_probability_ratio_back,
        /// ln of the share of translations that both words have in common, see `lexicon::kinship`.
        log_kinship,
        /// Cosine of the vectors of the two words.
        cosine,
        /// Probability of the best known translation of the source's word.
        best_probability,
        /// The same of the target's word.
        best_probability_back,
        /// Twenty times the rise of the cosine of both sides without the source's word.
        cosine_gain_without_source,
        /// The same without the target's word.
        cosine_gain_without_target,
        /// Surprisal of having no counterpart, in nats, of the word that has less of it.
        least_surprisal,
        /// The same of the word that has more of it.
        most_surprisal,
    }
}

/// See the module.
pub(crate) struct Mistranslation;

impl PairRule for Mistranslation {
    rule! {
        id: "mistranslation",
        category: Mistranslation,
        summary: "A word that means something else than the original's",
        languages: Languages::Any,
        rank: 210,
        // It sees that a word means something else, not what kind of error it is.
        merging_weight: 0.75,
        least_confidence: Some(0.4),
        signals: MistranslationSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        let mut taken = vec![false; r.target.len()];
        for i in (0..r.source.len()).filter(|&i| eligible(r, Side::Source, i)) {
            let best = (0..r.target.len())
                .filter(|&j| !taken[j] && eligible(r, Side::Target, j))
                .map(|j| (j, same_slot(r, i, j)))
                .filter(|x| x.1 >= 0.5)
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((j, slot)) = best {
                taken[j] = true;
                if let Some((finding, signals)) = finding(r, i, j, slot) {
                    out.push_with_signals(finding, &signals);
                }
            }
        }
    }
}

/// A content word of the vocabulary, no name, that is not clearly rendered.
fn eligible(r: &PairReading<'_>, side: Side, i: usize) -> bool {
    let here = r.side(side);
    let name = here.is_capital(i) && !here.opens_sentence(i);
    here.ids[i].is_some()
        && here.information[i] >= CONTENT_INFORMATION
        && !name
        && here.rendered[i] < 0.7
        && here.norm(i).len() > 3
}

/// How surely the two stand in the same place, in [0, 1]: linked, or between words that are.
fn same_slot(r: &PairReading<'_>, i: usize, j: usize) -> f32 {
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
    let nearness = r.nearness(Side::Source, i, j);
    (nearness * 0.6 + 0.25 * neighbours as f32).min(1.0)
}

fn finding(r: &PairReading<'_>, i: usize, j: usize, slot: f32) -> Option<(Draft, MistranslationSignals)> {
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
    // Of *said* and *confie* the rule `attribution` says whether they report alike.
    if only_says(&r.source, i) && only_says(&r.target, j) {
        return None;
    }
    // Words of one field may be a free rendering.
    let cosine = r.source.vectors.cosine_of_tokens(i, &r.target.vectors, j);
    let kin = lexicon::kinship(r, i, j);
    let kinship = cosine.clamp(0.0, 1.0).max((6.0 * kin).min(1.0));
    let clear = (there.1 + back.1).min(1.0);
    let strength = slot * (0.25 + 0.75 * clear) * (1.0 - 0.7 * kinship);
    let usual = |word: &str, (rendering, p): (&str, f32)| {
        let percent = f64::from(100.0 * p).round();
        message!("usual-rendering", word = word, rendering = rendering, percent = percent)
    };
    let draft = Draft::new("mistranslation", Category::Mistranslation, Severity::Major, strength)
        .at(r.source.span(i), r.target.span(j))
        .says(message!("mistranslated", was = was, is = is, meaning = back.0))
        .suggests(there.0)
        .because(usual(a, there))
        .because(usual(b, back));
    let (_, source_gain) = r.source.vectors.without(i..i + 1, &r.target.vectors);
    let (_, target_gain) = r.target.vectors.without(j..j + 1, &r.source.vectors);
    let scaled = |gain: f32| (gain * 20.0).clamp(-4.0, 4.0);
    let (surprisal, surprisal_back) = (surprisal_of_null(r, Side::Source, i), surprisal_of_null(r, Side::Target, j));
    let signals = MistranslationSignals {
        log_probability_ratio: behind.ln(),
        log_probability_ratio_back: behind_back.ln(),
        log_kinship: (kin + 1e-3).ln(),
        cosine,
        best_probability: there.1,
        best_probability_back: back.1,
        cosine_gain_without_source: scaled(source_gain),
        cosine_gain_without_target: scaled(target_gain),
        least_surprisal: surprisal.min(surprisal_back),
        most_surprisal: surprisal.max(surprisal_back),
    };
    Some((draft, signals))
}
