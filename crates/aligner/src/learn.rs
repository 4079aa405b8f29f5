//! Learning the weights of the bead features from aligned texts.
//!
//! The weights are those of a conditional random field over whole alignments:
//! they maximise the probability of the alignments made by hand, so that what
//! [`crate::align`] reports as a score is a probability. Beads that the search
//! cannot express, and parts that the gold leaves open, are summed over.

use crate::band::{Band, Node};
use crate::each::in_turn;
use crate::feature::{FEATURES, Feature};
use crate::features::{Place, SHAPES};
use crate::grid::Grid;
use crate::job::Job;
use crate::matches::Scratch;
use crate::side::Side;
use crate::trainer::Trainer;
use crate::vectors::Vectors;
use crate::weights::Weights;
use crate::{Segment, SegmentVectors};
use calque_model::Model;
use calque_text::Lang;
use std::collections::HashSet;
use std::ops::Range;

/// A text pair aligned by hand.
pub struct Lesson<'a> {
    /// The source segments and their language.
    pub source: (&'a [Segment<'a>], Lang),
    /// The target segments and their language.
    pub target: (&'a [Segment<'a>], Lang),
    /// The beads, unaligned ones included; those that cross are left out of account.
    pub gold: Vec<(Range<usize>, Range<usize>)>,
    /// Vectors of the segments, source and target, for [`Stage::Vectors`].
    pub vectors: Option<[&'a SegmentVectors; 2]>,
    /// What kind of text it is: kinds are left out one by one to see how well the others teach.
    pub kind: &'a str,
    /// How much the lesson counts.
    pub weight: f32,
    /// Whether it is another lesson made over: such are not scored, and not learnt from where there is
    /// a model, whose words tell better what goes on.
    pub remade: bool,
}

/// Which set of weights to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Without any lexicon.
    Bare,
    /// With a lexicon learnt from the text.
    Learnt,
    /// With a model.
    Model,
    /// With vectors from outside, and a lexicon learnt from the text.
    Vectors,
}

/// What the gold allows.
struct Gold {
    /// Beads with two sides, those included that the search cannot express.
    all: usize,
    beads: HashSet<(usize, usize, usize, usize)>,
    source_alone: Vec<bool>,
    target_alone: Vec<bool>,
    source_free: Vec<bool>,
    target_free: Vec<bool>,
}

impl Gold {
    fn new(lesson: &Lesson<'_>) -> Self {
        let (rows, columns) = (lesson.source.0.len(), lesson.target.0.len());
        let full = |(s, t): &&(Range<usize>, Range<usize>)| !s.is_empty() && !t.is_empty();
        let mut gold = Self {
            all: lesson.gold.iter().filter(full).count(),
            beads: HashSet::new(),
            source_alone: vec![false; rows],
            target_alone: vec![false; columns],
            source_free: vec![true; rows],
            target_free: vec![true; columns],
        };
        let mut at = (0, 0);
        let mut pairs: Vec<_> = lesson.gold.iter().filter(full).collect();
        pairs.sort_by_key(|(s, _)| s.start);
        for (s, t) in pairs {
            let shape = (s.len(), t.len());
            if s.start < at.0 || t.start < at.1 || !SHAPES.contains(&shape) {
                continue;
            }
            gold.beads.insert((s.start, t.start, s.len(), t.len()));
            gold.source_free[s.clone()].fill(false);
            gold.target_free[t.clone()].fill(false);
            at = (s.end, t.end);
        }
        for (s, t) in &lesson.gold {
            if t.is_empty() {
                gold.source_alone[s.clone()].fill(true);
                gold.source_free[s.clone()].fill(false);
            }
            if s.is_empty() {
                gold.target_alone[t.clone()].fill(true);
                gold.target_free[t.clone()].fill(false);
            }
        }
        gold
    }

    fn allows(&self, p: Place) -> bool {
        match (p.m, p.n) {
            (1, 0) => p.i < self.source_free.len() && (self.source_alone[p.i] || self.source_free[p.i]),
            (0, 1) => p.j < self.target_free.len() && (self.target_alone[p.j] || self.target_free[p.j]),
            _ => {
                self.beads.contains(&(p.i, p.j, p.m, p.n))
                    || (self.source_free[p.i..p.i + p.m].iter().all(|&f| f)
                        && self.target_free[p.j..p.j + p.n].iter().all(|&f| f))
            }
        }
    }

    /// The band, widened so that the gold path lies inside.
    fn widen(&self, band: &Band) -> Band {
        let mut beads: Vec<_> = self.beads.iter().copied().collect();
        beads.sort_unstable();
        let node = |i: usize, j: usize| Node { i: i as u32, j: j as u32, radius: 2 };
        let mut path = vec![node(0, 0)];
        for (i, j, m, n) in beads {
            path.push(node(i, j));
            path.push(node(i + m, j + n));
        }
        let (rows, columns) = (self.source_free.len(), self.target_free.len());
        path.push(node(rows, columns));
        let gold = Band::around(&path, rows, columns);
        Band {
            lo: band.lo.iter().zip(&gold.lo).map(|(&a, &b)| a.min(b)).collect(),
            hi: band.hi.iter().zip(&gold.hi).map(|(&a, &b)| a.max(b)).collect(),
        }
    }
}

/// A lesson ready to be weighed.
struct Prepared {
    trainer: Trainer,
    gold: Gold,
    weight: f32,
    kind: String,
    remade: bool,
}

/// Lessons from which one set of weights is learnt. Those in use decide which beads the search looks at.
pub struct Course {
    lessons: Vec<Prepared>,
    start: Weights,
}

/// Beads right, found, and in the gold; those with two sides only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Found and in the gold.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// In the gold.
    pub gold: usize,
}

impl Marks {
    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f32 {
        2.0 * self.right as f32 / ((self.found + self.gold) as f32).max(1.0)
    }
}

/// How hard weights are pulled towards zero, so that they serve texts that nothing was learnt from.
const PULL: f64 = 2.0;

impl Course {
    /// Prepares the lessons that serve a stage. `report` is told how many, and what the search cannot reach.
    pub fn new(lessons: &[Lesson<'_>], model: Option<&Model>, stage: Stage, report: &mut dyn FnMut(String)) -> Self {
        let start = *crate::weights::weights(stage);
        let mut out = Self { lessons: Vec::new(), start };
        let mut lost = 0;
        for lesson in lessons {
            let model = model.filter(|m| stage == Stage::Model && m.knows(lesson.source.1, lesson.target.1));
            if lesson.remade && stage == Stage::Model {
                continue;
            }
            let vectors = lesson.vectors.filter(|_| stage == Stage::Vectors);
            if (stage == Stage::Model && model.is_none()) || (stage == Stage::Vectors && vectors.is_none()) {
                continue;
            }
            let source = Side::read(lesson.source.0, lesson.source.1, None);
            let target = Side::read(lesson.target.0, lesson.target.1, None);
            let outside =
                |side: &Side, k: usize| vectors.map(|v| Vectors::of_segments(v[k].dim, v[k].data.clone(), side));
            let outside = (outside(&source, 0), outside(&target, 1));
            let mut job = Job::new((&source, lesson.source.1), (&target, lesson.target.1), model, outside, &in_turn);
            if stage != Stage::Bare {
                job.prepare();
            }
            let gold = Gold::new(lesson);
            let band = job.band();
            lost += gold.beads.iter().filter(|b| !band.has(b.0, b.1) || !band.has(b.0 + b.2, b.1 + b.3)).count();
            let band = gold.widen(&band);
            let texts = job.texts();
            let mut grid = Grid::new(&texts, (0, 0), &band, &mut Scratch::new(&texts));
            let trainer = Trainer::new(&texts, &mut grid, band, &start, |p| gold.allows(p));
            let kind = lesson.kind.to_owned();
            out.lessons.push(Prepared { trainer, gold, weight: lesson.weight, kind, remade: lesson.remade });
        }
        report(format!("{} lessons, {lost} gold beads outside the band", out.lessons.len()));
        out
    }

    /// Learns from all lessons but those of one kind.
    pub fn learn(&mut self, without: Option<&str>, rounds: usize, report: &mut dyn FnMut(String)) -> Vec<f32> {
        let mut lessons: Vec<&mut Prepared> =
            self.lessons.iter_mut().filter(|l| Some(l.kind.as_str()) != without).collect();
        // From nothing; but what no lesson shows (time codes, say) stays as it is.
        let mut weights = [0.0; FEATURES];
        let shown: Vec<bool> = (0..FEATURES).map(|k| lessons.iter().any(|l| l.trainer.shows(k))).collect();
        for k in (0..FEATURES).filter(|&k| !shown[k]) {
            weights[k] = self.start[k];
        }
        let beads: f64 = lessons.iter().map(|l| f64::from(l.weight) * l.gold.beads.len() as f64).sum();
        let (mut mean, mut square) = ([0.0f64; FEATURES], [0.0f64; FEATURES]);
        for round in 1..=rounds {
            let mut gradient = [0.0f64; FEATURES];
            let mut likelihood = 0.0;
            for Prepared { trainer, gold, weight, .. } in &mut lessons {
                let mut own = [0.0f64; FEATURES];
                if let Some(value) = trainer.gradient(&weights, |p| gold.allows(p), &mut own) {
                    likelihood += f64::from(*weight) * value;
                    for (g, o) in gradient.iter_mut().zip(own) {
                        *g += f64::from(*weight) * o;
                    }
                }
            }
            let rate = 0.25 * (1.0 - 0.9 * round as f64 / rounds as f64);
            for k in (0..FEATURES).filter(|&k| shown[k]) {
                let g = (gradient[k] - PULL * f64::from(weights[k])) / beads.max(1.0);
                mean[k] = 0.85 * mean[k] + 0.15 * g;
                square[k] = 0.95 * square[k] + 0.05 * g * g;
                let correct = (1.0 - 0.85f64.powi(round as i32), 1.0 - 0.95f64.powi(round as i32));
                weights[k] += (rate * (mean[k] / correct.0) / ((square[k] / correct.1).sqrt() + 1e-6)) as f32;
            }
            if round % 20 == 0 || round == rounds {
                report(format!("round {round}: {:.4} a bead", likelihood / beads.max(1.0)));
            }
        }
        weights.to_vec()
    }

    /// How the lessons of one kind come out with such weights.
    pub fn marks(&mut self, kind: &str, weights: &[f32]) -> Marks {
        let mut all = self.start;
        all.iter_mut().zip(weights).for_each(|(a, w)| *a = *w);
        let mut out = Marks::default();
        for lesson in self.lessons.iter_mut().filter(|l| !l.remade && l.kind == kind) {
            for p in lesson.trainer.decode(&all).into_iter().filter(|p| p.m > 0 && p.n > 0) {
                out.found += 1;
                out.right += usize::from(lesson.gold.beads.contains(&(p.i, p.j, p.m, p.n)));
            }
            out.gold += lesson.gold.all;
        }
        out
    }
}

/// The names of the features, in the order of their weights.
pub fn features() -> impl Iterator<Item = &'static str> {
    Feature::ALL.iter().map(|f| f.name())
}
