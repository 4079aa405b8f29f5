//! The verdict of a screen on a pair.

use super::filters::{ALL, COUNT, position};

/// The filters that reject a pair, and the scores of those that ran.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterVerdict {
    /// By index in [`ALL`]: the score of each filter that ran and had evidence.
    pub scores: [Option<f32>; COUNT],
    /// A bit for each filter that rejects, by index in [`ALL`].
    pub(super) rejects: u32,
}

impl FilterVerdict {
    /// Whether no filter rejects.
    pub fn keeps(&self) -> bool {
        self.rejects == 0
    }

    /// The filters that reject, cheapest first.
    pub fn reasons(&self) -> impl Iterator<Item = &'static str> + '_ {
        (0..COUNT).filter(|i| self.rejects >> i & 1 == 1).map(|i| ALL[i].id())
    }

    /// The scores by the names of their filters.
    pub fn named_scores(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        self.scores.iter().enumerate().filter_map(|(i, s)| Some((ALL[i].id(), (*s)?)))
    }

    /// One number for the whole pair, in [0, 1]: the lower of the alignment and fidelity scores; 0.5
    /// where neither ran.
    pub fn quality(&self) -> f32 {
        let score = |id| position(id).and_then(|i| self.scores[i]);
        match (score("alignment"), score("fidelity")) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b).unwrap_or(0.5),
        }
    }
}
