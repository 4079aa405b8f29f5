//! What has no counterpart in prose: from the unaligned segments of a checked pair to headings, paragraphs, list
//! items, sentences, and the sections that they make.

use super::code::{CodeChange, code_blocks, code_changes};
use super::outline::{Outline, excerpt, identity};
use super::page::word_count;
use crate::item::{ItemChange, ItemKind, PageItem};
use calque_report::{Report, ReportSide};
use calque_text::{BlockKind, Side, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Something without a counterpart, before it is worded. The spans are bytes of the texts.
struct Gap {
    change: ItemChange,
    kind: ItemKind,
    /// The block and the words on each side; of a side that has none, the place.
    source: (Option<usize>, Span),
    target: (Option<usize>, Span),
}

/// What one side has without a counterpart, by its blocks.
#[derive(Default)]
struct Lone {
    /// Blocks of which nothing has a counterpart.
    blocks: Vec<usize>,
    /// Segments without one, of blocks that have some with.
    segments: Vec<usize>,
}

/// The items of a pair, and how many words of the original have a counterpart.
pub(super) struct Gaps {
    pub(super) items: Vec<PageItem>,
    /// The block in which each item stands, on the side where it has words.
    pub(super) blocks: Vec<(Side, usize)>,
    pub(super) words: usize,
    pub(super) words_translated: usize,
}

/// Finds them. `told` says which unaligned segments count where the rest of their block has a counterpart.
pub(super) fn gaps(report: &Report, told: &dyn Fn(Side, usize) -> bool) -> Gaps {
    let lone_blocks = Side::BOTH.map(|side| lone_blocks(report, side));
    let mut found = prose(report, &lone_blocks, told);
    let (sources, targets) = (code_blocks(&report.source), code_blocks(&report.target));
    for change in code_changes(&sources, &targets) {
        let at = |side: &ReportSide, block: usize| side.document.blocks[block].span;
        let none = |side: &ReportSide| Span::new(side.document.text.len(), side.document.text.len());
        let (change, source, target) = match change {
            CodeChange::Missing(s) => (ItemChange::Missing, Some(s), None),
            CodeChange::New(t) => (ItemChange::New, None, Some(t)),
            CodeChange::Differs(s, t) => (ItemChange::Rewritten, Some(s), Some(t)),
        };
        let side = |side: &ReportSide, block: Option<usize>| (block, block.map_or_else(|| none(side), |b| at(side, b)));
        let (source, target) = (side(&report.source, source), side(&report.target, target));
        found.push(Gap { change, kind: ItemKind::Code, source, target });
    }
    let (words, words_translated) = words(report, &found);
    let mut items = sections(report, found);
    items.sort_by_key(|(gap, _)| (gap.source.1.start, gap.target.1.start));
    let outlines = [Outline::new(&report.source), Outline::new(&report.target)];
    let blocks = items.iter().map(|(gap, _)| match (gap.source.0, gap.target.0) {
        (Some(block), _) => (Side::Source, block),
        (None, block) => (Side::Target, block.unwrap_or(0)),
    });
    let blocks = blocks.collect();
    let items = items.into_iter().map(|(gap, words)| item(report, &outlines, &gap, words)).collect();
    Gaps { items, blocks, words, words_translated }
}

/// Whether a piece of text says anything.
fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// By segment: whether it is in no pair.
fn lone_segments(report: &Report, side: Side) -> Vec<bool> {
    let mut lone = vec![true; report.side(side).sentences.len()];
    for bead in report.alignment.pairs() {
        for segment in bead.segments(side) {
            lone[segment] = false;
        }
    }
    lone
}

/// The blocks of a side of which no segment is in a pair.
fn lone_blocks(report: &Report, side: Side) -> BTreeSet<usize> {
    let lone = lone_segments(report, side);
    let mut all: BTreeMap<usize, bool> = BTreeMap::new();
    for (segment, lone) in report.side(side).sentences.iter().zip(lone) {
        let entry = all.entry(segment.block as usize).or_insert(true);
        *entry &= lone;
    }
    all.into_iter().filter(|(_, lone)| *lone).map(|(block, _)| block).collect()
}

/// What is without a counterpart between one pair and the next.
fn prose(report: &Report, whole: &[BTreeSet<usize>; 2], told: &dyn Fn(Side, usize) -> bool) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut runs: [Lone; 2] = [Lone::default(), Lone::default()];
    // The last words that have a counterpart, where what is missing would follow.
    let mut places = [0, 0];
    for bead in &report.alignment.beads {
        if bead.is_unaligned() {
            for (i, side) in Side::BOTH.into_iter().enumerate() {
                note(&mut runs[i], report.side(side), bead.segments(side), &whole[i], &|s| told(side, s));
            }
            continue;
        }
        close(&mut gaps, report, std::mem::take(&mut runs), places);
        for (i, side) in Side::BOTH.into_iter().enumerate() {
            if let Some(last) = bead.segments(side).last() {
                places[i] = report.side(side).sentences[last].span.end;
            }
        }
    }
    close(&mut gaps, report, runs, places);
    gaps
}

fn note(
    run: &mut Lone,
    side: &ReportSide,
    segments: Range<usize>,
    whole: &BTreeSet<usize>,
    told: &dyn Fn(usize) -> bool,
) {
    for segment in segments {
        let sentence = side.sentences[segment];
        let block = sentence.block as usize;
        if !says_something(sentence.span.of(&side.document.text)) {
            continue;
        }
        if whole.contains(&block) {
            if run.blocks.last() != Some(&block) {
                run.blocks.push(block);
            }
        } else if told(segment) {
            run.segments.push(segment);
        }
    }
}

/// What stands in one place on both sides belongs together, though it says something else; the rest is alone.
fn close(gaps: &mut Vec<Gap>, report: &Report, [source, target]: [Lone; 2], places: [usize; 2]) {
    let place = |i: usize| (None, Span::new(places[i], places[i]));
    let block = |side: &ReportSide, b: usize| (Some(b), side.document.blocks[b].span);
    let kind = |side: &ReportSide, b: usize| kind_of(side.document.blocks[b].kind);
    let (s, t) = (&report.source, &report.target);
    let mut free: Vec<usize> = target.blocks.clone();
    for &b in &source.blocks {
        let same = free.iter().position(|&other| kind(t, other) == kind(s, b));
        let (change, other) = match same {
            // What stands before it in the translation stays for itself.
            Some(at) => (ItemChange::Rewritten, block(t, free.remove(at))),
            None => (ItemChange::Missing, place(1)),
        };
        gaps.push(Gap { change, kind: kind(s, b), source: block(s, b), target: other });
    }
    for b in free {
        gaps.push(Gap { change: ItemChange::New, kind: kind(t, b), source: place(0), target: block(t, b) });
    }
    let segment = |side: &ReportSide, i: usize| (Some(side.sentences[i].block as usize), side.sentences[i].span);
    for i in 0..source.segments.len().max(target.segments.len()) {
        let (change, source, target) = match (source.segments.get(i), target.segments.get(i)) {
            (Some(&a), Some(&b)) => (ItemChange::Rewritten, segment(s, a), segment(t, b)),
            (Some(&a), None) => (ItemChange::Missing, segment(s, a), place(1)),
            (None, Some(&b)) => (ItemChange::New, place(0), segment(t, b)),
            (None, None) => continue,
        };
        gaps.push(Gap { change, kind: ItemKind::Sentence, source, target });
    }
}

fn kind_of(kind: BlockKind) -> ItemKind {
    match kind {
        BlockKind::Paragraph => ItemKind::Paragraph,
        BlockKind::Heading(_) => ItemKind::Heading,
        BlockKind::ListItem => ItemKind::ListItem,
        BlockKind::Caption => ItemKind::Caption,
        BlockKind::Cell => ItemKind::Cell,
        BlockKind::Quote => ItemKind::Quote,
        BlockKind::Code => ItemKind::Code,
    }
}

/// Words of the original, and those of them that have a counterpart.
fn words(report: &Report, gaps: &[Gap]) -> (usize, usize) {
    let text = &report.source.document.text;
    let all = report.source.document.blocks.iter().map(|b| word_count(b.span.of(text))).sum();
    let lost: usize = gaps.iter().filter(|g| g.source.0.is_some()).map(|g| word_count(g.source.1.of(text))).sum();
    (all, all.saturating_sub(lost))
}

/// Gaps with their words; a heading of which nothing below has a counterpart stands for all of it.
fn sections(report: &Report, gaps: Vec<Gap>) -> Vec<(Gap, usize)> {
    let mut gaps: Vec<Option<Gap>> = gaps.into_iter().map(Some).collect();
    let mut out = Vec::new();
    for (change, which) in [(ItemChange::Missing, Side::Source), (ItemChange::New, Side::Target)] {
        let side = report.side(which);
        let own = |gap: &Gap| if which == Side::Source { gap.source.0 } else { gap.target.0 };
        let alone: BTreeMap<usize, usize> = gaps
            .iter()
            .enumerate()
            .filter_map(|(i, gap)| Some((own(gap.as_ref()?)?, i, gap.as_ref()?)))
            .filter(|(_, _, gap)| gap.change == change && gap.kind != ItemKind::Sentence)
            .map(|(block, i, _)| (block, i))
            .collect();
        let outline = Outline::new(side);
        let blocks = side.document.blocks.len();
        let mut at = 0;
        while at < blocks {
            let Some(level) = outline.level(at).filter(|_| alone.contains_key(&at)) else {
                at += 1;
                continue;
            };
            let end = (at + 1..blocks).find(|&b| outline.level(b).is_some_and(|l| l <= level)).unwrap_or(blocks);
            let text = |b: usize| side.document.blocks[b].span.of(&side.document.text);
            let all = (at + 1..end).all(|b| alone.contains_key(&b) || !says_something(text(b)));
            if !all || end == at + 1 {
                at += 1;
                continue;
            }
            let words = (at..end).map(|b| word_count(text(b))).sum();
            for b in at + 1..end {
                if let Some(&i) = alone.get(&b) {
                    gaps[i] = None;
                }
            }
            if let Some(mut gap) = alone.get(&at).and_then(|&i| gaps[i].take()) {
                gap.kind = ItemKind::Section;
                out.push((gap, words));
            }
            at = end;
        }
    }
    let rest = gaps.into_iter().flatten().map(|gap| {
        let side = if gap.source.0.is_some() { (&report.source, gap.source.1) } else { (&report.target, gap.target.1) };
        let words = word_count(side.1.of(&side.0.document.text));
        (gap, words)
    });
    out.extend(rest);
    out
}

/// A gap in words.
fn item(report: &Report, outlines: &[Outline; 2], gap: &Gap, words: usize) -> PageItem {
    let text = |side: &ReportSide, (block, span): (Option<usize>, Span)| {
        block.map_or_else(String::new, |_| excerpt(span.of(&side.document.text)))
    };
    let line = |side: &ReportSide, span: Span| {
        side.origin.positions.line_and_column(&side.document.text, span.start).map(|(line, _)| line)
    };
    let whole = |side: &ReportSide, (block, span): (Option<usize>, Span)| {
        block.map_or("", |_| span.of(&side.document.text)).to_owned()
    };
    let section = match (gap.source.0, gap.target.0) {
        (Some(block), _) => outlines[0].above(block),
        (None, Some(block)) => outlines[1].above(block),
        (None, None) => Vec::new(),
    };
    // The id is of all the words: the beginnings of two paragraphs may be the same.
    let (source, target) = (whole(&report.source, gap.source), whole(&report.target, gap.target));
    PageItem {
        id: identity(gap.change, gap.kind, &source, &target),
        change: gap.change,
        kind: gap.kind,
        section,
        source: text(&report.source, gap.source),
        target: text(&report.target, gap.target),
        words,
        source_line: line(&report.source, gap.source.1),
        target_line: line(&report.target, gap.target.1),
    }
}
