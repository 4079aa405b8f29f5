//! How close the words of a pair are to those of the other side, in their sentences, where the encoder has read them.

use crate::drift::side::SideReading;
use calque_aligner::{Closeness, ContextWeights};
use std::ops::Range;

/// The words of both sides with their closest counterparts; without words if the encoder has not read the pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context<'a> {
    closeness: Option<&'a Closeness>,
    sides: [Vec<Closest>; 2],
    /// See [`Closeness::shares`].
    shares: Vec<f32>,
}

/// A token and its counterparts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Closest {
    /// Whether it is a word, and no mark.
    is_word: bool,
    /// The greatest cosine to a word of the other side.
    pub(crate) cosine: f32,
    /// The greatest to one that has no closer word on this side; 0 if there is none.
    pub(crate) mutual: f32,
}

impl<'a> Context<'a> {
    /// Of the two sides of a pair.
    pub(crate) fn new(closeness: Option<&'a Closeness>, source: &SideReading<'_>, target: &SideReading<'_>) -> Self {
        let words = |side: &SideReading<'_>| (0..side.len()).map(|i| side.is_word(i)).collect();
        closeness.map_or_else(Self::default, |c| Self::of_words(c, &[words(source), words(target)]))
    }

    /// `are_words`: of each token of the source and of the target, whether it is a word.
    fn of_words(closeness: &'a Closeness, are_words: &[Vec<bool>; 2]) -> Self {
        let [sources, targets] = are_words;
        let cosine = |i: usize, j: usize| if sources[i] && targets[j] { closeness.cosine(i, j) } else { 0.0 };
        let mut best = [vec![0f32; sources.len()], vec![0f32; targets.len()]];
        for i in 0..sources.len() {
            for j in 0..targets.len() {
                best[0][i] = best[0][i].max(cosine(i, j));
                best[1][j] = best[1][j].max(cosine(i, j));
            }
        }
        let mut mutual = [vec![0f32; sources.len()], vec![0f32; targets.len()]];
        for i in 0..sources.len() {
            for j in 0..targets.len() {
                if cosine(i, j) >= best[1][j] {
                    mutual[0][i] = mutual[0][i].max(cosine(i, j));
                }
                if cosine(i, j) >= best[0][i] {
                    mutual[1][j] = mutual[1][j].max(cosine(i, j));
                }
            }
        }
        let side = |s: usize| {
            let closest = |i: usize| Closest { is_word: are_words[s][i], cosine: best[s][i], mutual: mutual[s][i] };
            (0..are_words[s].len()).map(closest).collect()
        };
        let shares = closeness.shares(ContextWeights::LEARNT.sharpness);
        Self { closeness: Some(closeness), sides: [side(0), side(1)], shares }
    }

    /// Whether the encoder has read the pair.
    pub(crate) fn is_known(&self) -> bool {
        self.closeness.is_some()
    }

    /// How far source token `i` and target token `j` are each other's counterpart among all words of both sides, in
    /// [0, 1]: also of words that say the contrary of each other, where one stands in the other's place.
    pub(crate) fn counterpart(&self, i: usize, j: usize) -> f32 {
        self.shares.get(i * self.len(1) + j).map_or(0.0, |share| share.sqrt().min(1.0))
    }

    /// How many tokens a side has: the source is side 0.
    pub(crate) fn len(&self, side: usize) -> usize {
        self.sides[side].len()
    }

    /// The words among the tokens `range` of a side.
    pub(crate) fn words(&self, side: usize, range: impl Iterator<Item = usize>) -> impl Iterator<Item = Closest> {
        range.filter_map(move |i| self.sides[side].get(i)).filter(|w| w.is_word).copied()
    }

    /// The words of a side.
    pub(crate) fn all(&self, side: usize) -> impl Iterator<Item = Closest> {
        self.words(side, 0..self.len(side))
    }

    /// The words of a side outside the tokens `range`.
    pub(crate) fn outside(&self, side: usize, range: &Range<usize>) -> impl Iterator<Item = Closest> {
        let range = range.clone();
        self.words(side, (0..self.len(side)).filter(move |i| !range.contains(i)))
    }

    /// Cosines of the words of `a` in the source and of `b` in the target to the closest among those of the other;
    /// none if one has no words.
    pub(crate) fn between(&self, a: &Range<usize>, b: &Range<usize>) -> Vec<f32> {
        let Some(c) = self.closeness else { return Vec::new() };
        let words = |side: usize, range: &Range<usize>| -> Vec<usize> {
            range.clone().filter(|&i| self.sides[side].get(i).is_some_and(|w| w.is_word)).collect()
        };
        let (a, b) = (words(0, a), words(1, b));
        if a.is_empty() || b.is_empty() {
            return Vec::new();
        }
        let there = a.iter().map(|&i| b.iter().map(|&j| c.cosine(i, j)).fold(0.0, f32::max));
        let back = b.iter().map(|&j| a.iter().map(|&i| c.cosine(i, j)).fold(0.0, f32::max));
        there.chain(back).collect()
    }

    /// Of the cosines given, two words on each side.
    #[cfg(test)]
    pub(crate) fn of_four(closeness: &'a Closeness) -> Self {
        Self::of_words(closeness, &[vec![true; 2], vec![true; 2]])
    }
}
