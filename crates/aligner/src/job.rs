//! One alignment under way: what is known of the two texts, and the skeleton so far.

use crate::Pins;
use crate::band::{Band, Node};
use crate::bridge::{Bridge, cognates};
use crate::each::{Each, both};
use crate::features::Place;
use crate::fixed::Alone;
use crate::grid::{SPAN, Texts};
use crate::habits::{Basis, Habits};
use crate::knowledge;
use crate::learn::Stage;
use crate::lexicon::{Lesson, learn};
use crate::paths::Step;
use crate::side::Side;
use crate::skeleton::{as_steps, between, skeleton};
use crate::vectors::Vectors;
use crate::weights::{Weights, weights};
use crate::windows;
use calque_model::Model;
use calque_text::Lang;

/// How far around a bead the next search looks, where it was sure and where not.
const NEAR: (u32, u32) = (3, 7);
/// How often the lexicon is learnt anew.
const LESSONS: usize = 2;

/// One alignment under way.
pub(crate) struct Job<'a> {
    pub(crate) source: &'a Side,
    pub(crate) target: &'a Side,
    bridge: Bridge,
    given: Vec<(u32, u32, f32)>,
    /// What was learnt from the texts.
    pub(crate) learnt: Vec<(u32, u32, f32)>,
    pub(crate) vectors: (Vectors, Vectors),
    pub(crate) habits: Habits,
    path: Vec<Node>,
    stage: Stage,
    pub(crate) max_span: usize,
    /// Whether block structure tells anything, where that was found out before.
    pub(crate) structured: Option<bool>,
    each: Each<'a>,
}

impl<'a> Job<'a> {
    /// With what `model` knows, and the vectors of segments where there are any.
    pub(crate) fn new(
        source: (&'a Side, Lang),
        target: (&'a Side, Lang),
        model: Option<&Model>,
        vectors: (Option<Vectors>, Option<Vectors>),
        each: Each<'a>,
    ) -> Self {
        let mut job = Self::bare(source, target, model, vectors, each);
        let (s, t) = (job.source.chars(0, job.source.len), job.target.chars(0, job.target.len));
        // Where one side is much the longer, most of it is not a translation.
        let ratio = Some((t + 200.0) / (s + 200.0)).filter(|r| (0.65..1.55).contains(r)).unwrap_or(1.0);
        job.habits = Habits { ratio, ..Habits::default() };
        job.sketch();
        job.habits = job.habits.measure(&job.texts(), &as_steps(&job.path), Basis::Skeleton);
        job
    }

    /// With nothing found yet.
    pub(crate) fn bare(
        source: (&'a Side, Lang),
        target: (&'a Side, Lang),
        model: Option<&Model>,
        outside: (Option<Vectors>, Option<Vectors>),
        each: Each<'a>,
    ) -> Self {
        let (mut given, links) = both(
            each,
            || cognates(source.0, target.0),
            || model.map(|model| knowledge::links(model, source, target)).unwrap_or_default(),
        );
        given.extend(links);
        let from_words =
            |side: &Side, lang: Lang| model.map_or_else(Vectors::default, |m| knowledge::vectors(m, side, lang));
        let stage = match (model, &outside) {
            (Some(_), _) => Stage::Model,
            (None, (Some(_), Some(_))) => Stage::Vectors,
            _ => Stage::Learnt,
        };
        let vectors = match outside {
            (Some(s), Some(t)) => (s, t),
            _ => both(each, || from_words(source.0, source.1), || from_words(target.0, target.1)),
        };
        let (source, target) = (source.0, target.0);
        let bridge = Bridge::new(source, target, given.clone());
        Self {
            source,
            target,
            bridge,
            given,
            learnt: Vec::new(),
            vectors,
            habits: Habits::default(),
            path: Vec::new(),
            stage,
            max_span: SPAN,
            structured: None,
            each,
        }
    }

    /// Goes as far as everything but the last look.
    pub(crate) fn prepare(&mut self) {
        if self.stage == Stage::Model {
            let steps = self.glance(weights(Stage::Model));
            self.learn(&steps);
            if windows::is_short(&self.path) {
                self.follow(&steps);
            }
        } else {
            self.bootstrap();
        }
    }

    /// The last look.
    pub(crate) fn finish(&self) -> Vec<Step> {
        windows::search(&self.texts(), &self.path, weights(self.stage), self.each)
    }

    /// The best beads between two corners, with what was learnt from the whole; segments of `alone` stay alone.
    pub(crate) fn stretch(&self, from: (usize, usize), to: (usize, usize), alone: Option<&Alone>) -> Vec<Step> {
        if from.0 == to.0 || from.1 == to.1 {
            let left_out = |(i, j, m, n)| Step { place: Place { i, j, m, n }, prob: 1.0 };
            let source = (from.0..to.0).map(|i| left_out((i, from.1, 1, 0)));
            return source.chain((from.1..to.1).map(|j| left_out((to.0, j, 0, 1)))).collect();
        }
        let texts = Texts { alone, ..self.texts() };
        windows::search(&texts, &between(&texts, from, to, self.each), weights(self.stage), self.each)
    }

    pub(crate) fn texts(&self) -> Texts<'_> {
        Texts {
            source: self.source,
            target: self.target,
            bridge: &self.bridge,
            source_vectors: &self.vectors.0,
            target_vectors: &self.vectors.1,
            habits: self.habits,
            structured: self.structured.unwrap_or_else(|| self.source.is_structured() && self.target.is_structured()),
            kinds: self.source.has_kinds() && self.target.has_kinds(),
            max_span: self.max_span,
            attentive: self.stage == Stage::Model,
            alone: None,
        }
    }

    /// Draws the skeleton with what is known now.
    pub(crate) fn sketch(&mut self) {
        self.path = skeleton(&self.texts(), self.each);
    }

    /// Learns the lexicon of the text, beginning with none. Vectors from outside say where to begin, and
    /// are kept out of the rest: words and vectors say most together where they do not lean on each other.
    fn bootstrap(&mut self) {
        let from_outside = self.stage == Stage::Vectors;
        let mut steps = self.glance(weights(if from_outside { self.stage } else { Stage::Bare }));
        let outside = from_outside.then(|| std::mem::take(&mut self.vectors));
        for lesson in 1..=LESSONS {
            self.learn(&steps);
            self.sketch();
            if lesson < LESSONS {
                steps = self.glance(weights(Stage::Learnt));
            }
        }
        if let Some(vectors) = outside {
            self.vectors = vectors;
            self.habits = self.habits.measure(&self.texts(), &steps, Basis::Alignment);
            self.sketch();
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

    fn glance(&self, weights: &Weights) -> Vec<Step> {
        windows::glance(&self.texts(), &self.path, weights, self.each)
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
        self.take_links(learn(self.source, self.target, &lessons));
        self.habits = self.habits.measure(&self.texts(), steps, Basis::Alignment);
    }

    /// Puts links learnt from a text beside those that were known before.
    pub(crate) fn take_links(&mut self, links: Vec<(u32, u32, f32)>) {
        self.learnt.clone_from(&links);
        let all = links.into_iter().chain(self.given.iter().copied()).collect();
        self.bridge = Bridge::new(self.source, self.target, all);
    }

    /// Mends an alignment where it goes against pins.
    pub(crate) fn mend(&self, steps: Vec<Step>, pins: &Pins) -> Vec<Step> {
        if pins.is_empty() { steps } else { crate::fixed::mend(self, &steps, pins) }
    }
}
