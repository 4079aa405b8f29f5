//! One alignment under way: what is known of the two texts, and the skeleton so far.
//!
//! With a model the order is: [`Job::new`] draws a skeleton, [`Job::prepare`] makes a
//! first pass, learns the text's lexicon and statistics from it, and
//! [`Job::final_search`] searches the whole band. Without one, `prepare` draws
//! skeleton and lexicon anew in rounds.

use super::bitext::{Bitext, BitextStats, KeptUnaligned, MeasuredOn};
use super::input::{SideIndex, SideVectors};
use super::lexicon::{LinkTable, WeightedBead, WordLink, cognates, learn_links, model_links};
use super::path::{BeadSpan, Node, Step};
use super::score::{WeightSet, Weights, weights};
use super::search;
use super::skeleton::{NARROW, WIDE, as_steps, skeleton, skeleton_between};
use super::types::MAX_SPAN;
use crate::parallel::{ParallelFor, join};
use calque_model::Model;
use calque_text::Lang;

/// How often the lexicon of the text is learnt anew where there is no model.
const LEXICON_ROUNDS: usize = 2;
/// A step at least this probable gets a narrow band in the final search.
const SURE: f32 = 0.9;
/// Beads less probable than this teach nothing.
const MIN_PROB: f32 = 0.3;
/// Ratios of lengths outside these limits are taken for 1 at first: where one side is much the longer, most of
/// it is not translated in the other.
const LENGTH_RATIOS: std::ops::Range<f32> = 0.65..1.55;

/// One alignment under way.
pub(crate) struct Job<'a> {
    pub(crate) source: &'a SideIndex,
    pub(crate) target: &'a SideIndex,
    links: LinkTable,
    /// Links known before anything is learnt from the texts.
    prior_links: Vec<WordLink>,
    /// Links learnt from the texts.
    pub(crate) learnt_links: Vec<WordLink>,
    pub(crate) vectors: (SideVectors, SideVectors),
    pub(crate) stats: BitextStats,
    skeleton: Vec<Node>,
    weight_set: WeightSet,
    pub(crate) max_span: usize,
    /// Whether block boundaries are informative, where the whole text told; otherwise the sides tell.
    pub(crate) structured: Option<bool>,
    parallel_for: ParallelFor<'a>,
}

impl<'a> Job<'a> {
    /// With a first skeleton. `model` must know both languages; `outside` are vectors of the segments, which
    /// take the place of the model's if both sides have them.
    pub(crate) fn new(
        source: (&'a SideIndex, Lang),
        target: (&'a SideIndex, Lang),
        model: Option<&Model>,
        outside: (Option<SideVectors>, Option<SideVectors>),
        parallel_for: ParallelFor<'a>,
    ) -> Self {
        let mut job = Self::without_skeleton(source, target, model, outside, parallel_for);
        let (s, t) = (job.source.chars(0, job.source.len), job.target.chars(0, job.target.len));
        let length_ratio = Some((t + 200.0) / (s + 200.0)).filter(|r| LENGTH_RATIOS.contains(r)).unwrap_or(1.0);
        job.stats = BitextStats { length_ratio, ..BitextStats::default() };
        job.draw_skeleton();
        job.stats = job.stats.measure(&job.bitext(), &as_steps(&job.skeleton), MeasuredOn::Skeleton);
        job
    }

    /// The same with nothing found yet.
    pub(crate) fn without_skeleton(
        source: (&'a SideIndex, Lang),
        target: (&'a SideIndex, Lang),
        model: Option<&Model>,
        outside: (Option<SideVectors>, Option<SideVectors>),
        parallel_for: ParallelFor<'a>,
    ) -> Self {
        let (mut prior_links, links) = join(
            parallel_for,
            || cognates(source.0, target.0),
            || model.map(|model| model_links(model, source, target)).unwrap_or_default(),
        );
        prior_links.extend(links);
        let from_model = |side: &SideIndex, lang: Lang| {
            model.map_or_else(SideVectors::default, |m| SideVectors::from_model(m, side, lang))
        };
        let weight_set = match (model, &outside) {
            (Some(_), _) => WeightSet::Model,
            (None, (Some(_), Some(_))) => WeightSet::Vectors,
            _ => WeightSet::Learnt,
        };
        let vectors = match outside {
            (Some(s), Some(t)) => (s, t),
            _ => join(parallel_for, || from_model(source.0, source.1), || from_model(target.0, target.1)),
        };
        let (source, target) = (source.0, target.0);
        let links = LinkTable::new(source, target, prior_links.clone());
        Self {
            source,
            target,
            links,
            prior_links,
            learnt_links: Vec::new(),
            vectors,
            stats: BitextStats::default(),
            skeleton: Vec::new(),
            weight_set,
            max_span: MAX_SPAN,
            structured: None,
            parallel_for,
        }
    }

    /// All that comes before the final search.
    pub(crate) fn prepare(&mut self) {
        if self.weight_set == WeightSet::Model {
            let steps = self.first_pass(weights(WeightSet::Model));
            self.learn_from(&steps);
            if search::is_short(&self.skeleton) {
                self.narrow_skeleton(&steps);
            }
        } else {
            self.bootstrap();
        }
    }

    /// The best alignment inside the band around the skeleton.
    pub(crate) fn final_search(&self) -> Vec<Step> {
        search::search(&self.bitext(), &self.skeleton, weights(self.weight_set), self.parallel_for)
    }

    /// The best beads between two nodes, with what was learnt from the whole; segments of `kept` stay
    /// unaligned.
    pub(crate) fn search_between(
        &self,
        from: (usize, usize),
        to: (usize, usize),
        kept: Option<&KeptUnaligned>,
    ) -> Vec<Step> {
        if from.0 == to.0 || from.1 == to.1 {
            let unaligned = |(i, j, m, n)| Step { span: BeadSpan { i, j, m, n }, prob: 1.0 };
            let source = (from.0..to.0).map(|i| unaligned((i, from.1, 1, 0)));
            return source.chain((from.1..to.1).map(|j| unaligned((to.0, j, 0, 1)))).collect();
        }
        let bitext = Bitext { kept_unaligned: kept, ..self.bitext() };
        let path = skeleton_between(&bitext, from, to, self.parallel_for);
        search::search(&bitext, &path, weights(self.weight_set), self.parallel_for)
    }

    /// The best beads of single segments between two nodes.
    pub(crate) fn search_one_to_one(&self, from: (usize, usize), to: (usize, usize)) -> Vec<Step> {
        let bitext = Bitext { max_span: 1, ..self.bitext() };
        let path = skeleton_between(&bitext, from, to, self.parallel_for);
        search::search(&bitext, &path, weights(self.weight_set), self.parallel_for)
    }

    /// The two texts with all that is known now.
    pub(crate) fn bitext(&self) -> Bitext<'_> {
        Bitext {
            source: self.source,
            target: self.target,
            links: &self.links,
            source_vectors: &self.vectors.0,
            target_vectors: &self.vectors.1,
            stats: self.stats,
            structured: self.structured.unwrap_or_else(|| self.source.is_structured() && self.target.is_structured()),
            kinds: self.source.has_kinds() && self.target.has_kinds(),
            max_span: self.max_span,
            vectors_in_attention: self.weight_set == WeightSet::Model,
            kept_unaligned: None,
        }
    }

    /// The nodes of the skeleton.
    #[cfg(feature = "training")]
    pub(crate) fn skeleton(&self) -> &[Node] {
        &self.skeleton
    }

    fn draw_skeleton(&mut self) {
        self.skeleton = skeleton(&self.bitext(), self.parallel_for);
    }

    /// Learns the lexicon of the text from nothing. Vectors from outside find the first beads, and are then
    /// kept out of the way until the lexicon is learnt: words and vectors tell most together where the ones
    /// were not learnt with the help of the others.
    fn bootstrap(&mut self) {
        let has_outside = self.weight_set == WeightSet::Vectors;
        let mut steps = self.first_pass(weights(if has_outside { self.weight_set } else { WeightSet::Bare }));
        let outside = has_outside.then(|| std::mem::take(&mut self.vectors));
        for round in 1..=LEXICON_ROUNDS {
            self.learn_from(&steps);
            self.draw_skeleton();
            if round < LEXICON_ROUNDS {
                steps = self.first_pass(weights(WeightSet::Learnt));
            }
        }
        if let Some(vectors) = outside {
            self.vectors = vectors;
            self.stats = self.stats.measure(&self.bitext(), &steps, MeasuredOn::Alignment);
            self.draw_skeleton();
        }
    }

    /// Takes an alignment for the skeleton, with a narrow band where it is sure.
    fn narrow_skeleton(&mut self, steps: &[Step]) {
        self.skeleton = vec![Node { i: 0, j: 0, radius: WIDE }];
        for step in steps {
            let (i, j) = step.span.end();
            let radius = if step.prob > SURE { NARROW } else { WIDE };
            self.skeleton.push(Node { i: i as u32, j: j as u32, radius });
        }
    }

    /// An alignment to learn from: of a long text a sample of it.
    fn first_pass(&self, weights: &Weights) -> Vec<Step> {
        search::sample(&self.bitext(), &self.skeleton, weights, self.parallel_for)
    }

    /// Learns the text's lexicon and statistics from an alignment.
    fn learn_from(&mut self, steps: &[Step]) {
        let beads: Vec<WeightedBead> = steps
            .iter()
            .filter(|s| s.span.is_paired() && s.prob > MIN_PROB)
            .map(|s| {
                let (i, j) = s.span.end();
                WeightedBead { source: s.span.i..i, target: s.span.j..j, weight: s.prob }
            })
            .collect();
        self.take_links(learn_links(self.source, self.target, &beads));
        self.stats = self.stats.measure(&self.bitext(), steps, MeasuredOn::Alignment);
    }

    /// Takes links learnt from the texts, beside those known before.
    pub(crate) fn take_links(&mut self, links: Vec<WordLink>) {
        self.learnt_links.clone_from(&links);
        let all = links.into_iter().chain(self.prior_links.iter().copied()).collect();
        self.links = LinkTable::new(self.source, self.target, all);
    }
}
