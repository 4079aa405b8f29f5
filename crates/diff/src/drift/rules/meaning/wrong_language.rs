//! Translations in a third language, and pairs whose sides are swapped.

use crate::drift::draft::Draft;
use crate::drift::draft::language;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side, TokenKind, foreign_confidence, identify};
use std::collections::HashSet;

/// See the module.
pub(crate) struct WrongLanguage;

/// Naming a language is dear: it is done only where less than this share of the words of the
/// translation is rendered. Set by hand; a translation in a third language shares names and figures.
const RENDERED: f32 = 0.5;
/// A copy of the original, which other rules tell, is rendered by more than this. Set by hand.
const COPIED: f32 = 0.85;
/// Least confidence of a third language. Set by hand.
const THIRD: f32 = 0.4;
/// Greatest confidence of the language that the translation should be in. Set by hand.
const OWN: f32 = 0.25;
/// The share of words that the vocabulary of the right language has is less than this. Set by hand.
const KNOWN: f32 = 0.75;
/// Greatest share of words that stand in the original as well, of a translation in its language. Set by hand.
const SHARED: f32 = 0.3;
/// Frequencies below this, in words per million, are alike. Set by hand.
const RARE: f32 = 1.0;
/// Least confidence of the two languages of a swapped pair, and of a third one without a model.
const SURE: f32 = 0.6;
/// The same of French or English where neither side should be in it: identification leans to these two, so that a short
/// sentence of a kindred language may pass for one of them. Set by hand.
const LEANING: f32 = 0.9;
/// Fewer words name no language.
const WORDS: usize = 3;

impl PairRule for WrongLanguage {
    rule! {
        id: "wrong-language",
        category: Untranslated,
        summary: "A translation in a third language, or a pair whose sides are swapped",
        languages: Languages::Any,
        rank: 2,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (r.source.lang(), r.target.lang());
        let words = Words::of(&r.target);
        if words.count < WORDS || source == target || words.rendered >= COPIED {
            return;
        }
        if words.rendered >= RENDERED && at_home(r, Side::Target) {
            return;
        }
        let text = r.target.view.words();
        if r.pair.model.is_none() && foreign_confidence(text, target, SURE).is_none() {
            return;
        }
        let found = identify(text);
        let Some(&(lang, confidence)) = found.first() else { return };
        if lang == target || lang == Lang::UND {
            return;
        }
        let own = found.iter().find(|g| g.0 == target).map_or(0.0, |g| g.1);
        let original = identify(r.source.view.words());
        let of_source = original.first().map_or(Lang::UND, |g| g.0);
        let says = if lang == source {
            let swapped = of_source == target && original[0].1 >= SURE;
            // Words left as they stand are names, or told by `untranslated`.
            if confidence < SURE || shared_words(r) > SHARED || !(swapped || of_source == source) {
                return;
            }
            if swapped {
                message!("swapped", original = language(target), translation = language(lang))
            } else {
                message!("wrong-language", is = language(lang), due = language(target))
            }
        } else {
            let leaning = lang == Lang::FR || lang == Lang::EN;
            let least = match (leaning, r.pair.model) {
                (true, _) => LEANING,
                (false, Some(_)) => THIRD,
                (false, None) => SURE,
            };
            let unknown = r.pair.model.is_none() || words.known < KNOWN;
            if confidence < least || own > OWN || !unknown || of_source == lang {
                return;
            }
            message!("wrong-language", is = language(lang), due = language(target))
        };
        let strength = 0.75 + 0.2 * confidence;
        let finding = Draft::new(self.description().id, Category::Untranslated, Severity::Critical, strength)
            .at(Some(r.pair.source.span), Some(r.pair.target.span))
            .says(says);
        out.settle(finding);
    }
}

/// Whether the words of a side are as common in its language as in the other, or commoner.
fn at_home(r: &PairReading<'_>, side: Side) -> bool {
    let here = r.side(side);
    let (Some(own), Some(other)) = (
        r.pair.model.and_then(|m| m.side(here.lang())),
        r.pair.model.and_then(|m| m.side(r.side(side.other()).lang())),
    ) else {
        return true;
    };
    let mut lean = 0.0;
    for i in (0..here.len()).filter(|&i| here.is_word(i)) {
        let (mine, theirs) = (own.frequency(here.ids[i]), other.frequency(other.id(here.norm(i))));
        lean += ((mine + RARE) / (theirs + RARE)).ln().clamp(-3.0, 3.0);
    }
    lean >= 0.0
}

/// The share of the words of the translation that stand in the original as well.
fn shared_words(r: &PairReading<'_>) -> f32 {
    let original: HashSet<&str> = r.source.norms.iter().map(String::as_str).collect();
    let words: Vec<usize> = (0..r.target.len()).filter(|&i| r.target.is_word(i)).collect();
    let shared = words.iter().filter(|&&i| original.contains(r.target.norm(i))).count();
    shared as f32 / words.len().max(1) as f32
}

/// The words of a side.
struct Words {
    count: usize,
    /// Mean probability that they are rendered.
    rendered: f32,
    /// Share that the vocabulary has.
    known: f32,
}

impl Words {
    fn of(side: &SideReading<'_>) -> Self {
        let (mut count, mut rendered, mut known) = (0, 0.0, 0);
        for i in (0..side.len()).filter(|&i| side.view.tokens[i].kind == TokenKind::Word) {
            count += 1;
            rendered += side.rendered[i];
            known += usize::from(side.ids[i].is_some());
        }
        let n = f32::max(count as f32, 1.0);
        Self { count, rendered: rendered / n, known: known as f32 / n }
    }
}
