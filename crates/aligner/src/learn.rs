//! Learning the weights of the bead features from aligned texts.
//!
//! The weights are those of a conditional random field over whole alignments:
//! they maximise the probability of the alignments made by hand, so that what
//! [`crate::align`] reports as a score is a probability. Beads that the search
//! cannot express, and parts that the gold leaves open, are summed over.

use crate::Segment;
use crate::band::{Band, Node};
use crate::each::in_turn;
use crate::feature::FEATURES;
use crate::features::{Place, SHAPES};
use crate::grid::Grid;
use crate::job::Job;
use crate::matches::Scratch;
use crate::side::Side;
use crate::trainer::Trainer;
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
    /// How much the lesson counts.
    pub weight: f32,
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
    beads: HashSet<(usize, usize, usize, usize)>,
    source_alone: Vec<bool>,
    target_alone: Vec<bool>,
    source_free: Vec<bool>,
    target_free: Vec<bool>,
}

impl Gold {
    fn new(lesson: &Lesson<'_>) -> Self {
        let (rows, columns) = (lesson.source.0.len(), lesson.target.0.len());
        let mut gold = Self {
            beads: HashSet::new(),
            source_alone: vec![false; rows],
            target_alone: vec![false; columns],
            source_free: vec![true; rows],
            target_free: vec![true; columns],
        };
        let mut at = (0, 0);
        let mut pairs: Vec<_> = lesson.gold.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).collect();
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
            (1, 0) => self.source_alone[p.i] || self.source_free[p.i],
            (0, 1) => self.target_alone[p.j] || self.target_free[p.j],
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

/// Learns one set of weights, starting from those in use. `report` is told the
/// mean log-likelihood of a gold bead after every few rounds.
pub fn learn(
    lessons: &[Lesson<'_>],
    model: Option<&Model>,
    stage: Stage,
    rounds: usize,
    report: &mut dyn FnMut(String),
) -> Vec<f32> {
    let start = *crate::weights::weights(stage);
    let mut weights = start;
    let mut trainers = Vec::new();
    let (mut beads, mut lost) = (0.0f64, 0usize);
    for lesson in lessons {
        let source = Side::read(lesson.source.0, lesson.source.1, None);
        let target = Side::read(lesson.target.0, lesson.target.1, None);
        let model = model.filter(|m| stage == Stage::Model && m.knows(lesson.source.1, lesson.target.1));
        if stage == Stage::Model && model.is_none() {
            continue;
        }
        let mut job = Job::new((&source, lesson.source.1), (&target, lesson.target.1), model, (None, None), &in_turn);
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
        beads += f64::from(lesson.weight) * gold.beads.len() as f64;
        trainers.push((trainer, gold, lesson.weight));
    }
    report(format!("{} lessons, {} gold beads outside the band", trainers.len(), lost));
    let (mut mean, mut square) = ([0.0f64; FEATURES], [0.0f64; FEATURES]);
    for round in 1..=rounds {
        let mut gradient = [0.0f64; FEATURES];
        let mut likelihood = 0.0;
        for (trainer, gold, weight) in &mut trainers {
            let mut own = [0.0f64; FEATURES];
            if let Some(value) = trainer.gradient(&weights, |p| gold.allows(p), &mut own) {
                likelihood += f64::from(*weight) * value;
                for (g, o) in gradient.iter_mut().zip(own) {
                    *g += f64::from(*weight) * o;
                }
            }
        }
        let rate = 0.15 * (1.0 - 0.9 * round as f64 / rounds as f64);
        for k in 0..FEATURES {
            let g = (gradient[k] - 0.5 * f64::from(weights[k])) / beads.max(1.0);
            mean[k] = 0.85 * mean[k] + 0.15 * g;
            square[k] = 0.95 * square[k] + 0.05 * g * g;
            let correct = (1.0 - 0.85f64.powi(round as i32), 1.0 - 0.95f64.powi(round as i32));
            weights[k] += (rate * (mean[k] / correct.0) / ((square[k] / correct.1).sqrt() + 1e-6)) as f32;
        }
        if round % 10 == 0 || round == rounds {
            report(format!("round {round}: {:.4} a bead", likelihood / beads.max(1.0)));
        }
    }
    weights.to_vec()
}
