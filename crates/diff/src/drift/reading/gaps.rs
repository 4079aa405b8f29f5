//! Gaps: stretches of one side that the other side does not render.
//!
//! A free translation leaves many words without a counterpart, but on *both* sides at once: what
//! the original says in three words of its own, the translation says in two others. An omission
//! leaves words without a counterpart on one side only. So the unrendered information of each gap
//! is compared with the unrendered information around the same position of the other side.

use super::pair::PairReading;
use crate::drift::side::SideReading;
use calque_text::Side;
use std::ops::Range;

/// A stretch that nothing renders.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    /// Its tokens, with the function words before its first content word if they are not
    /// rendered either.
    pub(crate) tokens: Range<usize>,
    /// How many content words in it are not rendered.
    pub(crate) open_words: usize,
    /// Unrendered information of its words, in nats.
    pub(crate) information: f32,
    /// Unrendered information of the other side, in nats, each word discounted by its distance
    /// from the position where the gap's words belong.
    pub(crate) other_side_information: f32,
    /// How close the nearest unrendered content word of the other side is to that position, in
    /// [0, 1]: 1 = it stands there, so that it may render the gap's words freely.
    pub(crate) nearest_open_word: f32,
    /// Mean probability that its words are rendered.
    pub(crate) support: f32,
    /// Sum over its unrendered content words of the surprisal, in nats, of their having no
    /// counterpart: -ln of the lexicon's NULL probability.
    pub(crate) surprisal: f32,
    /// Cosine of the vector of its words and the vector of the whole other side.
    pub(crate) cosine_to_other_side: f32,
    /// How much the cosine of the two sides rises when its words are left out.
    pub(crate) cosine_gain_without: f32,
    /// Cosine of the vector of its words and that of the poorly rendered words of the other side
    /// within six tokens of where they belong.
    pub(crate) cosine_to_open_words: f32,
}

/// A word is a content word if it carries at least this much information, in nats: if it is rarer
/// than about one word in 600. Set by hand.
pub(crate) const CONTENT_INFORMATION: f32 = 6.5;
/// A word is unrendered if the probability that it is rendered is below this. Set by hand.
pub(crate) const OPEN_BELOW: f32 = 0.3;
/// Information that even a function word carries, in nats; only what lies above it counts.
const FUNCTION_WORD_INFORMATION: f32 = 4.0;
/// Information above this does not count, in nats: the lexicon knows too little of rare words.
const MOST_INFORMATION: f32 = 11.5;

/// Whether token `i` is a content word that the other side does not render.
pub(crate) fn is_open(side: &SideReading<'_>, i: usize) -> bool {
    side.information[i] >= CONTENT_INFORMATION && side.rendered[i] < OPEN_BELOW
}

/// Unrendered information of token `i`, in nats, beyond that of a function word.
pub(crate) fn unrendered_information(side: &SideReading<'_>, i: usize) -> f32 {
    (side.information[i].min(MOST_INFORMATION) - FUNCTION_WORD_INFORMATION).max(0.0) * (1.0 - side.rendered[i])
}

/// The most unrendered information in one stretch of a side, in nats, the tokens of `without` left
/// out; a rendered content word ends a stretch.
pub(crate) fn largest_stretch(side: &SideReading<'_>, without: &Range<usize>) -> f32 {
    let (mut largest, mut stretch) = (0.0_f32, 0.0);
    for i in 0..side.len() {
        if without.contains(&i) {
            stretch = 0.0;
        } else if is_open(side, i) {
            stretch += unrendered_information(side, i);
            largest = largest.max(stretch);
        } else if side.information[i] > CONTENT_INFORMATION {
            stretch = 0.0;
        }
    }
    largest
}

/// How many unrendered content words stand near the position on the other side where `tokens` of
/// `side` belong, each discounted by its distance.
pub(crate) fn open_words_nearby(r: &PairReading<'_>, side: Side, tokens: &Range<usize>) -> f32 {
    let there = r.side(side.other());
    let at = r.projected(side, tokens.start);
    (0..there.len()).filter(|&j| is_open(there, j)).map(|j| 1.0 / (1.0 + ((j as f32 - at) / 2.5).powi(2))).sum()
}

/// The surprisal, in nats, of token `i`'s having no counterpart; 0 without a model.
pub(crate) fn surprisal_of_null(r: &PairReading<'_>, side: Side, i: usize) -> f32 {
    let here = r.side(side);
    let vocabulary = r.pair.model.and_then(|m| m.side(here.lang()));
    vocabulary.map_or(0.0, |v| -v.null_prob(here.ids[i]).max(0.01).ln())
}

/// The gaps of a side, from the left.
pub(crate) fn gaps(r: &PairReading<'_>, side: Side) -> Vec<Gap> {
    let here = r.side(side);
    let mut out = Vec::new();
    let mut i = 0;
    while i < here.len() {
        if !is_open(here, i) {
            i += 1;
            continue;
        }
        let end = end_of_gap(here, i);
        out.push(gap(r, side, with_function_words(here, i, end)));
        i = end;
    }
    out
}

/// The end of the gap that begins at token `first`: it runs on over function words and commas, and
/// over at most one content word that is not clearly rendered.
fn end_of_gap(side: &SideReading<'_>, first: usize) -> usize {
    let (mut last, mut k) = (first, first + 1);
    let mut content_words_between = 0;
    while k < side.len() && content_words_between <= 1 {
        if is_open(side, k) {
            last = k;
            content_words_between = 0;
        } else if side.information[k] >= CONTENT_INFORMATION {
            content_words_between += 1;
            if side.rendered[k] > 0.7 {
                break;
            }
        } else if side.is_mark(k) && matches!(side.norm(k), "." | ";" | "!" | "?" | ":") {
            break;
        }
        k += 1;
    }
    last + 1
}

/// Takes in the function words before (`pour la` première fois) that are not rendered either.
fn with_function_words(side: &SideReading<'_>, start: usize, end: usize) -> Range<usize> {
    let unrendered_function_word =
        |i: usize| side.is_word(i) && side.information[i] < CONTENT_INFORMATION && side.rendered[i] < 0.5;
    let mut from = start;
    while from > 0 && unrendered_function_word(from - 1) {
        from -= 1;
    }
    from..end
}

fn gap(r: &PairReading<'_>, side: Side, tokens: Range<usize>) -> Gap {
    let (here, there) = (r.side(side), r.side(side.other()));
    let open_words = tokens.clone().filter(|&i| is_open(here, i)).count();
    let information = tokens.clone().map(|i| unrendered_information(here, i)).sum();
    let words = tokens.clone().filter(|&i| here.is_word(i)).count().max(1);
    let support = tokens.clone().filter(|&i| here.is_word(i)).map(|i| here.rendered[i]).sum::<f32>() / words as f32;
    let (other_side_information, nearest_open_word) = unrendered_on_other_side(r, side, &tokens);
    let surprisal = tokens.clone().filter(|&i| is_open(here, i)).map(|i| surprisal_of_null(r, side, i)).sum();
    let (cosine_to_other_side, cosine_gain_without) = here.vectors.without(tokens.clone(), &there.vectors);
    let around = r.projected(side, tokens.start) - 6.0..r.projected(side, tokens.end.saturating_sub(1)) + 6.0;
    let poorly_rendered = (0..there.len()).filter(|&j| around.contains(&(j as f32)) && there.rendered[j] < 0.5);
    let cosine_to_open_words = here.vectors.cosine_of_parts(tokens.clone(), &there.vectors, poorly_rendered);
    Gap {
        tokens,
        open_words,
        information,
        other_side_information,
        nearest_open_word,
        support,
        surprisal,
        cosine_to_other_side,
        cosine_gain_without,
        cosine_to_open_words,
    }
}

/// Unrendered information of the other side, discounted by its distance from the position where
/// `tokens` belong; and how close the nearest unrendered content word is to it, in [0, 1].
fn unrendered_on_other_side(r: &PairReading<'_>, side: Side, tokens: &Range<usize>) -> (f32, f32) {
    let there = r.side(side.other());
    let from = r.projected(side, tokens.start);
    let to = r.projected(side, tokens.end.saturating_sub(1));
    let (from, to) = (from.min(to), from.max(to));
    // A Cauchy kernel of the distance, in tokens.
    let closeness = |j: usize, scale: f32| {
        let j = j as f32;
        let distance = if j < from {
            from - j
        } else if j > to {
            j - to
        } else {
            0.0
        };
        1.0 / (1.0 + (distance / scale).powi(2))
    };
    let information = (0..there.len()).map(|j| unrendered_information(there, j) * closeness(j, 3.0)).sum();
    let nearest = (0..there.len()).filter(|&j| is_open(there, j)).map(|j| closeness(j, 1.5)).fold(0.0, f32::max);
    (information, nearest)
}
