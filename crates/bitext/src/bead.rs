//! Beads: the units of an alignment.

use crate::chain::heaviest_chain;
use calque_text::Side;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The evidence for a bead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Cosine of the two spans' vectors, in [-1, 1].
    pub cosine: f32,
    /// Share of the words' information that finds a translation on the other side, in [0, 1].
    pub coverage: f32,
    /// Log-likelihood ratio of the lengths against chance, in nats.
    pub length: f32,
    /// Numbers and names that both sides have, minus those that only one side has.
    pub anchors: f32,
}

/// One alignment unit: `source` segments to `target` segments.
///
/// Either range may be empty: the bead is then *unaligned*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Indices of source segments.
    pub source: Range<usize>,
    /// Indices of target segments.
    pub target: Range<usize>,
    /// Probability in [0, 1] that the bead is right.
    pub score: f32,
    /// The evidence for it.
    pub evidence: Evidence,
}

impl Bead {
    /// The indices of its segments on one side.
    pub fn segments(&self, side: Side) -> Range<usize> {
        match side {
            Side::Source => self.source.clone(),
            Side::Target => self.target.clone(),
        }
    }

    /// The least probability of a bead that nobody need look at.
    pub const DOUBTFUL: f32 = 0.5;

    /// Whether it has two sides that rather do not belong together.
    pub fn is_doubtful(&self) -> bool {
        !self.is_unaligned() && self.score < Self::DOUBTFUL
    }

    /// Whether one side is empty.
    pub fn is_unaligned(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }
}

/// Beads in order: monotone, covering every segment of both sides once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// The beads.
    pub beads: Vec<Bead>,
}

impl Alignment {
    /// The beads with both sides present.
    pub fn pairs(&self) -> impl Iterator<Item = &Bead> {
        self.beads.iter().filter(|b| !b.is_unaligned())
    }

    /// Mean score of the segments' beads weighted by segments, 0 where unaligned:
    /// how much of the two texts are translations of each other.
    pub fn confidence(&self) -> f32 {
        let (mut sum, mut n) = (0.0, 0.0);
        for b in &self.beads {
            let w = (b.source.len() + b.target.len()) as f32;
            n += w;
            if !b.is_unaligned() {
                sum += w * b.score;
            }
        }
        if n > 0.0 { sum / n } else { 0.0 }
    }

    /// By bead: whether it crosses the others, as a passage does that was moved. All false unless
    /// crossings were asked for.
    pub fn crossed(&self) -> Vec<bool> {
        crossed(&self.beads)
    }
}

/// By bead: whether it is outside the heaviest chain of beads that rise on both sides.
pub fn crossed(beads: &[Bead]) -> Vec<bool> {
    let mut paired: Vec<&Bead> = beads.iter().filter(|b| !b.is_unaligned()).collect();
    let rising = |a: &Bead, b: &Bead| a.source.end <= b.source.start && a.target.end <= b.target.start;
    if paired.windows(2).all(|pair| rising(pair[0], pair[1])) {
        return vec![false; beads.len()];
    }
    paired.sort_by_key(|b| b.source.start);
    let width = paired.iter().map(|b| b.target.end).max().unwrap_or(0);
    let candidates: Vec<(u32, u32, f32)> = paired
        .iter()
        .map(|b| (b.source.start as u32, b.target.start as u32, (b.source.len() + b.target.len()) as f32))
        .collect();
    let chain = heaviest_chain(&candidates, 0, width);
    let in_chain = |b: &Bead| chain.binary_search_by_key(&b.source.start, |link| link.0.0).is_ok();
    beads.iter().map(|b| !b.is_unaligned() && !in_chain(b)).collect()
}
