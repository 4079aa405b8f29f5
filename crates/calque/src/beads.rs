//! Segments to beads: what the aligner is given, and its result counted in all segments.
//!
//! Empty lines are kept out of the aligner and come back as unaligned, so that
//! the numbers of segments are those of lines.

use crate::given::{Given, known};
use crate::{Error, Settings, models};
use calque_aligner::{Aligner, Alignment, Bead, Evidence, Segment, SegmentVectors, Text};
use calque_report::ReportSide;
use calque_text::{Block, Sentence, TimeSpan};
use rayon::prelude::*;
use std::ops::Range;

/// The longest segment that is paired, in bytes.
const MAX_SEGMENT: usize = 100_000;

/// The aligner's parallel `for`, on all cores.
pub fn on_all_cores(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().for_each(work);
}

/// Pairs the segments of two texts.
pub(crate) fn align(
    source: &ReportSide,
    target: &ReportSide,
    given: &Given,
    settings: &Settings,
) -> Result<Alignment, Error> {
    let (s, t) = (segments(source), segments(target));
    fits(source, &s, settings)?;
    fits(target, &t, settings)?;
    let options = calque_aligner::Settings { max_span: settings.align.max_span, crossings: settings.align.crossings };
    let model = models::for_pair(settings, source.document.lang, target.document.lang)?;
    let (pins, vectors) = known(given, (source, &s), (target, &t), settings)?;
    let (source_vectors, target_vectors) = vectors.unzip();
    let found = Aligner::new(model, options).with_parallel_for(&on_all_cores).align(
        text(source, &s, source_vectors.as_ref()),
        text(target, &t, target_vectors.as_ref()),
        &pins,
    );
    tracing::debug!(beads = found.beads.len(), "aligned");
    Ok(with_empty_lines(found, &s, &t))
}

fn text<'a>(side: &ReportSide, filled: &'a Filled<'a>, vectors: Option<&'a SegmentVectors>) -> Text<'a> {
    Text { segments: &filled.segments, lang: side.document.lang, vectors }
}

/// Refuses what would take too long to pair: too many segments, or one of a whole book.
fn fits(side: &ReportSide, filled: &Filled<'_>, settings: &Settings) -> Result<(), Error> {
    let (segments, limit) = (filled.segments.len(), settings.align.max_segments);
    if segments > limit {
        return Err(Error::TooManySegments { name: side.name.clone(), segments, limit });
    }
    match side.sentences.iter().find(|s| s.span.len() > MAX_SEGMENT) {
        Some(long) => {
            let before = side.document.text.get(..long.span.start).unwrap_or_default();
            let line = 1 + before.bytes().filter(|&b| b == b'\n').count();
            Err(Error::LongSegment { name: side.name.clone(), line, bytes: long.span.len(), limit: MAX_SEGMENT })
        }
        None => Ok(()),
    }
}

/// The segments with text, and where each stands among all.
pub(crate) struct Filled<'a> {
    segments: Vec<Segment<'a>>,
    index: Vec<usize>,
    all: usize,
}

impl Filled<'_> {
    /// A run of all segments as a run of those with text.
    pub(crate) fn run(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.index.partition_point(|&i| i < at);
        place(range.start)..place(range.end)
    }

    /// Where each stands among all.
    pub(crate) fn index(&self) -> &[usize] {
        &self.index
    }

    /// The other way round; none where there is no text.
    fn outer(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let run = self.index.get(range.clone())?;
        Some(*run.first()?..*run.last()? + 1)
    }
}

fn segments(side: &ReportSide) -> Filled<'_> {
    let all = side.sentences.len();
    let mut out = Filled { segments: Vec::with_capacity(all), index: Vec::with_capacity(all), all };
    for (i, sentence) in side.sentences.iter().enumerate().filter(|(_, s)| !s.span.is_empty()) {
        let block = side.document.blocks.get(sentence.block as usize);
        out.segments.push(Segment {
            text: sentence.span.of(&side.document.text),
            block: sentence.block,
            kind: block.map_or_else(Default::default, |b| b.kind),
            time: block.and_then(|b| Some(time(b, sentence, b.time?))),
        });
        out.index.push(i);
    }
    out
}

/// When a sentence of a block is spoken: its share of the block's time.
fn time(block: &Block, sentence: &Sentence, time: TimeSpan) -> (u32, u32) {
    let at = |byte: usize| {
        let share = byte.saturating_sub(block.span.start) as f64 / block.span.len().max(1) as f64;
        time.start + (share * f64::from(time.end.saturating_sub(time.start))) as u32
    };
    (at(sentence.span.start), at(sentence.span.end))
}

/// Counts beads in all segments again, the empty ones too.
fn with_empty_lines(found: Alignment, source: &Filled<'_>, target: &Filled<'_>) -> Alignment {
    if source.index.len() == source.all && target.index.len() == target.all {
        return found;
    }
    let crossed = found.crossed();
    // Lines that no bead holds: empty, and not inside a bead of several.
    let mut bare = (vec![true; source.all], vec![true; target.all]);
    let mut place = |range: &Range<usize>, filled: &Filled<'_>, is_source: bool| {
        let outer = filled.outer(range)?;
        let bare = if is_source { &mut bare.0 } else { &mut bare.1 };
        bare[outer.clone()].fill(false);
        Some(outer)
    };
    let placed: Vec<_> =
        found.beads.iter().map(|b| (place(&b.source, source, true), place(&b.target, target, false))).collect();
    let (mut s, mut t) = (0, 0);
    let mut beads = Vec::with_capacity(found.beads.len());
    let alone = |beads: &mut Vec<Bead>, s: Range<usize>, t: Range<usize>| {
        let bead = |source, target| Bead { source, target, score: 0.0, evidence: Evidence::default() };
        beads.extend(s.clone().filter(|&i| bare.0[i]).map(|i| bead(i..i + 1, t.start..t.start)));
        beads.extend(t.filter(|&j| bare.1[j]).map(|j| bead(s.end..s.end, j..j + 1)));
    };
    for ((bead, (source, target)), crossed) in found.beads.into_iter().zip(placed).zip(crossed) {
        if crossed {
            beads.push(Bead { source: source.unwrap_or(s..s), target: target.unwrap_or(t..t), ..bead });
            continue;
        }
        let (source, target) = (source.unwrap_or(s..s), target.unwrap_or(t..t));
        alone(&mut beads, s..source.start.max(s), t..target.start.max(t));
        (s, t) = (s.max(source.end), t.max(target.end));
        beads.push(Bead { source, target, ..bead });
    }
    alone(&mut beads, s..source.all, t..target.all);
    Alignment { beads }
}
