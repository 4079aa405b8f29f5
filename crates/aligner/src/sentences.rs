//! Sentence alignment: from two lists of segments to beads.
//!
//! Coarse to fine: a skeleton through the text, a band around it, all beads in
//! the band weighed at once, and the alignment with the most segments
//! expected in right beads. Without a model of the language pair this is done again with a
//! lexicon learnt from the first result.

use crate::Alignment;
use crate::band::{Band, Node};
use crate::bridge::{Bridge, cognates};
use crate::evidence::Witness;
use crate::grid::{Grid, SPAN, Texts};
use crate::habits::{Basis, Habits};
use crate::knowledge;
use crate::lattice::Lattice;
use crate::learn::Stage;
use crate::lexicon::{Lesson, learn};
use crate::paths::{Paths, Step};
use crate::side::Side;
use crate::skeleton::{as_steps, skeleton};
use crate::vectors::Vectors;
use crate::weights::{Weights, weights};
use calque_model::Model;
use calque_text::{BlockKind, Lang};
use std::cmp::Ordering;

/// A segment as the aligner sees it.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Its text.
    pub text: &'a str,
    /// The block it stands in; a change of block is evidence.
    pub block: u32,
    /// What kind of block that is.
    pub kind: BlockKind,
}

/// How to align.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Most segments on one side of a bead.
    pub max_span: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { max_span: 8 }
    }
}

/// How far around a bead the next search looks, where it was sure and where not.
const NEAR: (u32, u32) = (3, 7);
/// How often the lexicon is learnt anew.
const LESSONS: usize = 2;
/// Steps of the skeleton looked at in one piece.
const WINDOW: usize = 400;

/// Aligns two texts. Without a model for the pair, length and cognates must do.
///
/// Which text is called the source changes nothing but the names in the result: ties are broken
/// in one orientation, the longer text first.
pub fn align(
    source: &[Segment<'_>],
    source_lang: Lang,
    target: &[Segment<'_>],
    target_lang: Lang,
    model: Option<&Model>,
    settings: &Settings,
) -> Alignment {
    let (source, target) = ((source, source_lang), (target, target_lang));
    if !is_second(source, target) {
        return align_oriented(source, target, model, settings);
    }
    let mut alignment = align_oriented(target, source, model, settings);
    for bead in &mut alignment.beads {
        std::mem::swap(&mut bead.source, &mut bead.target);
    }
    alignment
}

/// Whether the search takes `source` as its second text: the longer one comes first, and texts
/// of one size are told apart by their words. Features treat both sides alike, but equally good
/// alignments must be told apart somehow, and floating-point sums depend on their order.
fn is_second(source: (&[Segment<'_>], Lang), target: (&[Segment<'_>], Lang)) -> bool {
    let texts = |side: &'_ [Segment<'_>]| side.iter().map(|s| s.text.len()).sum::<usize>();
    let by_size = source.0.len().cmp(&target.0.len()).then(texts(source.0).cmp(&texts(target.0)));
    let by_text = || source.0.iter().map(|s| s.text).cmp(target.0.iter().map(|s| s.text));
    by_size.then_with(by_text).then_with(|| source.1.cmp(&target.1)) == Ordering::Less
}

fn align_oriented(
    (source, source_lang): (&[Segment<'_>], Lang),
    (target, target_lang): (&[Segment<'_>], Lang),
    model: Option<&Model>,
    settings: &Settings,
) -> Alignment {
    let model = model.filter(|m| m.knows(source_lang, target_lang));
    let source = Side::read(source, source_lang);
    let target = Side::read(target, target_lang);
    let mut job = Job::new((&source, source_lang), (&target, target_lang), model);
    job.max_span = settings.max_span.clamp(1, SPAN);
    job.prepare();
    let steps = job.finish();
    let mut witness = Witness::new(job.texts());
    Alignment { beads: steps.iter().map(|step| witness.bead(step.place, step.prob)).collect() }
}

/// One alignment under way.
pub(crate) struct Job<'a> {
    source: &'a Side,
    target: &'a Side,
    bridge: Bridge,
    given: Vec<(u32, u32, f32)>,
    vectors: (Vectors, Vectors),
    habits: Habits,
    path: Vec<Node>,
    known: bool,
    max_span: usize,
}

impl<'a> Job<'a> {
    pub(crate) fn new(source: (&'a Side, Lang), target: (&'a Side, Lang), model: Option<&Model>) -> Self {
        let mut given = cognates(source.0, target.0);
        let mut vectors = (Vectors::default(), Vectors::default());
        if let Some(model) = model {
            given.extend(knowledge::links(model, source, target));
            vectors = (knowledge::vectors(model, source.0, source.1), knowledge::vectors(model, target.0, target.1));
        }
        let (source, target) = (source.0, target.0);
        let bridge = Bridge::new(source, target, given.clone());
        let (s, t) = (source.sums[source.len].chars, target.sums[target.len].chars);
        // Where one side is much the longer, most of it is not a translation.
        let ratio = Some((t + 200.0) / (s + 200.0)).filter(|r| (0.65..1.55).contains(r)).unwrap_or(1.0);
        let habits = Habits { ratio, ..Habits::default() };
        let mut job = Self {
            source,
            target,
            bridge,
            given,
            vectors,
            habits,
            path: Vec::new(),
            known: model.is_some(),
            max_span: SPAN,
        };
        job.sketch();
        job.habits = job.habits.measure(&job.texts(), &as_steps(&job.path), Basis::Skeleton);
        job
    }

    /// Goes as far as everything but the last look.
    pub(crate) fn prepare(&mut self) {
        if self.known {
            let steps = self.glance(weights(Stage::Model));
            self.learn(&steps);
            if steps.len() + 1 >= self.path.len() / 2 {
                self.follow(&steps);
            }
        } else {
            self.bootstrap();
        }
    }

    /// The last look.
    fn finish(&self) -> Vec<Step> {
        self.run(weights(if self.known { Stage::Model } else { Stage::Learnt }))
    }

    pub(crate) fn texts(&self) -> Texts<'_> {
        Texts {
            source: self.source,
            target: self.target,
            bridge: &self.bridge,
            source_vectors: &self.vectors.0,
            target_vectors: &self.vectors.1,
            habits: self.habits,
            structured: self.source.is_structured() && self.target.is_structured(),
            kinds: self.source.has_kinds() && self.target.has_kinds(),
            max_span: self.max_span,
        }
    }

    /// Draws the skeleton with what is known now.
    fn sketch(&mut self) {
        self.path = skeleton(&self.texts());
    }

    /// Learns the lexicon of the text, beginning with none.
    fn bootstrap(&mut self) {
        let mut steps = self.glance(weights(Stage::Bare));
        for lesson in 1..=LESSONS {
            self.learn(&steps);
            self.sketch();
            if lesson < LESSONS {
                steps = self.glance(weights(Stage::Learnt));
            }
        }
    }

    /// Takes an alignment for the skeleton of the next.
    fn follow(&mut self, steps: &[Step]) {
        self.path = vec![Node { i: 0, j: 0, radius: NEAR.1 }];
        for step in steps {
            let p = step.place;
            let radius = if step.prob > 0.9 { NEAR.0 } else { NEAR.1 };
            self.path.push(Node { i: (p.i + p.m) as u32, j: (p.j + p.n) as u32, radius });
        }
    }

    /// The band around the whole skeleton.
    pub(crate) fn band(&self) -> Band {
        Band::around(&self.path, self.source.len, self.target.len)
    }

    /// Weighs all beads near the skeleton, window by window.
    fn run(&self, weights: &Weights) -> Vec<Step> {
        let texts = self.texts();
        let mut steps = Vec::new();
        let (mut at, mut from) = ((0, 0), 0);
        loop {
            while from < self.path.len() && (self.path[from].i < at.0 || self.path[from].j < at.1) {
                from += 1;
            }
            let last = self.path.len() - from <= WINDOW + WINDOW / 2;
            let to = if last { self.path.len() } else { from + WINDOW };
            steps.extend(window(&texts, at, &self.path[from..to], last, weights));
            let Some(step) = steps.last().filter(|_| !last) else { break };
            at = ((step.place.i + step.place.m) as u32, (step.place.j + step.place.n) as u32);
        }
        steps
    }

    /// As [`Self::run`], of a long text only some windows: enough to learn from.
    fn glance(&self, weights: &Weights) -> Vec<Step> {
        const WINDOWS: usize = 6;
        if self.path.len() <= WINDOWS * WINDOW {
            return self.run(weights);
        }
        let texts = self.texts();
        let mut steps = Vec::new();
        for k in 0..WINDOWS {
            let from = (self.path.len() - WINDOW - 1) * k / (WINDOWS - 1);
            let first = self.path[from];
            steps.extend(window(&texts, (first.i, first.j), &self.path[from + 1..=from + WINDOW], false, weights));
        }
        steps
    }

    /// Learns the text's lexicon and habits from an alignment.
    fn learn(&mut self, steps: &[Step]) {
        let lessons: Vec<Lesson> = steps
            .iter()
            .filter(|s| s.place.m > 0 && s.place.n > 0 && s.prob > 0.3)
            .map(|s| Lesson {
                source: s.place.i..s.place.i + s.place.m,
                target: s.place.j..s.place.j + s.place.n,
                weight: s.prob,
            })
            .collect();
        let mut links = learn(self.source, self.target, &lessons);
        links.extend_from_slice(&self.given);
        self.bridge = Bridge::new(self.source, self.target, links);
        self.habits = self.habits.measure(&self.texts(), steps, Basis::Alignment);
    }
}

/// Weighs the beads around one piece of the skeleton; of all but the last piece the surer part is kept.
fn window(texts: &Texts<'_>, at: (u32, u32), path: &[Node], last: bool, weights: &Weights) -> Vec<Step> {
    let start = Node { i: 0, j: 0, radius: 0 };
    let path: Vec<Node> = std::iter::once(start)
        .chain(path.iter().map(|node| Node { i: node.i - at.0, j: node.j - at.1, ..*node }))
        .collect();
    let end = path[path.len() - 1];
    let band = Band::around(&path, end.i as usize, end.j as usize);
    let mut grid = Grid::new(texts, (at.0 as usize, at.1 as usize), &band);
    let lattice = Lattice::new(texts, &mut grid, band, weights, |_| false, |_| {});
    let paths = Paths::new(&lattice, |_| true);
    let mut found = paths.decode();
    if !last {
        found.truncate(cut(&paths, &found));
    }
    for step in &mut found {
        step.place.i += at.0 as usize;
        step.place.j += at.1 as usize;
    }
    found
}

/// After how many steps a window's result is surest, in its third quarter.
fn cut(paths: &Paths<'_>, steps: &[Step]) -> usize {
    let (low, high) = (steps.len() / 2, steps.len() - steps.len() / 4);
    let mut best = (high.max(1), -1.0);
    for (k, step) in steps.iter().enumerate().take(high).skip(low).rev() {
        let p = step.place;
        let sure = if p.m > 0 && p.n > 0 { paths.ends(p.i + p.m, p.j + p.n) } else { 0.0 };
        if sure > best.1 {
            best = (k + 1, sure);
        }
        if sure > 0.995 {
            break;
        }
    }
    best.0
}
