//! Whether each side is in its language.
//!
//! A text that shows a third language, neither of the pair, is told first. A text of frequent words of its language, which are rarer in the other language of the
//! pair, passes at once. Only the others go through language identification, which costs a
//! hundred times as much. The score is one less the confidence that a side is in another
//! language.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::{PairFeatures, SideFeatures};
use calque_model::key_into;
use calque_text::{TokenKind, foreign_confidence, third_language};
use std::borrow::Cow;

/// See the module.
pub(crate) struct Language;

impl Filter for Language {
    filter!("language", Accept::AtLeast, "Confidence that no side is in another language");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        let score = |side, other| confidence(pair, side, other, 0.0);
        match (score(&pair.source, &pair.target), score(&pair.target, &pair.source)) {
            (Some(s), Some(t)) => Some(s.min(t)),
            (s, t) => s.or(t),
        }
    }

    fn rejects(&self, pair: &PairFeatures<'_>, _: &FilterContext, threshold: f32) -> bool {
        let bad = |side, other| confidence(pair, side, other, 1.0 - threshold).is_some_and(|c| c < threshold);
        bad(&pair.source, &pair.target) || bad(&pair.target, &pair.source)
    }
}

// Surprisals in nats a word, chosen by hand: a sentence has 5 to 8 in its language, more than 10 in another.

/// Mean surprisal below which a text is in its language.
const SURELY_OWN: f32 = 8.5;
/// Mean surprisal below which it may be, if it is higher in the other language of the pair,
const MAYBE_OWN: f32 = 10.0;
/// by so much.
const MARGIN: f32 = 1.0;
/// Log odds of a third language above which it is asked how probable it is, in nats; below, the words of the model
/// decide. A sentence is more often in its own language than in a third one, by so many nats.
const MAYBE_THIRD: f32 = 1.0;
const PRIOR: f32 = 3.0;
/// Words that are looked at.
const SAMPLE: usize = 16;

/// The confidence, in [0, 1], that a side is in no other language than its own; `None` for a text of less
/// than four letters. Identification may stop, and give 1, once another language is surely less
/// probable than `enough`.
fn confidence(pair: &PairFeatures<'_>, side: &SideFeatures<'_>, other: &SideFeatures<'_>, enough: f32) -> Option<f32> {
    if side.char_counts().letters < 4 {
        return None;
    }
    let third = third_language(side.text, (side.lang, other.lang)).map_or(0.0, |found| found.log_odds);
    if third > MAYBE_THIRD {
        return Some(1.0 / (1.0 + (third - PRIOR).exp()));
    }
    if has_own_words(pair, side, other) || names_and_own_words(pair, side, other) {
        return Some(1.0);
    }
    let text = without_code(side.text);
    Some(1.0 - foreign_confidence(&text, side.lang, enough).unwrap_or(0.0))
}

/// A text without addresses, paths and anchors, whose words are in any language.
fn without_code(text: &str) -> Cow<'_, str> {
    const MARKS: [char; 8] = ['/', '{', '}', '_', '=', '@', '<', '>'];
    if !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().filter(|chunk| !chunk.contains(MARKS)).collect::<Vec<_>>().join(" "))
}

/// Whether the words beside names, those without a capital, are likelier in the side's language than in the other of the
/// pair: *Will Smith won.* A few words show no more.
fn names_and_own_words(pair: &PairFeatures<'_>, side: &SideFeatures<'_>, other: &SideFeatures<'_>) -> bool {
    let Some(other_vocabulary) = pair.model().and_then(|m| m.side(other.lang)) else { return false };
    let words = side.words();
    let (mut names, mut own, mut foreign) = (0, 0.0, 0.0);
    let mut key = String::new();
    for word in 0..words.len() {
        let Some(token) = words.token(word).filter(|t| t.kind == TokenKind::Word) else { continue };
        if token.span.of(side.text).starts_with(char::is_uppercase) {
            names += 1;
            continue;
        }
        if words.ids[word].is_none() {
            return false;
        }
        key_into(side.text, token, side.lang, &mut key);
        own += words.surprisal[word];
        foreign += other_vocabulary.information(other_vocabulary.id(&key));
    }
    names > 0 && own > 0.0 && foreign > own
}

/// Whether the first words of a side are frequent in its language and rarer in the other.
fn has_own_words(pair: &PairFeatures<'_>, side: &SideFeatures<'_>, other: &SideFeatures<'_>) -> bool {
    let Some(other_vocabulary) = pair.model().and_then(|m| m.side(other.lang)) else { return false };
    let words = side.words();
    let n = words.len().min(SAMPLE);
    if n < 4 {
        return false;
    }
    let own = words.surprisal[..n].iter().sum::<f32>() / n as f32;
    if !(SURELY_OWN..MAYBE_OWN).contains(&own) {
        return own < SURELY_OWN;
    }
    let mut sum = 0.0;
    let mut key = String::new();
    for word in 0..n {
        if let Some(token) = words.token(word) {
            key_into(side.text, token, side.lang, &mut key);
            sum += other_vocabulary.information(other_vocabulary.id(&key));
        }
    }
    sum / n as f32 - own > MARGIN
}
