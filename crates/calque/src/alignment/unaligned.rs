//! Segments without a counterpart: neighbours joined to one bead, as a reader misses them, and what the
//! rules are given of them.

use crate::pairs::words::{Pair, tokens};
use calque_aligner::{Alignment, Bead, Evidence};
use calque_diff::{SideView, UnalignedView};
use calque_report::ReportSide;
use calque_text::{BlockKind, Side, Span, Token};
use std::ops::Range;

/// A text of fewer characters that ends in no mark is a label or a button, not a sentence.
const LABEL: usize = 60;

/// The alignment with neighbouring unaligned segments as one bead: those of one paragraph, and rows of
/// labels (a menu, a list of links). The score of such a bead is the mean of theirs.
pub(crate) fn joined(alignment: Alignment, source: &ReportSide, target: &ReportSide) -> Alignment {
    let mut beads: Vec<Bead> = Vec::with_capacity(alignment.beads.len());
    for bead in alignment.beads {
        match beads.last_mut() {
            Some(last) if follows(last, &bead, source, target) => extend(last, &bead),
            _ => beads.push(bead),
        }
    }
    Alignment { beads }
}

fn extend(last: &mut Bead, bead: &Bead) {
    let count = |b: &Bead| (b.source.len() + b.target.len()) as f32;
    let (a, b) = (count(last), count(bead));
    last.score = (a * last.score + b * bead.score) / (a + b);
    last.source.end = last.source.end.max(bead.source.end);
    last.target.end = last.target.end.max(bead.target.end);
    last.evidence = Evidence::default();
}

/// Whether two beads are of one side and stand together.
fn follows(last: &Bead, bead: &Bead, source: &ReportSide, target: &ReportSide) -> bool {
    let one_sided = |b: &Bead, which: Side| b.is_unaligned() && !b.segments(which).is_empty();
    let together = |which: Side, side: &ReportSide| {
        let (a, b) = (last.segments(which), bead.segments(which));
        one_sided(last, which) && one_sided(bead, which) && a.end == b.start && stand_together(side, a, b)
    };
    together(Side::Source, source) || together(Side::Target, target)
}

fn stand_together(side: &ReportSide, a: Range<usize>, b: Range<usize>) -> bool {
    let (Some(last), Some(first)) = (a.clone().last(), b.clone().next()) else { return false };
    let block = |i: usize| side.sentences.get(i).map(|s| s.block);
    block(last) == block(first) || a.chain(b).all(|i| is_label(side, i))
}

fn is_label(side: &ReportSide, segment: usize) -> bool {
    let Some(text) = side.sentences.get(segment).map(|s| s.span.of(&side.document.text).trim()) else { return false };
    text.chars().take(LABEL).count() < LABEL && !text.ends_with(['.', '!', '?', '…', ';', ':', '»', '”', '"'])
}

/// A bead with one side: what the rules are given of it.
pub(crate) struct Unaligned {
    pub(crate) bead: usize,
    source: (Span, Vec<Token>),
    target: (Span, Vec<Token>),
    probability: f32,
    kind: BlockKind,
    neighbours: [Option<usize>; 2],
}

/// The beads with one side; `pairs` are those with two, which their neighbours are indices into.
pub(crate) fn unaligned(
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    pairs: &[&Pair],
) -> Vec<Unaligned> {
    let beads = alignment.beads.iter().enumerate().filter(|(_, b)| b.is_unaligned());
    let of = |(bead, b): (usize, &Bead)| {
        let (which, side) = if b.source.is_empty() { (Side::Target, target) } else { (Side::Source, source) };
        let span = side.span(&b.segments(which)).filter(|s| !s.is_empty())?;
        let own = (span, tokens(&side.document.text, span, side.document.lang));
        let place = |other: &ReportSide, at: usize| {
            let before = at.checked_sub(1).and_then(|i| other.sentences.get(i)).map(|s| s.span.end);
            let at = before.or_else(|| other.sentences.first().map(|s| s.span.start)).unwrap_or(0);
            (Span::new(at, at), Vec::new())
        };
        let (of_source, of_target) = match which {
            Side::Source => (own, place(target, b.target.start)),
            Side::Target => (place(source, b.source.start), own),
        };
        let block = side.sentences.get(b.segments(which).start).map(|s| s.block as usize);
        let next = pairs.partition_point(|p| p.bead < bead);
        Some(Unaligned {
            bead,
            source: of_source,
            target: of_target,
            probability: b.score,
            kind: block.and_then(|k| side.document.blocks.get(k)).map_or_else(BlockKind::default, |k| k.kind),
            neighbours: [next.checked_sub(1), (next < pairs.len()).then_some(next)],
        })
    };
    beads.filter_map(of).collect()
}

/// Views of unaligned segments, as the drift rules take them.
pub(crate) fn views<'a>(
    source: &'a ReportSide,
    target: &'a ReportSide,
    all: &'a [Unaligned],
) -> Vec<UnalignedView<'a>> {
    fn view<'a>(side: &'a ReportSide, place: &'a (Span, Vec<Token>)) -> SideView<'a> {
        SideView { text: &side.document.text, span: place.0, lang: side.document.lang, tokens: &place.1 }
    }
    let of = |u: &'a Unaligned| UnalignedView {
        source: view(source, &u.source),
        target: view(target, &u.target),
        probability: u.probability,
        kind: u.kind,
        neighbours: u.neighbours,
    };
    all.iter().map(of).collect()
}
