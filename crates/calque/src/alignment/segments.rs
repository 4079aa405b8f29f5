//! The segments of a side that have text. Empty lines are not aligned, but they count as segments.

use calque_aligner::Segment;
use calque_report::ReportSide;
use calque_text::{Block, Sentence, TimeSpan};
use std::ops::Range;

/// The segments that have text, with their indices among all segments of the side.
pub(crate) struct NonEmptySegments<'a> {
    pub(super) segments: Vec<Segment<'a>>,
    pub(super) index: Vec<usize>,
    pub(super) all: usize,
}

impl<'a> NonEmptySegments<'a> {
    /// Their texts.
    pub(super) fn texts(&self) -> Vec<&'a str> {
        self.segments.iter().map(|s| s.text).collect()
    }

    /// A range of all segments as a range of those with text.
    pub(crate) fn inner(&self, range: &Range<usize>) -> Range<usize> {
        let position = |at: usize| self.index.partition_point(|&i| i < at);
        position(range.start)..position(range.end)
    }

    /// The index of each among all segments.
    pub(crate) fn index(&self) -> &[usize] {
        &self.index
    }

    /// A range of the segments with text as a range of all segments; `None` if it is empty.
    pub(super) fn outer(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let indices = self.index.get(range.clone())?;
        Some(*indices.first()?..*indices.last()? + 1)
    }
}

/// The segments of a side that have text.
pub(super) fn segments(side: &ReportSide) -> NonEmptySegments<'_> {
    let all = side.sentences.len();
    let mut out = NonEmptySegments { segments: Vec::with_capacity(all), index: Vec::with_capacity(all), all };
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

/// The time of a sentence, in proportion to its share of the block's text.
fn time(block: &Block, sentence: &Sentence, time: TimeSpan) -> (u32, u32) {
    let at = |byte: usize| {
        let share = byte.saturating_sub(block.span.start) as f64 / block.span.len().max(1) as f64;
        time.start + (share * f64::from(time.end.saturating_sub(time.start))) as u32
    };
    (at(sentence.span.start), at(sentence.span.end))
}
