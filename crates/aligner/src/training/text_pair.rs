//! One text pair of the learning set: a lattice whose beads are scored again and again.
//!
//! The weights are those of a conditional random field over whole alignments (Lafferty,
//! McCallum and Pereira 2001): they maximise the probability of the alignments made by
//! hand, so that what [`crate::align`] reports as a score is a probability.

use super::gold::{Gold, GoldText};
use crate::numeric::dot;
use crate::parallel::sequentially;
use crate::sentences::input::{SideIndex, SideVectors};
use crate::sentences::job::Job;
use crate::sentences::path::BeadSpan;
use crate::sentences::score::{
    FEATURES, Feature, Grid, PAIRED, Scratch, UnalignedSegment, WeightSet, Weights, unaligned_features, weights,
};
use crate::sentences::search::{Lattice, PathSums, skip_scores};
use crate::sentences::skeleton::Band;
use calque_model::Model;

/// The names of the features, in the order of their weights.
pub fn feature_names() -> impl Iterator<Item = &'static str> {
    Feature::ALL.iter().map(|f| f.name())
}

/// The weights of a set as they are shipped, one for each feature.
pub fn shipped_weights(set: WeightSet) -> Vec<f32> {
    weights(set).to_vec()
}

/// How many beads with two sides an alignment found, and how many of them are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecodedBeads {
    /// Found, and in the gold alignment.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// In the gold alignment.
    pub gold: usize,
}

/// A text pair with the features of all beads that the search looks at with the shipped weights, and of all gold
/// beads.
pub struct PreparedPair {
    gold: Gold,
    lattice: Lattice,
    /// Features of the lattice's edges, [`PAIRED`] each.
    features: Vec<f32>,
    source_unaligned: Vec<UnalignedSegment>,
    target_unaligned: Vec<UnalignedSegment>,
    unaligned_log_odds: f32,
    outside_band: usize,
}

impl PreparedPair {
    /// Prepares a text pair for a set of weights. `None` if it cannot serve: the model of [`WeightSet::Model`] lacks a
    /// language, or the texts have no vectors for [`WeightSet::Vectors`].
    pub fn new(text: &GoldText<'_>, model: Option<&Model>, set: WeightSet) -> Option<Self> {
        let (source_text, target_text) = (text.source, text.target);
        let model = match set {
            WeightSet::Model => Some(model.filter(|m| m.knows(source_text.lang, target_text.lang))?),
            _ => None,
        };
        let vectors = match set {
            WeightSet::Vectors => Some([source_text.vectors?, target_text.vectors?]),
            _ => None,
        };
        let source = SideIndex::read(source_text.segments, source_text.lang, None);
        let target = SideIndex::read(target_text.segments, target_text.lang, None);
        let outside =
            |side: &SideIndex, k: usize| vectors.map(|v| SideVectors::of_segments(v[k].dim, v[k].data.clone(), side));
        let outside = (outside(&source, 0), outside(&target, 1));
        let mut job = Job::new((&source, source_text.lang), (&target, target_text.lang), model, outside, &sequentially);
        if set != WeightSet::Bare {
            job.prepare();
        }
        let gold = Gold::new(text);
        let band = Band::around(job.skeleton(), source.len, target.len);
        let outside_band = gold.beads.iter().filter(|b| !band.has(b.0, b.1) || !band.has(b.0 + b.2, b.1 + b.3)).count();
        let band = gold.widen(&band);
        let bitext = job.bitext();
        let mut grid = Grid::new(&bitext, (0, 0), &band, &mut Scratch::new(&bitext));
        let mut features = Vec::new();
        let keep = |f: &[f32; FEATURES]| features.extend_from_slice(&f[..PAIRED]);
        let lattice = Lattice::new(&bitext, &mut grid, band, weights(set), |span| gold.allows(span), keep);
        let source_unaligned = grid.unaligned_source(&bitext).collect();
        let target_unaligned = grid.unaligned_target(&bitext).collect();
        let unaligned_log_odds = bitext.stats.unaligned;
        Some(Self { gold, lattice, features, source_unaligned, target_unaligned, unaligned_log_odds, outside_band })
    }

    /// Gold beads that the search can express.
    pub fn gold_beads(&self) -> usize {
        self.gold.beads.len()
    }

    /// Gold beads outside the band of the search: no weights would find them.
    pub fn outside_band(&self) -> usize {
        self.outside_band
    }

    /// Whether a feature is not 0 in some bead. Those of unaligned segments always count as such.
    pub fn has_feature(&self, feature: usize) -> bool {
        feature >= PAIRED || self.features.iter().skip(feature).step_by(PAIRED).any(|&f| f != 0.0)
    }

    /// Counts the beads that are decoded with such weights, one for each feature.
    pub fn decode(&mut self, weights: &[f32]) -> DecodedBeads {
        self.score(&all_weights(weights));
        let steps = PathSums::new(&self.lattice, |_| true).decode();
        let mut out = DecodedBeads { gold: self.gold.total, ..DecodedBeads::default() };
        for step in steps.iter().filter(|s| s.span.is_paired()) {
            out.found += 1;
            out.right += usize::from(self.gold.holds(step.span));
        }
        out
    }

    /// Adds the gradient of the log-likelihood of the gold alignment to `gradient`, a number for each feature, and
    /// returns the log-likelihood, in nats; `None` if no path agrees with the gold alignment.
    ///
    /// The gradient is the expected sum of features over the paths that agree with the gold alignment, less that
    /// over all paths.
    pub fn gradient(&mut self, weights: &[f32], gradient: &mut [f64]) -> Option<f64> {
        self.score(&all_weights(weights));
        let gold = |span: BeadSpan| self.gold.allows(span);
        let all = PathSums::new(&self.lattice, |_| true);
        let right = PathSums::new(&self.lattice, gold);
        if !right.total.is_finite() || !all.total.is_finite() {
            return None;
        }
        let mut features = self.features.chunks_exact(PAIRED);
        for (k, visited) in self.lattice.visited.iter().enumerate() {
            for (edge, row) in self.lattice.edges_of(k).iter().zip(features.by_ref()) {
                let wanted = if gold(edge.span) { right.prob(visited.node, edge) } else { 0.0 };
                let difference = f64::from(wanted - all.prob(visited.node, edge));
                if difference.abs() > 1e-5 {
                    for (g, f) in gradient.iter_mut().zip(row) {
                        *g += difference * f64::from(*f);
                    }
                }
            }
        }
        let (all, right) = ((all.unaligned(|_| true), all.total), (right.unaligned(gold), right.total));
        self.add_unaligned(&self.source_unaligned, &all.0.0, &right.0.0, gradient);
        self.add_unaligned(&self.target_unaligned, &all.0.1, &right.0.1, gradient);
        Some(right.1 - all.1)
    }

    /// Adds the part of unaligned segments to the gradient.
    fn add_unaligned(&self, segments: &[UnalignedSegment], all: &[[f32; 2]], right: &[[f32; 2]], gradient: &mut [f64]) {
        let mut features = [0.0; FEATURES];
        for (segment, (all, right)) in segments.iter().zip(all.iter().zip(right)) {
            for (k, opening) in [false, true].into_iter().enumerate() {
                unaligned_features(*segment, self.unaligned_log_odds, opening, &mut features);
                for (g, f) in gradient.iter_mut().zip(&features).skip(PAIRED) {
                    *g += f64::from((right[k] - all[k]) * f);
                }
            }
        }
    }

    /// Scores all beads anew.
    fn score(&mut self, weights: &Weights) {
        for (edge, f) in self.lattice.edges.iter_mut().zip(self.features.chunks_exact(PAIRED)) {
            edge.score = dot(&weights[..PAIRED], f);
        }
        let skip = |segment: &UnalignedSegment| skip_scores(*segment, self.unaligned_log_odds, weights);
        self.lattice.skip_source = self.source_unaligned.iter().map(skip).collect();
        self.lattice.skip_target = self.target_unaligned.iter().map(skip).collect();
    }
}

/// Weights as an array; those that are missing are 0.
fn all_weights(weights: &[f32]) -> Weights {
    let mut out = [0.0; FEATURES];
    out.iter_mut().zip(weights).for_each(|(o, w)| *o = *w);
    out
}
