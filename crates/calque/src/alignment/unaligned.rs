//! Segments without a counterpart: taken out of beads that hold them without rendering them, neighbours joined to
//! one bead, as a reader misses them, and what the rules are given of them.

use crate::pairs::words::{Pair, tokens, words};
use calque_aligner::{Alignment, Bead, Evidence};
use calque_diff::{PairView, SideView, UnalignedView, swallowed};
use calque_model::Model;
use calque_report::ReportSide;
use calque_text::{BlockKind, Side, Span, Token};
use rayon::prelude::*;
use std::ops::Range;

/// A text of fewer characters that ends in no mark is a label or a button, not a sentence.
const LABEL: usize = 60;

/// A segment is taken out of its bead if it has no counterpart there with at least this probability: the first is for
/// a paragraph of its own, the second for a sentence of a paragraph, which translators join more freely. Set by hand.
const SWALLOWED: (f32, f32) = (0.8, 0.9);
/// How much less likely it is that such a sentence is lost than its words say. Set by hand.
const JOINED: f32 = 0.75;

/// The alignment with segments taken out of beads that do not render them: the first or the last of several.
pub(crate) fn released(alignment: &Alignment, source: &ReportSide, target: &ReportSide, model: &Model) -> Alignment {
    let split = |bead: &Bead| -> Vec<Bead> {
        let ends = Side::BOTH.into_iter().filter(|&which| bead.segments(which).len() > 1 && !bead.is_unaligned());
        let parts = ends.flat_map(|which| {
            let all = bead.segments(which);
            [(which, all.start..all.start + 1), (which, all.end - 1..all.end)]
        });
        let side = |which: Side| if which == Side::Source { source } else { target };
        let surest = parts
            .filter(|(which, segment)| !is_label(side(*which), segment.start))
            .filter_map(|(which, out)| Some((lost(bead, which, &out, (source, target), model)?, which, out)))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match surest {
            Some((probability, which, out)) => {
                let in_paragraph = is_paragraph(side(which), &bead.segments(which));
                let (least, prior) = if in_paragraph { (SWALLOWED.1, JOINED) } else { (SWALLOWED.0, 1.0) };
                if probability < least {
                    return vec![bead.clone()];
                }
                apart(bead, which, out, prior * probability)
            }
            None => vec![bead.clone()],
        }
    };
    Alignment { beads: alignment.beads.par_iter().flat_map_iter(split).collect() }
}

/// Whether segments are of one paragraph.
fn is_paragraph(side: &ReportSide, segments: &Range<usize>) -> bool {
    let block = |i: usize| side.sentences.get(i).map(|s| s.block);
    segments.clone().all(|i| block(i) == block(segments.start))
}

/// The probability that the segments `out` on side `which` of a bead have no counterpart in it.
fn lost(
    bead: &Bead,
    which: Side,
    out: &Range<usize>,
    (source, target): (&ReportSide, &ReportSide),
    model: &Model,
) -> Option<f32> {
    let own = if which == Side::Source { source } else { target };
    let rest = rest(&bead.segments(which), out);
    let (s, t) = if which == Side::Source { (rest, bead.target.clone()) } else { (bead.source.clone(), rest) };
    let read = |side: &ReportSide, span: Span| (span, tokens(&side.document.text, span, side.document.lang));
    let (s, t, out) = (read(source, source.span(&s)?), read(target, target.span(&t)?), read(own, own.span(out)?));
    let links = words(
        Some(model),
        None,
        (&source.document.text, source.document.lang, &s.1),
        (&target.document.text, target.document.lang, &t.1),
    );
    let rest = PairView { source: view(source, &s), target: view(target, &t), words: &links, model: Some(model) };
    Some(swallowed(&rest, &view(own, &out), which))
}

/// The segments of a bead without its first or its last.
fn rest(all: &Range<usize>, out: &Range<usize>) -> Range<usize> {
    if out.start == all.start { out.end..all.end } else { all.start..out.start }
}

/// A bead as two: the segments that were taken out, and the rest, in the order of the text.
fn apart(bead: &Bead, which: Side, out: Range<usize>, probability: f32) -> Vec<Bead> {
    let first = out.start == bead.segments(which).start;
    let rest = rest(&bead.segments(which), &out);
    let other = bead.segments(which.other());
    let place = if first { other.start..other.start } else { other.end..other.end };
    let of = |own: Range<usize>, other: Range<usize>, score: f32, evidence: Evidence| match which {
        Side::Source => Bead { source: own, target: other, score, evidence },
        Side::Target => Bead { source: other, target: own, score, evidence },
    };
    let lone = of(out, place, probability, Evidence::default());
    let kept = of(rest, other, bead.score, bead.evidence);
    if first { vec![lone, kept] } else { vec![kept, lone] }
}

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
    let of = |u: &'a Unaligned| UnalignedView {
        source: view(source, &u.source),
        target: view(target, &u.target),
        probability: u.probability,
        kind: u.kind,
        neighbours: u.neighbours,
    };
    all.iter().map(of).collect()
}

fn view<'a>(side: &'a ReportSide, place: &'a (Span, Vec<Token>)) -> SideView<'a> {
    SideView { text: &side.document.text, span: place.0, lang: side.document.lang, tokens: &place.1 }
}
