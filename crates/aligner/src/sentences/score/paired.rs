//! The features of a bead with two sides. What each is, [`super::feature`] says.
//!
//! Every feature treats the two sides alike, so that swapping them changes nothing.

use super::feature::{FEATURES, Feature};
use super::grid::Grid;
use super::node_sums::{NeighbourGain, NodeSums};
use crate::sentences::bitext::{Bitext, length_distance};
use crate::sentences::input::{Ending, MARKS, RunSums};
use crate::sentences::path::BeadSpan;
use crate::sentences::types::MAX_SPAN;

/// The features of the marks that are counted, in the order of their kinds.
const MARK_FEATURES: [Feature; MARKS] =
    [Feature::Questions, Feature::Exclamations, Feature::Quotes, Feature::Colons, Feature::Brackets, Feature::Signs];

/// The features of one bead, being written.
struct Row<'a>(&'a mut [f32; FEATURES]);

impl Row<'_> {
    fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }
}

/// A bead, with what it is computed from.
struct PairedBead<'a> {
    bitext: &'a Bitext<'a>,
    grid: &'a Grid,
    sums: &'a NodeSums,
    /// Its segments, counted from the beginning of the grid.
    span: BeadSpan,
    /// Its first segments, counted from the beginning of the texts.
    first: (usize, usize),
    /// Sums over its source and its target segments.
    source: RunSums,
    target: RunSums,
    /// Its segments beyond two.
    extra: f32,
}

/// Writes the features of a bead, counted from the beginning of the grid. `sums` are those of the node at
/// which it begins.
pub(crate) fn paired_features(
    bitext: &Bitext<'_>,
    grid: &Grid,
    sums: &NodeSums,
    span: BeadSpan,
    out: &mut [f32; FEATURES],
) {
    *out = [0.0; FEATURES];
    let first = (grid.first().0 + span.i, grid.first().1 + span.j);
    let extra = (span.m + span.n - 2) as f32;
    let source = bitext.source.sums(first.0, first.0 + span.m);
    let target = bitext.target.sums(first.1, first.1 + span.n);
    let bead = PairedBead { bitext, grid, sums, span, first, source, target, extra };
    let row = &mut Row(out);
    bead.shape(row);
    bead.lengths_and_marks(row);
    bead.words(row);
    bead.attention(row);
    bead.vectors(row);
    bead.neighbours(row);
    bead.time_and_blocks(row);
}

impl PairedBead<'_> {
    fn shape(&self, row: &mut Row<'_>) {
        let BeadSpan { m, n, .. } = self.span;
        let shape = match (m.min(n), m.max(n)) {
            (1, 1) => Feature::OneToOne,
            (1, 2) => Feature::OneToTwo,
            (1, 3) => Feature::OneToThree,
            (1, 4) => Feature::OneToFour,
            (1, _) => Feature::OneToMore,
            (2, 2) => Feature::TwoToTwo,
            (2, _) => Feature::TwoToMore,
            _ => Feature::ManyToMany,
        };
        row.set(shape, 1.0);
        row.set(Feature::ExtraSegments, (self.extra - 2.0).max(0.0));
        row.set(Feature::MergeLogOdds, if self.extra > 0.0 { self.bitext.stats.merged } else { 0.0 });
    }

    /// Lengths, marks, numbers: what sums over each side tell.
    fn lengths_and_marks(&self, row: &mut Row<'_>) {
        let BeadSpan { m, n, .. } = self.span;
        let (bitext, stats, (s0, t0)) = (self.bitext, &self.bitext.stats, self.first);
        let (s, t) = (&self.source, &self.target);
        let distance = length_distance(s.chars, t.chars, stats.length_ratio) / stats.length_spread;
        row.set(Feature::LengthSquared, distance.min(16.0));
        row.set(Feature::LengthDistance, distance.sqrt().min(6.0));
        let ratio = ((t.chars + 8.0) / (s.chars * stats.length_ratio + 8.0)).ln().abs();
        row.set(Feature::LengthRatio, ratio.min(2.0));
        let chars = s.chars * stats.length_ratio + t.chars;
        row.set(Feature::LogLength, (chars / 40.0 + 1.0).ln());
        for (k, feature) in MARK_FEATURES.into_iter().enumerate() {
            row.set(feature, (s.marks[k] - t.marks[k]).abs().min(3.0));
        }
        let endings = (bitext.source.endings[s0 + m - 1], bitext.target.endings[t0 + n - 1]);
        row.set(Feature::EndingsDiffer, f32::from(u8::from(endings.0 != endings.1)));
        let paused = (endings.0 == Ending::Pause, endings.1 == Ending::Pause);
        row.set(Feature::PauseOnOneSide, f32::from(u8::from(paused.0 != paused.1)));
        row.set(Feature::PauseOnBothSides, f32::from(u8::from(paused.0 && paused.1)));
        let common = self.sums.numbers(m, n).min(s.numbers).min(t.numbers);
        row.set(Feature::NumbersKept, common.min(4.0));
        row.set(Feature::NumbersLost, (s.numbers + t.numbers - 2.0 * common).min(6.0));
        if bitext.structured {
            let opens = (bitext.source.opens[s0], bitext.target.opens[t0]);
            let one = |b: bool| f32::from(u8::from(b));
            let inside = (s.opens - one(opens.0)) + (t.opens - one(opens.1));
            row.set(Feature::BreaksInside, inside.min(4.0));
        }
    }

    /// Coverage, in all and of the segments at the edges.
    fn words(&self, row: &mut Row<'_>) {
        let BeadSpan { m, n, .. } = self.span;
        let level = self.bitext.stats.coverage;
        let (source_info, target_info) = (self.source.info, self.target.info);
        let (source, target) = (self.sums.source_coverage(m, n), self.sums.target_coverage(m, n));
        let covered = source + target;
        let share = covered / (source_info + target_info + 4.0);
        let scaled = level.scaled(share);
        row.set(Feature::Coverage, scaled);
        row.set(Feature::CoverageHinge, (scaled - 0.3).max(0.0));
        row.set(Feature::CoverageHighHinge, (scaled - 0.7).max(0.0));
        let least = (source / (source_info + 2.0)).min(target / (target_info + 2.0));
        row.set(Feature::CoverageMin, level.scaled(least));
        row.set(Feature::LogCovered, (1.0 + covered).ln());
        row.set(Feature::Covered, (covered / 40.0).min(4.0));
        row.set(Feature::Uncovered, ((source_info + target_info - covered) / 60.0).min(4.0));
        row.set(Feature::CoverageUnscaled, share);
        if self.extra > 0.0 {
            let edge = self.edge_coverage();
            row.set(Feature::EdgeCoverage, edge.min(1.0));
            row.set(Feature::EdgeUncovered, (0.1 - edge).max(0.0) * 10.0);
        }
    }

    fn attention(&self, row: &mut Row<'_>) {
        let BeadSpan { m, n, .. } = self.span;
        let (source, target) = self.sums.attention(m, n);
        let (source, target) = (source / m as f32, target / n as f32);
        row.set(Feature::Attention, source + target);
        row.set(Feature::AttentionMin, source.min(target));
        row.set(Feature::AttentionMinHinge, (source.min(target) - 0.5).max(0.0));
    }

    fn vectors(&self, row: &mut Row<'_>) {
        if !self.bitext.has_vectors() {
            return;
        }
        let cosine = self.cosine();
        let scaled = self.bitext.stats.cosine.scaled(cosine);
        row.set(Feature::Cosine, scaled);
        row.set(Feature::CosineHinge, (scaled - 0.4).max(0.0));
        row.set(Feature::CosineHighHinge, (scaled - 0.8).max(0.0));
        if self.extra > 0.0 {
            row.set(Feature::EdgeCosineGain, self.edge_cosine_gain(cosine));
        }
    }

    /// What the four segments next to the bead would add: a large gain says that the bead is too short.
    fn neighbours(&self, row: &mut Row<'_>) {
        let BeadSpan { m, n, .. } = self.span;
        let span = self.bitext.stats.coverage.span();
        let scaled = |gains: [NeighbourGain; 2], info: f32| {
            gains.map(|gain| (gain.coverage / (info + 8.0) / span).clamp(0.0, 1.5))
        };
        let (from_source, from_target) = (self.sums.source_gains(m, n), self.sums.target_gains(m, n));
        let gains = [scaled(from_source, self.target.info), scaled(from_target, self.source.info)];
        let best = gains.iter().flatten().fold(0.0f32, |a, &b| a.max(b));
        row.set(Feature::NeighbourGain, best);
        row.set(Feature::NeighbourGainHinge, (best - 0.25).max(0.0));
        row.set(Feature::NeighbourGainSum, gains.iter().flatten().sum());
        if self.bitext.has_vectors() {
            row.set(Feature::NeighbourCosineGain, self.neighbour_cosine_gain(from_source, from_target));
        }
    }

    fn time_and_blocks(&self, row: &mut Row<'_>) {
        let BeadSpan { m, n, .. } = self.span;
        let (bitext, (s0, t0)) = (self.bitext, self.first);
        if let Some(fit) = bitext.stats.time_fit {
            let times = bitext.source.time(s0, s0 + m).zip(bitext.target.time(t0, t0 + n));
            row.set(Feature::TimeLogOdds, times.map_or(0.0, |(s, t)| fit.log_odds(s, t)));
        }
        if bitext.structured {
            let one = |b: bool| f32::from(u8::from(b));
            let opens = bitext.source.opens[s0] != bitext.target.opens[t0];
            let kinds = bitext.kinds && bitext.source.kinds[s0] != bitext.target.kinds[t0];
            row.set(Feature::BreaksDiffer, one(opens) + one(kinds));
        }
    }

    fn cosine(&self) -> f32 {
        let BeadSpan { i, j, m, n } = self.span;
        let (source, target) = (self.grid.source_norms[i][m - 1], self.grid.target_norms[j][n - 1]);
        cosine(self.sums.dot(m, n), source, target)
    }

    /// Coverage of the first or last segment that is covered least, smoothed by a nat; 1 at most.
    fn edge_coverage(&self) -> f32 {
        let BeadSpan { m, n, .. } = self.span;
        let mut least = 1.0f32;
        if m > 1 {
            let coverage = |k| self.sums.source_coverage(k, n);
            for (k, covered) in [(0, coverage(1)), (m - 1, coverage(m) - coverage(m - 1))] {
                let info = self.bitext.source.info(self.first.0 + k, self.first.0 + k + 1);
                least = least.min((covered + 1.0) / (info + 3.0));
            }
        }
        if n > 1 {
            let coverage = |k| self.sums.target_coverage(m, k);
            for (k, covered) in [(0, coverage(1)), (n - 1, coverage(n) - coverage(n - 1))] {
                let info = self.bitext.target.info(self.first.1 + k, self.first.1 + k + 1);
                least = least.min((covered + 1.0) / (info + 3.0));
            }
        }
        least
    }

    /// By how much the cosine would fall without the first or last segment that it needs least; at least -0.5.
    fn edge_cosine_gain(&self, whole_cosine: f32) -> f32 {
        let BeadSpan { i, j, m, n } = self.span;
        let grid = self.grid;
        let mut least = 1.0f32;
        let mut without = |dot: f32, source: f32, target: f32| {
            least = least.min(whole_cosine - cosine(dot, source, target));
        };
        let dot = |m: usize, n: usize| self.sums.dot(m, n);
        let whole = dot(m, n);
        let (source, target) = (grid.source_norms[i][m - 1], grid.target_norms[j][n - 1]);
        if m > 1 {
            without(dot(m - 1, n), grid.source_norms[i][m - 2], target);
            without(whole - dot(1, n), grid.source_norms[i + 1][m - 2], target);
        }
        if n > 1 {
            without(dot(m, n - 1), source, grid.target_norms[j][n - 2]);
            without(whole - dot(m, 1), source, grid.target_norms[j + 1][n - 2]);
        }
        least.max(-0.5)
    }

    /// By how much the cosine would rise with the best of the neighbours; in [0, 0.5].
    fn neighbour_cosine_gain(&self, from_source: [NeighbourGain; 2], from_target: [NeighbourGain; 2]) -> f32 {
        let BeadSpan { i, j, m, n } = self.span;
        let grid = self.grid;
        let (whole, own) = (self.sums.dot(m, n), self.cosine());
        let (source, target) = (grid.source_norms[i][m - 1], grid.target_norms[j][n - 1]);
        let mut most = 0.0f32;
        let mut with = |dot: f32, source: f32, target: f32| {
            most = most.max(cosine(whole + dot, source, target) - own);
        };
        if m < MAX_SPAN {
            if i > 0 {
                with(from_source[0].dot, grid.source_norms[i - 1][m], target);
            }
            with(from_source[1].dot, grid.source_norms[i][m], target);
        }
        if n < MAX_SPAN {
            if j > 0 {
                with(from_target[0].dot, source, grid.target_norms[j - 1][n]);
            }
            with(from_target[1].dot, source, grid.target_norms[j][n]);
        }
        most.min(0.5)
    }
}

/// Cosine of two vectors by their dot product and squared norms.
fn cosine(dot: f32, source: f32, target: f32) -> f32 {
    dot / (source * target).sqrt().max(1e-6)
}
