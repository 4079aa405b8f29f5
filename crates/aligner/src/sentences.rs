//! Sentence alignment: from two lists of segments to beads.
//!
//! Coarse to fine: a skeleton through the text, a band around it, all beads in
//! the band weighed at once, and the alignment with the most segments
//! expected in right beads. Without a model of the language pair this is done again with a
//! lexicon learnt from the first result.

use crate::each::{Each, both, in_turn, map};
use crate::evidence::Witness;
use crate::grid::SPAN;
use crate::job::Job;
use crate::memory::Memory;
use crate::paths::Step;
use crate::side::Side;
use crate::vectors::Vectors;
use crate::{Alignment, Bead, Pins, SegmentVectors, crossings};
use calque_model::Model;
use calque_text::{BlockKind, Lang};
use std::cmp::Ordering;

/// A segment as the aligner sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Segment<'a> {
    /// Its text.
    pub text: &'a str,
    /// The block it stands in; a change of block is evidence.
    pub block: u32,
    /// What kind of block that is.
    pub kind: BlockKind,
    /// When it is spoken, in milliseconds, where that is known: evidence, too.
    pub time: Option<(u32, u32)>,
}

/// One text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its segments.
    pub segments: &'a [Segment<'a>],
    /// Its language.
    pub lang: Lang,
    /// Their vectors, which take the place of the model's if both texts have them.
    pub vectors: Option<&'a SegmentVectors>,
}

/// How to align.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Most segments on one side of a bead.
    pub max_span: usize,
    /// Whether passages that stand elsewhere in the other text are looked for.
    pub crossings: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { max_span: SPAN, crossings: false }
    }
}

/// Aligns texts: what it needs for that, once for many.
#[derive(Clone)]
pub struct Aligner<'a> {
    model: Option<&'a Model>,
    settings: Settings,
    each: Each<'a>,
}

impl<'a> Aligner<'a> {
    /// With a model, or with none: then length, cognates and what the texts teach must do.
    pub fn new(model: Option<&'a Model>, settings: Settings) -> Self {
        Self { model, settings, each: &in_turn }
    }

    /// With helpers: the result is the same, sooner.
    #[must_use]
    pub fn on(mut self, each: Each<'a>) -> Self {
        self.each = each;
        self
    }

    /// Aligns two texts.
    ///
    /// Which text is called the source changes nothing but the names in the result: ties are broken
    /// in one orientation, the longer text first.
    pub fn align(&self, source: Text<'_>, target: Text<'_>, pins: &Pins) -> Alignment {
        self.work(source, target, pins, false).0
    }

    /// As [`Self::align`], and keeps what was learnt of the texts for [`Self::realign`].
    pub fn study(&self, source: Text<'_>, target: Text<'_>, pins: &Pins) -> (Alignment, Memory) {
        let (alignment, memory) = self.work(source, target, pins, true);
        (alignment, memory.unwrap_or_default())
    }

    /// Aligns a piece of two texts that were studied before, as it is now: with the habits of the
    /// whole, in time proportional to the piece. Segments are counted from the beginning of the piece.
    pub fn realign(&self, memory: &Memory, source: Text<'_>, target: Text<'_>) -> Vec<Bead> {
        let beads =
            if memory.swapped { self.piece(memory, target, source) } else { self.piece(memory, source, target) };
        turned(beads, memory.swapped)
    }

    fn piece(&self, memory: &Memory, source: Text<'_>, target: Text<'_>) -> Vec<Bead> {
        let read = |text: Text<'_>, k: usize| Side::read(text.segments, text.lang, Some(&memory.sides[k]));
        let sides = (read(source, 0), read(target, 1));
        let model = self.model_of(source.lang, target.lang);
        let outside = (outside(source, &sides.0), outside(target, &sides.1));
        let mut job = Job::bare((&sides.0, source.lang), (&sides.1, target.lang), model, outside, self.each);
        job.max_span = self.settings.max_span.clamp(1, SPAN);
        memory.recall(&mut job);
        let steps = job.stretch((0, 0), (sides.0.len, sides.1.len), None);
        self.beads(&job, &steps)
    }

    fn work(&self, source: Text<'_>, target: Text<'_>, pins: &Pins, keep: bool) -> (Alignment, Option<Memory>) {
        let swapped = is_second(source, target);
        let (first, second) = if swapped { (target, source) } else { (source, target) };
        let turned_pins = if swapped { pins.swapped() } else { pins.clone() };
        let sides = both(
            self.each,
            || Side::read(first.segments, first.lang, None),
            || Side::read(second.segments, second.lang, None),
        );
        let model = self.model_of(first.lang, second.lang);
        let outside = (outside(first, &sides.0), outside(second, &sides.1));
        let mut job = Job::new((&sides.0, first.lang), (&sides.1, second.lang), model, outside, self.each);
        job.max_span = self.settings.max_span.clamp(1, SPAN);
        job.prepare();
        let steps = job.mend(job.finish(), &turned_pins);
        let steps = if self.settings.crossings { crossings::find(&job, steps, &turned_pins) } else { steps };
        let mut beads = turned(self.beads(&job, &steps), swapped);
        if swapped && self.settings.crossings {
            crossings::in_order(&mut beads);
        }
        let memory = keep.then(|| Memory::of(&job, swapped));
        (Alignment { beads }, memory)
    }

    fn model_of(&self, source: Lang, target: Lang) -> Option<&'a Model> {
        self.model.filter(|m| m.knows(source, target))
    }

    /// Steps as beads, with the evidence of each.
    fn beads(&self, job: &Job<'_>, steps: &[Step]) -> Vec<Bead> {
        const PIECE: usize = 4096;
        let pieces = map(self.each, steps.len().div_ceil(PIECE), |k| {
            let mut witness = Witness::new(job.texts());
            let piece = &steps[k * PIECE..((k + 1) * PIECE).min(steps.len())];
            piece.iter().map(|step| witness.bead(step.place, step.prob)).collect::<Vec<Bead>>()
        });
        pieces.into_iter().flatten().collect()
    }
}

impl std::fmt::Debug for Aligner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known = self.model.map(Model::langs);
        f.debug_struct("Aligner").field("model", &known).field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Aligns two texts with nothing pinned, on the caller's thread.
pub fn align(
    source: &[Segment<'_>],
    source_lang: Lang,
    target: &[Segment<'_>],
    target_lang: Lang,
    model: Option<&Model>,
    settings: &Settings,
) -> Alignment {
    let text = |segments, lang| Text { segments, lang, vectors: None };
    Aligner::new(model, settings.clone()).align(text(source, source_lang), text(target, target_lang), &Pins::default())
}

/// Vectors from outside, if they are those of this side.
fn outside(text: Text<'_>, side: &Side) -> Option<Vectors> {
    let vectors = text.vectors.filter(|v| v.dim > 0 && v.data.len() == v.dim * side.len)?;
    Some(Vectors::of_segments(vectors.dim, vectors.data.clone(), side))
}

fn turned(mut beads: Vec<Bead>, swapped: bool) -> Vec<Bead> {
    if swapped {
        beads.iter_mut().for_each(|bead| std::mem::swap(&mut bead.source, &mut bead.target));
    }
    beads
}

/// Whether the search takes `source` as its second text: the longer one comes first, and texts
/// of one size are told apart by their words. Features treat both sides alike, but equally good
/// alignments must be told apart somehow, and floating-point sums depend on their order.
fn is_second(source: Text<'_>, target: Text<'_>) -> bool {
    let texts = |side: Text<'_>| side.segments.iter().map(|s| s.text.len()).sum::<usize>();
    let by_size = source.segments.len().cmp(&target.segments.len()).then(texts(source).cmp(&texts(target)));
    let by_text = || source.segments.iter().map(|s| s.text).cmp(target.segments.iter().map(|s| s.text));
    by_size.then_with(by_text).then_with(|| source.lang.cmp(&target.lang)) == Ordering::Less
}
