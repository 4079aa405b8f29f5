//! The habits of one bitext: what a good pair looks like in it.
//!
//! How much of a sentence's vocabulary finds a partner depends on the pair of
//! languages, on the lexicon and on how freely the translator worked; how
//! often sentences are merged or left out depends on the kind of text. These
//! are measured on the text itself, on the best alignment known so far, and
//! the features of a bead are taken relative to them. So one set of weights
//! serves novels and news, good lexicons and poor ones.

use crate::clock::Clock;
use crate::features::length_distance;
use crate::grid::Texts;
use crate::paths::Step;
use crate::vectors::dot;

/// Habits; the default is what holds where nothing has been measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Habits {
    /// Expected target characters for one source character.
    pub(crate) ratio: f32,
    /// Mean squared distance from the expected length.
    pub(crate) spread: f32,
    /// Share of words covered in a right pair, and by chance.
    pub(crate) cover: Level,
    /// Cosine in a right pair, and by chance.
    pub(crate) cosine: Level,
    /// Log-odds of a segment being unaligned.
    pub(crate) alone: f32,
    /// Log-odds of a pair holding more than one segment on a side.
    pub(crate) merged: f32,
    /// How the time codes of the sides run, where both have them.
    pub(crate) clock: Option<Clock>,
}

/// A measure's mean in right pairs and in pairs by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Level {
    right: f32,
    chance: f32,
}

impl Level {
    /// From chance to right.
    pub(crate) fn span(self) -> f32 {
        (self.right - self.chance).max(0.05)
    }

    /// 0 by chance, 1 as in a right pair.
    pub(crate) fn of(self, value: f32) -> f32 {
        ((value - self.chance) / self.span()).clamp(-1.0, 2.0)
    }
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            ratio: 1.0,
            spread: 1.0,
            cover: Level { right: 0.4, chance: 0.05 },
            cosine: Level { right: 0.6, chance: 0.0 },
            alone: logit(0.03),
            merged: logit(0.12),
            clock: None,
        }
    }
}

fn logit(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

/// A mean that begins with some weight on what is usual.
struct Mean {
    sum: f32,
    weight: f32,
}

impl Mean {
    fn from(usual: f32, weight: f32) -> Self {
        Self { sum: usual * weight, weight }
    }

    fn add(&mut self, value: f32, weight: f32) {
        self.sum += value * weight;
        self.weight += weight;
    }

    fn value(&self) -> f32 {
        self.sum / self.weight
    }
}

/// What the habits are measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// A skeleton: it says nothing of how often segments are merged or left out.
    Skeleton,
    /// An alignment.
    Alignment,
}

/// Most pairs looked at.
const SAMPLE: usize = 600;

impl Habits {
    /// Measures the habits on an alignment.
    pub(crate) fn measure(&self, texts: &Texts<'_>, steps: &[Step], basis: Basis) -> Self {
        let usual = Self::default();
        let mut out = *self;
        let pairs: Vec<&Step> = steps.iter().filter(|s| s.place.m == 1 && s.place.n == 1 && s.prob > 0.5).collect();
        let stride = pairs.len().div_ceil(SAMPLE).max(1);
        let (mut source, mut target) = (Mean::from(1.0, 400.0), Mean::from(1.0, 400.0));
        for s in steps.iter().filter(|s| s.place.m > 0 && s.place.n > 0) {
            let p = s.place;
            source.add(1.0, s.prob * texts.source.chars(p.i, p.i + p.m));
            target.add(1.0, s.prob * texts.target.chars(p.j, p.j + p.n));
        }
        out.ratio = (target.weight / source.weight).clamp(0.5, 2.0);
        let mut cover = (Mean::from(usual.cover.right, 4.0), Mean::from(usual.cover.chance, 4.0));
        let mut cosine = (Mean::from(usual.cosine.right, 4.0), Mean::from(usual.cosine.chance, 4.0));
        let mut spread = Mean::from(1.0, 10.0);
        for step in pairs.iter().step_by(stride) {
            let (i, j) = (step.place.i, step.place.j);
            let chars = (texts.source.chars(i, i + 1), texts.target.chars(j, j + 1));
            spread.add(length_distance(chars.0, chars.1, out.ratio).min(6.0), step.prob);
            let info = texts.source.info(i, i + 1).min(texts.target.info(j, j + 1));
            if info < 12.0 {
                continue;
            }
            let other = if j + 17 < texts.target.len { j + 17 } else { j / 2 };
            cover.0.add(share(texts, i, j), step.prob);
            cosine.0.add(likeness(texts, i, j), step.prob);
            if other != j {
                cover.1.add(share(texts, i, other), step.prob);
                cosine.1.add(likeness(texts, i, other), step.prob);
            }
        }
        out.cover = Level { right: cover.0.value(), chance: cover.1.value() };
        out.cosine = Level { right: cosine.0.value(), chance: cosine.1.value() };
        // Pairs that fall short of any translation are not the measure of one.
        if texts.has_vectors() {
            out.cosine.right = out.cosine.right.max(0.4);
        }
        if texts.has_vectors() || basis == Basis::Alignment {
            out.cover.right = out.cover.right.max(0.17);
        }
        out.spread = spread.value();
        let begins = |s: &&Step| {
            let (s, t) = (texts.source.time(s.place.i, s.place.i + 1)?, texts.target.time(s.place.j, s.place.j + 1)?);
            Some((s.0, t.0))
        };
        let times: Vec<(f32, f32)> = pairs.iter().step_by(stride).filter_map(begins).collect();
        out.clock = Clock::fit(&times).or(out.clock);
        if basis == Basis::Alignment {
            let (mut alone, mut merged) = (Mean::from(0.03, 20.0), Mean::from(0.12, 20.0));
            for step in steps {
                let (m, n) = (step.place.m, step.place.n);
                if m > 0 && n > 0 {
                    alone.add(0.0, (m + n) as f32);
                    merged.add(if m + n > 2 { step.prob } else { 1.0 - step.prob }.min(0.9), 1.0);
                } else {
                    alone.add(step.prob, 1.0);
                }
            }
            // However much one side lacks, what is there is as likely a translation as elsewhere.
            out.alone = logit(alone.value().min(0.2));
            out.merged = logit(merged.value().min(0.9));
        }
        out
    }
}

/// Share of the words of a pair of segments that have a partner in it.
fn share(texts: &Texts<'_>, i: usize, j: usize) -> f32 {
    let (a, b) = (texts.source.tokens_of(i), texts.target.tokens_of(j));
    let mut best = vec![0.0f32; b.len()];
    let mut covered = 0.0;
    for &word in a {
        let links = texts.bridge.of(word);
        let mut filled = 0.0f32;
        for (k, other) in b.iter().enumerate() {
            if let Some(&(_, strength)) = links.iter().find(|l| l.0 == *other) {
                filled += strength;
                best[k] += strength;
            }
        }
        covered += filled.min(1.0) * texts.source.types[word as usize].info;
    }
    for (&word, filled) in b.iter().zip(best) {
        covered += filled.min(1.0) * texts.target.types[word as usize].info;
    }
    covered / (texts.source.info(i, i + 1) + texts.target.info(j, j + 1) + 4.0)
}

fn likeness(texts: &Texts<'_>, i: usize, j: usize) -> f32 {
    if !texts.has_vectors() {
        return 0.0;
    }
    let (a, b) = (texts.source_run(i, i + 1), texts.target_run(j, j + 1));
    let (a, b) = (a.of(i), b.of(j));
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1e-6)
}
