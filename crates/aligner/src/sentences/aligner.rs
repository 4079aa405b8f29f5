//! What callers see of sentence alignment: an [`Aligner`], for one text pair after another.

use super::constrain::{
    Pins, displaced, in_source_order, repair, with_crossings, with_remaining, without_merged_twins,
};
use super::context::AlignmentContext;
use super::evidence::EvidenceCollector;
use super::input::{SideIndex, SideVectors, WordStats};
use super::job::Job;
use super::path::Step;
use super::types::{AlignerSettings, MAX_SPAN, Segment, Text};
use crate::parallel::{ParallelFor, join, map, sequentially};
use calque_bitext::{Alignment, Bead};
use calque_model::Model;
use calque_text::Lang;
use std::cmp::Ordering;

/// Steps whose evidence is one piece of parallel work.
const STEPS_PER_PIECE: usize = 4096;

/// Aligns text pairs with one model and one set of settings.
#[derive(Clone)]
pub struct Aligner<'a> {
    model: Option<&'a Model>,
    settings: AlignerSettings,
    parallel_for: ParallelFor<'a>,
}

impl<'a> Aligner<'a> {
    /// With a model, or without: then lengths, numbers, names, cognates and a lexicon learnt from the texts
    /// decide. A model that lacks one of a pair's languages is left out of account.
    pub fn new(model: Option<&'a Model>, settings: AlignerSettings) -> Self {
        Self { model, settings, parallel_for: &sequentially }
    }

    /// With a parallel `for`, such as one of rayon. The result is the same.
    #[must_use]
    pub fn with_parallel_for(mut self, parallel_for: ParallelFor<'a>) -> Self {
        self.parallel_for = parallel_for;
        self
    }

    /// Aligns two texts: beads that cover every segment of both sides once, in order, with their probabilities.
    ///
    /// Swapping source and target swaps the sides of the beads and changes nothing else: ties are broken in one
    /// orientation, the longer text first.
    pub fn align(&self, source: Text<'_>, target: Text<'_>, pins: &Pins) -> Alignment {
        self.align_whole(source, target, pins, false).0
    }

    /// As [`Self::align`], and keeps what was learnt of the texts for [`Self::realign`].
    pub fn align_with_context(&self, source: Text<'_>, target: Text<'_>, pins: &Pins) -> (Alignment, AlignmentContext) {
        let (alignment, context) = self.align_whole(source, target, pins, true);
        (alignment, context.unwrap_or_default())
    }

    /// Aligns a piece of two texts as it is now, with what was learnt of the whole, in time proportional to the
    /// piece. Segments are counted from the beginning of the piece.
    pub fn realign(&self, context: &AlignmentContext, source: Text<'_>, target: Text<'_>) -> Vec<Bead> {
        let (first, second) = if context.swapped { (target, source) } else { (source, target) };
        let read = |text: Text<'_>, whole: &WordStats| SideIndex::read(text.segments, text.lang, Some(whole));
        let sides = (read(first, &context.sides[0]), read(second, &context.sides[1]));
        let mut job = Job::without_skeleton(
            (&sides.0, first.lang),
            (&sides.1, second.lang),
            self.model_for(first.lang, second.lang),
            (outside_vectors(first, &sides.0), outside_vectors(second, &sides.1)),
            self.parallel_for,
        );
        job.max_span = self.settings.max_span.clamp(1, MAX_SPAN);
        context.restore(&mut job);
        let steps = job.search_between((0, 0), (sides.0.len, sides.1.len), None);
        unswapped(self.beads(&job, &steps), context.swapped)
    }

    fn align_whole(
        &self,
        source: Text<'_>,
        target: Text<'_>,
        pins: &Pins,
        keep_context: bool,
    ) -> (Alignment, Option<AlignmentContext>) {
        let swapped = is_second(source, target);
        let (first, second) = if swapped { (target, source) } else { (source, target) };
        let pins = if swapped { pins.swapped() } else { pins.clone() };
        let sides = join(
            self.parallel_for,
            || SideIndex::read(first.segments, first.lang, None),
            || SideIndex::read(second.segments, second.lang, None),
        );
        let mut job = Job::new(
            (&sides.0, first.lang),
            (&sides.1, second.lang),
            self.model_for(first.lang, second.lang),
            (outside_vectors(first, &sides.0), outside_vectors(second, &sides.1)),
            self.parallel_for,
        );
        job.max_span = self.settings.max_span.clamp(1, MAX_SPAN);
        job.prepare();
        let steps = without_merged_twins(&job, repair(&job, job.final_search(), &pins), &pins);
        let steps = if self.settings.crossings { with_crossings(&job, steps, &pins) } else { steps };
        let beads = self.beads(&job, &steps);
        let placed = displaced(&job, &steps, &beads, &pins, self.settings.crossings);
        let remaining = self.settings.crossings.then(|| with_remaining(&job, placed.as_ref().unwrap_or(&steps), &pins));
        let beads = match remaining.flatten().or(placed) {
            Some(steps) => self.beads(&job, &steps),
            None => beads,
        };
        let mut beads = unswapped(beads, swapped);
        if swapped && self.settings.crossings {
            in_source_order(&mut beads);
        }
        let context = keep_context.then(|| AlignmentContext::of(&job, swapped));
        (Alignment { beads }, context)
    }

    fn model_for(&self, source: Lang, target: Lang) -> Option<&'a Model> {
        self.model.filter(|m| m.knows(source, target))
    }

    /// Steps as beads, with the evidence of each.
    fn beads(&self, job: &Job<'_>, steps: &[Step]) -> Vec<Bead> {
        let pieces = map(self.parallel_for, steps.len().div_ceil(STEPS_PER_PIECE), |k| {
            let mut collector = EvidenceCollector::new(job.bitext());
            let piece = &steps[k * STEPS_PER_PIECE..((k + 1) * STEPS_PER_PIECE).min(steps.len())];
            piece.iter().map(|step| collector.bead(step.span, step.prob)).collect::<Vec<Bead>>()
        });
        pieces.into_iter().flatten().collect()
    }
}

impl std::fmt::Debug for Aligner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let langs = self.model.map(Model::langs);
        f.debug_struct("Aligner").field("model", &langs).field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Aligns two texts with nothing pinned, on the caller's thread; see [`Aligner::align`].
pub fn align(
    source: &[Segment<'_>],
    source_lang: Lang,
    target: &[Segment<'_>],
    target_lang: Lang,
    model: Option<&Model>,
    settings: &AlignerSettings,
) -> Alignment {
    let text = |segments, lang| Text { segments, lang, vectors: None };
    Aligner::new(model, settings.clone()).align(text(source, source_lang), text(target, target_lang), &Pins::default())
}

/// Vectors from outside, if there is one for each segment of the side.
fn outside_vectors(text: Text<'_>, side: &SideIndex) -> Option<SideVectors> {
    let vectors = text.vectors.filter(|v| v.dim > 0 && v.data.len() == v.dim * side.len)?;
    Some(SideVectors::of_segments(vectors.dim, vectors.data.clone(), side))
}

/// Beads of the search as beads of the caller.
fn unswapped(mut beads: Vec<Bead>, swapped: bool) -> Vec<Bead> {
    if swapped {
        beads.iter_mut().for_each(|bead| std::mem::swap(&mut bead.source, &mut bead.target));
    }
    beads
}

/// Whether the search takes `source` for its second text: the text with more segments comes first, then the
/// one with more bytes; texts of one size are told apart by their words. Features treat both sides alike, but
/// ties between equally good alignments must be broken somehow, and floating-point sums depend on their order.
fn is_second(source: Text<'_>, target: Text<'_>) -> bool {
    let bytes = |side: Text<'_>| side.segments.iter().map(|s| s.text.len()).sum::<usize>();
    let by_size = source.segments.len().cmp(&target.segments.len()).then(bytes(source).cmp(&bytes(target)));
    let by_text = || source.segments.iter().map(|s| s.text).cmp(target.segments.iter().map(|s| s.text));
    by_size.then_with(by_text).then_with(|| source.lang.cmp(&target.lang)) == Ordering::Less
}
