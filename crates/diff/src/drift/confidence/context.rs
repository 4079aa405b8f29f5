//! What the encoder says of a finding: how close its words are, in their sentences, to words of the other side.
//!
//! A word whose meaning the other side says has a close counterpart there, whatever the
//! lexicon knows of the two; words that nobody rendered, or that say something else,
//! have a distant one. How distant is judged beside the rest of the pair: in a free
//! translation all words are farther from their counterparts.

use crate::drift::reading::context::{Closest, Context};
use crate::drift::signals::signals;
use std::ops::Range;

signals! {
    /// Signals from the encoder, shared by all rules: cosines, or differences of cosines; -1 where there are no
    /// words to be compared, 0 if the encoder has not read the pair.
    pub(crate) struct ContextSignals {
        /// Mean, over the finding's words in the source, of the cosine of the closest target word.
        source_closest,
        /// The same for its words in the target.
        target_closest,
        /// The least of them in the source.
        source_least_close,
        /// The same in the target.
        target_least_close,
        /// The mean over all other words of both sides.
        rest_closest,
        /// How far below it the finding's words are, on the side where they are farther from their counterparts.
        below_rest,
        /// The mean over the three words on each side of the finding's, on the side where it is less.
        nearby_closest,
        /// Mean cosine of the finding's words of each side and the closest among those of the other.
        between,
        /// Mean of the greatest cosine of each of the finding's words to a word that has no closer one, on the side
        /// where it is less.
        own_counterpart,
        /// Mean of the four words outside the finding that are farthest from their counterparts.
        worst_closest_elsewhere,
    }
}

/// How many signals.
pub(crate) const CONTEXT: usize = ContextSignals::NAMES.len();
/// How many words on each side of a finding are near by.
const NEARBY: usize = 3;
/// How many of the words farthest from their counterparts are looked at.
const WORST: usize = 4;

/// The signals of a finding on the source tokens `a` and the target tokens `b`.
pub(crate) fn context_signals(c: &Context<'_>, a: &Range<usize>, b: &Range<usize>) -> ContextSignals {
    if !c.is_known() {
        return ContextSignals::default();
    }
    let own = [(0, a), (1, b)].map(|(side, range)| c.words(side, range.clone()).collect::<Vec<Closest>>());
    let of_own = |value: fn(&Closest) -> f32| own.each_ref().map(|words| mean(words.iter().map(value)));
    let (closest, mutual) = (of_own(|w| w.cosine), of_own(|w| w.mutual));
    let least = own.each_ref().map(|words| words.iter().map(|w| w.cosine).reduce(f32::min).unwrap_or(NONE));
    let rest = worst_first(c.outside(0, a).chain(c.outside(1, b)));
    let rest_closest = if rest.is_empty() { NONE } else { mean(rest.iter().copied()) };
    ContextSignals {
        source_closest: closest[0],
        target_closest: closest[1],
        source_least_close: least[0],
        target_least_close: least[1],
        rest_closest,
        below_rest: lesser(closest).map_or(0.0, |own| rest_closest - own),
        nearby_closest: lesser([nearby(c, 0, a), nearby(c, 1, b)]).unwrap_or(NONE),
        between: mean(c.between(a, b).into_iter()),
        own_counterpart: lesser(mutual).unwrap_or(NONE),
        worst_closest_elsewhere: mean(rest.into_iter().take(WORST)),
    }
}

/// Mean closeness of all words of the side where it is less, and of its worst words.
pub(crate) fn closeness_of_pair(c: &Context<'_>) -> [f32; 2] {
    let sides = [0, 1].map(|side| worst_first(c.all(side)));
    let of = |n: usize| lesser(sides.each_ref().map(|words| mean(words.iter().take(n).copied()))).unwrap_or(0.0);
    [of(usize::MAX), of(WORST)]
}

/// Where there is nothing to be told.
const NONE: f32 = -1.0;

/// The closest cosine of each word, the least first.
fn worst_first(words: impl Iterator<Item = Closest>) -> Vec<f32> {
    let mut all: Vec<f32> = words.map(|w| w.cosine).collect();
    all.sort_by(f32::total_cmp);
    all
}

/// The mean over the words before and after `range`; -1 if it is empty.
fn nearby(c: &Context<'_>, side: usize, range: &Range<usize>) -> f32 {
    if range.is_empty() {
        return NONE;
    }
    let around = range.start.saturating_sub(NEARBY)..range.end + NEARBY;
    mean(c.words(side, around.filter(|i| !range.contains(i))).map(|w| w.cosine))
}

/// The lesser of those of two sides that are known.
fn lesser(sides: [f32; 2]) -> Option<f32> {
    sides.into_iter().filter(|x| *x > NONE).reduce(f32::min)
}

/// The mean; -1 of nothing.
fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, n) = values.fold((0.0, 0usize), |(sum, n), x| (sum + x, n + 1));
    if n == 0 { NONE } else { sum / n as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::signals::Signals;
    use calque_aligner::Closeness;

    /// Two words on each side; the second of the source has no counterpart of its own.
    fn closeness() -> Closeness {
        Closeness { cosines: vec![0.8, 0.3, 0.4, 0.2], targets: 2 }
    }

    #[test]
    fn a_word_without_counterpart_is_far_below_the_rest() {
        let closeness = closeness();
        let signals = context_signals(&Context::of_four(&closeness), &(1..2), &(0..0));
        assert!((signals.source_closest - 0.4).abs() < 1e-6);
        assert_eq!(signals.target_closest, -1.0);
        assert!(signals.below_rest > 0.1);
        assert_eq!(signals.own_counterpart, 0.0, "its closest word has a closer one");
        assert_eq!(signals.between, -1.0);
    }

    #[test]
    fn between_is_the_closeness_of_the_words_of_both_sides() {
        let closeness = closeness();
        let signals = context_signals(&Context::of_four(&closeness), &(0..1), &(1..2));
        assert!((signals.between - 0.3).abs() < 1e-6);
    }

    #[test]
    fn without_the_encoder_all_is_zero() {
        let signals = context_signals(&Context::default(), &(0..1), &(0..1));
        assert!(signals.values().all(|x| x == 0.0));
        assert_eq!(closeness_of_pair(&Context::default()), [0.0; 2]);
    }
}
