//! From a report of the pipeline, or from pairs, to rows.

use crate::changes::{ChangeSet, RowChange};
use crate::rows::{BeadKind, BeadRow, Cell, CheckProgress, DocumentRow, FindingRow, SideRow};
use crate::state::STEP;
use calque::{Report, ReportSide};
use calque_bitext::Finding;
use calque_report::{Dismissal, PlacedFinding};
use calque_text::{BlockKind, Sentence, Side, Span};

/// A label has at most so many characters and ends in no mark.
const LABEL: usize = 60;

/// A document that was read, aligned and checked, as rows numbered from `first` on.
pub(crate) struct Imported {
    pub(crate) row: DocumentRow,
    pub(crate) changes: ChangeSet,
    pub(crate) next_id: i64,
}

/// The rows of a report. `sides` are the descriptions of the two texts, of which name, language and tail are set here.
pub(crate) fn import(report: &Report, name: &str, sides: [SideRow; 2], pairs: bool, first: i64) -> Imported {
    let mut next = first;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    let mut changes = ChangeSet::default();
    let mut cells = [Vec::new(), Vec::new()];
    let [mut source, mut target] = sides;
    for side in Side::BOTH {
        let (text, row) = match side {
            Side::Source => (&report.source, &mut source),
            Side::Target => (&report.target, &mut target),
        };
        for (i, cell) in side_cells(text, side).enumerate() {
            let id = fresh();
            cells[side as usize].push(id);
            changes.cells.push(RowChange {
                id,
                before: None,
                after: Some(Cell { place: (i as i64 + 1) * STEP, ..cell }),
            });
        }
        let end = text.sentences.last().map_or(0, |s| s.span.end);
        row.tail = text.document.text.get(end..).unwrap_or_default().to_owned();
        row.lang = Some(text.document.lang);
        row.name.clone_from(&text.name);
    }
    let mut beads = Vec::new();
    for (i, bead) in report.alignment.beads.iter().enumerate() {
        let of = |side: Side| cells[side as usize].get(bead.segments(side)).unwrap_or_default().to_vec();
        let parts = Side::BOTH.into_iter().flat_map(|side| {
            let text = report.side(side);
            let sentences = text.sentences.get(bead.segments(side)).unwrap_or_default();
            sentences.iter().map(move |s| (block_kind(text, s.block), s.span.of(&text.document.text)))
        });
        let row = BeadRow {
            place: (i as i64 + 1) * STEP,
            source: of(Side::Source),
            target: of(Side::Target),
            score: bead.score,
            evidence: bead.evidence,
            fidelity: report.fidelity.get(i).copied().filter(|_| !bead.is_unaligned()),
            confirmed: pairs,
            locked: false,
            read: false,
            kind: kind_of(parts, bead.is_unaligned()),
        };
        let id = fresh();
        beads.push(id);
        changes.beads.push(RowChange { id, before: None, after: Some(row) });
    }
    for (placed, by) in findings(report) {
        let bead = placed.bead.and_then(|b| beads.get(b)).copied();
        let mut row = FindingRow::new(bead, rebased_finding(report, placed));
        if let Some(by) = by {
            row.dismiss(by);
        }
        let id = fresh();
        changes.findings.push(RowChange { id, before: None, after: Some(row) });
    }
    let row = DocumentRow {
        name: name.to_owned(),
        source,
        target,
        pairs,
        warnings: report.warnings.clone(),
        opened: crate::clock::now(),
        check: CheckProgress::Done,
        encoder: report.encoder,
    };
    Imported { row, changes, next_id: next }
}

/// The findings of a report, each with how it was dismissed if it was.
pub(crate) fn findings(report: &Report) -> impl Iterator<Item = (&PlacedFinding, Option<&Dismissal>)> {
    let open = report.findings.iter().map(|placed| (placed, None));
    open.chain(report.suppressed.iter().map(|s| (&s.placed, Some(&s.by))))
}

/// A finding with spans relative to the sides of its bead.
pub(crate) fn rebased_finding(report: &Report, placed: &PlacedFinding) -> Finding {
    let mut finding = placed.finding.clone();
    if let Some(bead) = placed.bead.and_then(|b| report.alignment.beads.get(b)) {
        let of = |span: Option<Span>, side: Side| {
            let text = report.side(side);
            rebased(span?, text.sentences.get(bead.segments(side)).unwrap_or_default())
        };
        finding.source = of(finding.source, Side::Source);
        finding.target = of(finding.target, Side::Target);
    }
    finding
}

/// A span of a text as one of its sentences joined by one space; nothing where it lies outside of them.
fn rebased(span: Span, sentences: &[Sentence]) -> Option<Span> {
    let (first, last) = (sentences.first()?, sentences.last()?);
    if !first.span.cover(&last.span).contains(&span) {
        return None;
    }
    let at = |byte: usize| {
        let mut start = 0;
        for (i, sentence) in sentences.iter().enumerate() {
            let next = sentences.get(i + 1).map_or(usize::MAX, |s| s.span.start);
            if byte < next {
                return start + byte.clamp(sentence.span.start, sentence.span.end) - sentence.span.start;
            }
            start += sentence.span.len() + 1;
        }
        start
    };
    Some(Span::new(at(span.start), at(span.end)))
}

/// The cells of a text, in order, without places.
fn side_cells(text: &ReportSide, side: Side) -> impl Iterator<Item = Cell> {
    let mut end = 0;
    text.sentences.iter().map(move |sentence| {
        let words = sentence.span.of(&text.document.text);
        let gap = text.document.text.get(end..sentence.span.start).unwrap_or_default();
        end = sentence.span.end;
        Cell {
            target: side == Side::Target,
            place: 0,
            text: words.to_owned(),
            original: words.to_owned(),
            gap: gap.to_owned(),
            kind: block_kind(text, sentence.block),
            block: sentence.block,
            span: Some((sentence.span.start, sentence.span.end)),
        }
    })
}

fn block_kind(text: &ReportSide, block: u32) -> BlockKind {
    text.document.blocks.get(block as usize).map_or(BlockKind::Paragraph, |b| b.kind)
}

/// What the words of a bead are, from the kinds and words of its cells.
pub(crate) fn kind_of<'a>(parts: impl Iterator<Item = (BlockKind, &'a str)>, alone: bool) -> BeadKind {
    let parts: Vec<_> = parts.collect();
    let all = |kind: BlockKind| !parts.is_empty() && parts.iter().all(|(k, _)| *k == kind);
    let is_label = |text: &str| {
        text.chars().count() < LABEL && !text.trim_end().ends_with(['.', '!', '?', '…', ':', '”', '»', '"'])
    };
    let labels = alone && parts.iter().all(|(k, t)| !matches!(k, BlockKind::Heading(_)) && is_label(t));
    if all(BlockKind::Code) {
        BeadKind::Code
    } else if all(BlockKind::Cell) {
        BeadKind::Table
    } else if all(BlockKind::Caption) || labels {
        BeadKind::Boilerplate
    } else {
        BeadKind::Text
    }
}
