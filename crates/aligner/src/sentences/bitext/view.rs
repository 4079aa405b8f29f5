//! The two texts as skeleton, scores and search see them.

use super::stats::BitextStats;
use super::unaligned::KeptUnaligned;
use crate::numeric::dot;
use crate::sentences::input::{RunVectors, SideIndex, SideVectors};
use crate::sentences::lexicon::LinkTable;

/// Both sides, and all that is known of how they correspond.
pub(crate) struct Bitext<'a> {
    pub(crate) source: &'a SideIndex,
    pub(crate) target: &'a SideIndex,
    /// Which source words may be translated by which target words.
    pub(crate) links: &'a LinkTable,
    pub(crate) source_vectors: &'a SideVectors,
    pub(crate) target_vectors: &'a SideVectors,
    /// What a right pair looks like in this text.
    pub(crate) stats: BitextStats,
    /// Whether block boundaries are informative on both sides.
    pub(crate) structured: bool,
    /// Whether the kinds of blocks are.
    pub(crate) kinds: bool,
    /// Most segments on one side of a bead.
    pub(crate) max_span: usize,
    /// Whether cosines enter the soft assignment of segments, beside coverage. Only with a model: vectors from
    /// outside are kept apart from words.
    pub(crate) vectors_in_attention: bool,
    /// Segments that no bead with two sides may hold.
    pub(crate) kept_unaligned: Option<&'a KeptUnaligned>,
}

impl Bitext<'_> {
    /// Vectors of source segments `from..to`.
    pub(crate) fn source_run(&self, from: usize, to: usize) -> RunVectors {
        self.source_vectors.run(self.source, from, to)
    }

    /// Vectors of target segments `from..to`.
    pub(crate) fn target_run(&self, from: usize, to: usize) -> RunVectors {
        self.target_vectors.run(self.target, from, to)
    }

    /// Whether both sides have vectors of the same space.
    pub(crate) fn has_vectors(&self) -> bool {
        self.source_vectors.dim > 0 && self.source_vectors.dim == self.target_vectors.dim
    }

    /// Share of the information of segments `i` and `j` that finds a linked word in the other, in [0, 1]. Four
    /// nats are added to the whole, so that a pair of a word or two is not fully covered by one link.
    pub(crate) fn coverage(&self, i: usize, j: usize) -> f32 {
        let (a, b) = (self.source.tokens_of(i), self.target.tokens_of(j));
        let mut target_strength = vec![0.0f32; b.len()];
        let mut covered = 0.0;
        for &word in a {
            let links = self.links.of(word);
            let mut strength = 0.0f32;
            for (k, other) in b.iter().enumerate() {
                if let Some(&(_, link)) = links.iter().find(|l| l.0 == *other) {
                    strength += link;
                    target_strength[k] += link;
                }
            }
            covered += strength.min(1.0) * self.source.types[word as usize].info;
        }
        for (&word, strength) in b.iter().zip(target_strength) {
            covered += strength.min(1.0) * self.target.types[word as usize].info;
        }
        covered / (self.source.info(i, i + 1) + self.target.info(j, j + 1) + 4.0)
    }

    /// Cosine of the vectors of segments `i` and `j`; 0 without vectors.
    pub(crate) fn cosine(&self, i: usize, j: usize) -> f32 {
        if !self.has_vectors() {
            return 0.0;
        }
        let (a, b) = (self.source_run(i, i + 1), self.target_run(j, j + 1));
        let (a, b) = (a.segment(i), b.segment(j));
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1e-6)
    }
}
