//! Beads: the units of an alignment.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What spoke for a bead; each in the unit its field names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Cosine of the two spans' vectors, in [-1, 1].
    pub cosine: f32,
    /// Share of the words' information that finds a translation on the other side, in [0, 1].
    pub coverage: f32,
    /// Log-likelihood ratio of the lengths against chance, in nats.
    pub length: f32,
    /// Numbers and names in common minus those that stand on one side alone.
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
    /// Why.
    pub evidence: Evidence,
}

impl Bead {
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
}
