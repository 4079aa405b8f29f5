//! Statistics of one bitext: what a right pair looks like in it.
//!
//! How much of a sentence's vocabulary finds a counterpart depends on the pair of
//! languages, on the lexicon and on how freely the translator worked; how often
//! sentences are merged or left out depends on the kind of text. These are
//! measured on the text itself ([`super::measure`]), on the best alignment so far,
//! and the features of a bead are taken relative to them. So one set of weights
//! serves novels and news, good lexicons and poor ones.

use super::time_fit::TimeFit;
use crate::numeric::logit;

/// Statistics of a bitext; the default is what is assumed before anything is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BitextStats {
    /// Expected target letters for each source letter.
    pub(crate) length_ratio: f32,
    /// Mean squared distance from the expected length, in standard deviations: 1 where
    /// [`super::length_distance`] has the variance right.
    pub(crate) length_spread: f32,
    /// Coverage in right pairs, and by chance.
    pub(crate) coverage: Level,
    /// Cosine in right pairs, and by chance.
    pub(crate) cosine: Level,
    /// Log-odds that a segment is unaligned.
    pub(crate) unaligned: f32,
    /// Log-odds that a pair has more than one segment on a side.
    pub(crate) merged: f32,
    /// How the time codes of the sides correspond, where both have them.
    pub(crate) time_fit: Option<TimeFit>,
}

/// The mean of a measure in right pairs and in pairs by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Level {
    pub(super) right: f32,
    pub(super) chance: f32,
}

impl Level {
    /// The distance from chance to right, at least 0.05.
    pub(crate) fn span(self) -> f32 {
        (self.right - self.chance).max(0.05)
    }

    /// A value on the scale where chance is 0 and the mean of right pairs 1; in [-1, 2].
    pub(crate) fn scaled(self, value: f32) -> f32 {
        ((value - self.chance) / self.span()).clamp(-1.0, 2.0)
    }
}

/// Share of unaligned segments that is assumed at first.
pub(super) const USUAL_UNALIGNED: f32 = 0.03;
/// Share of pairs with more than one segment on a side that is assumed at first. (Gale and Church 1993,
/// table 5, count 0.089 for 2-1 and 1-2 beads together, and 0.011 for 2-2.)
pub(super) const USUAL_MERGED: f32 = 0.12;

impl Default for BitextStats {
    fn default() -> Self {
        Self {
            length_ratio: 1.0,
            length_spread: 1.0,
            coverage: Level { right: 0.4, chance: 0.05 },
            cosine: Level { right: 0.6, chance: 0.0 },
            unaligned: logit(USUAL_UNALIGNED),
            merged: logit(USUAL_MERGED),
            time_fit: None,
        }
    }
}
