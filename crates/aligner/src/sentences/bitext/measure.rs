//! Measures the statistics of a bitext on the best alignment so far.
//!
//! Every mean begins with some weight on the default, which stands for that many
//! pairs of a usual text: a short text says little. Limits and these weights are set by hand.

use super::length::length_distance;
use super::stats::{BitextStats, Level, USUAL_MERGED, USUAL_UNALIGNED};
use super::time_fit::TimeFit;
use super::view::Bitext;
use crate::numeric::logit;
use crate::sentences::path::Step;

/// What is measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MeasuredOn {
    /// A skeleton. It does not tell how often segments are merged or left out.
    Skeleton,
    /// An alignment.
    Alignment,
}

/// Most pairs of one segment to one that are measured, at equal distances.
const MAX_PAIRS: usize = 600;
/// Pairs with less information on a side, in nats, say little of coverage.
const MIN_INFO: f32 = 12.0;
/// A pair by chance takes the target segment this far behind the right one.
const CHANCE_OFFSET: usize = 17;
/// Least means of right pairs: an alignment that falls short of them holds few translations, and is no
/// measure of one.
const MIN_COSINE: f32 = 0.4;
const MIN_COVERAGE: f32 = 0.17;
/// Upper limit of the share of unaligned segments: however much one side lacks, what is there is as likely
/// to have a translation as elsewhere.
const MAX_UNALIGNED: f32 = 0.2;
/// Upper limit of the share of merged pairs.
const MAX_MERGED: f32 = 0.9;

/// A weighted mean.
struct Mean {
    sum: f32,
    weight: f32,
}

impl Mean {
    /// A mean that begins at `value`, with some weight.
    fn from(value: f32, weight: f32) -> Self {
        Self { sum: value * weight, weight }
    }

    fn add(&mut self, value: f32, weight: f32) {
        self.sum += value * weight;
        self.weight += weight;
    }

    fn value(&self) -> f32 {
        self.sum / self.weight
    }
}

impl BitextStats {
    /// These statistics measured anew on an alignment or skeleton. What `basis` does not tell stays.
    pub(crate) fn measure(&self, bitext: &Bitext<'_>, steps: &[Step], basis: MeasuredOn) -> Self {
        let mut out = *self;
        let pairs: Vec<&Step> = steps.iter().filter(|s| s.span.m == 1 && s.span.n == 1 && s.prob > 0.5).collect();
        let stride = pairs.len().div_ceil(MAX_PAIRS).max(1);
        out.length_ratio = length_ratio(bitext, steps);
        out.measure_levels(bitext, pairs.iter().copied().step_by(stride), basis);
        let starts = |s: &&Step| {
            let (i, j) = (s.span.i, s.span.j);
            let (source, target) = (bitext.source.time(i, i + 1)?, bitext.target.time(j, j + 1)?);
            Some((source.0, target.0))
        };
        let times: Vec<(f32, f32)> = pairs.iter().step_by(stride).filter_map(starts).collect();
        out.time_fit = TimeFit::new(&times).or(out.time_fit);
        if basis == MeasuredOn::Alignment {
            out.measure_shapes(steps);
        }
        out
    }

    /// Lengths, coverage and cosine, of pairs of one segment to one.
    fn measure_levels<'s>(&mut self, bitext: &Bitext<'_>, pairs: impl Iterator<Item = &'s Step>, basis: MeasuredOn) {
        let usual = Self::default();
        let mut coverage = (Mean::from(usual.coverage.right, 4.0), Mean::from(usual.coverage.chance, 4.0));
        let mut cosine = (Mean::from(usual.cosine.right, 4.0), Mean::from(usual.cosine.chance, 4.0));
        let mut spread = Mean::from(1.0, 10.0);
        for step in pairs {
            let (i, j) = (step.span.i, step.span.j);
            let chars = (bitext.source.chars(i, i + 1), bitext.target.chars(j, j + 1));
            spread.add(length_distance(chars.0, chars.1, self.length_ratio).min(6.0), step.prob);
            let info = bitext.source.info(i, i + 1).min(bitext.target.info(j, j + 1));
            if info < MIN_INFO {
                continue;
            }
            let other = if j + CHANCE_OFFSET < bitext.target.len { j + CHANCE_OFFSET } else { j / 2 };
            coverage.0.add(bitext.coverage(i, j), step.prob);
            cosine.0.add(bitext.cosine(i, j), step.prob);
            if other != j {
                coverage.1.add(bitext.coverage(i, other), step.prob);
                cosine.1.add(bitext.cosine(i, other), step.prob);
            }
        }
        self.coverage = Level { right: coverage.0.value(), chance: coverage.1.value() };
        self.cosine = Level { right: cosine.0.value(), chance: cosine.1.value() };
        if bitext.has_vectors() {
            self.cosine.right = self.cosine.right.max(MIN_COSINE);
        }
        if bitext.has_vectors() || basis == MeasuredOn::Alignment {
            self.coverage.right = self.coverage.right.max(MIN_COVERAGE);
        }
        self.length_spread = spread.value();
    }

    /// How often segments are left out, and merged.
    fn measure_shapes(&mut self, steps: &[Step]) {
        let (mut unaligned, mut merged) = (Mean::from(USUAL_UNALIGNED, 20.0), Mean::from(USUAL_MERGED, 20.0));
        for step in steps {
            let (m, n) = (step.span.m, step.span.n);
            if step.span.is_paired() {
                unaligned.add(0.0, (m + n) as f32);
                merged.add(if m + n > 2 { step.prob } else { 1.0 - step.prob }.min(0.9), 1.0);
            } else {
                unaligned.add(step.prob, 1.0);
            }
        }
        self.unaligned = logit(unaligned.value().min(MAX_UNALIGNED));
        self.merged = logit(merged.value().min(MAX_MERGED));
    }
}

/// Target letters for each source letter in paired segments, in [0.5, 2].
fn length_ratio(bitext: &Bitext<'_>, steps: &[Step]) -> f32 {
    let (mut source, mut target) = (Mean::from(1.0, 400.0), Mean::from(1.0, 400.0));
    for step in steps.iter().filter(|s| s.span.is_paired()) {
        let (span, end) = (step.span, step.span.end());
        source.add(1.0, step.prob * bitext.source.chars(span.i, end.0));
        target.add(1.0, step.prob * bitext.target.chars(span.j, end.1));
    }
    (target.weight / source.weight).clamp(0.5, 2.0)
}
