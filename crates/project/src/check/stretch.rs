//! Some beads as two texts, as the pipeline takes them.

use crate::error::ProjectError;
use crate::rows::{BeadRow, Cell};
use crate::state::Draft;
use calque::{Bitext, ReportSide};
use calque_bitext::{Alignment, Bead, Finding};
use calque_text::{Block, Document, Lang, Origin, Sentence, Side, Span};
use std::ops::Range;

/// Some beads of a document as two texts. Cells of a bead are joined by one space; empty ones are left out.
pub(crate) struct Stretch {
    /// The ids of the beads.
    pub(crate) beads: Vec<i64>,
    /// The two texts with these beads.
    pub(crate) bitext: Bitext,
    /// The ids of the cells of each side, as its sentences are numbered.
    pub(crate) cells: [Vec<i64>; 2],
    /// Where the text of each bead stands, by side.
    places: [Vec<Option<Span>>; 2],
}

impl Stretch {
    /// The beads `ids` of a draft, in that order.
    pub(crate) fn new(draft: &Draft<'_>, ids: Vec<i64>) -> Result<Self, ProjectError> {
        let row = &draft.state.row;
        let mut sides = Side::BOTH.map(|side| Builder::new(&row.side(side).name, row.side(side).lang));
        let mut beads = Vec::with_capacity(ids.len());
        for id in &ids {
            let bead = draft.bead(*id)?;
            let [source, target] = &mut sides;
            beads.push(Bead {
                source: source.add(draft, bead, Side::Source)?,
                target: target.add(draft, bead, Side::Target)?,
                score: bead.score,
                evidence: bead.evidence,
            });
        }
        let [source, target] = sides;
        let (places, cells) = ([source.places, target.places], [source.cells, target.cells]);
        let bitext =
            Bitext { source: source.side, target: target.side, alignment: Alignment { beads }, warnings: Vec::new() };
        Ok(Self { beads: ids, bitext, cells, places })
    }

    /// Where the text of bead `at` stands on a side; nothing where it has none.
    pub(crate) fn place(&self, at: usize, side: Side) -> Option<Span> {
        self.places[side as usize].get(at).copied().flatten()
    }

    /// The finding with its spans relative to the sides of bead `at`.
    pub(crate) fn relative(&self, at: usize, finding: Finding) -> Finding {
        relative(finding, |side| self.place(at, side))
    }
}

/// A finding with spans relative to the texts of its bead; a span outside of them is dropped.
fn relative(mut finding: Finding, place: impl Fn(Side) -> Option<Span>) -> Finding {
    let shift = |span: Option<Span>, side: Side| {
        let (span, place) = (span?, place(side)?);
        place.contains(&span).then(|| Span::new(span.start - place.start, span.end - place.start))
    };
    finding.source = shift(finding.source, Side::Source);
    finding.target = shift(finding.target, Side::Target);
    finding
}

struct Builder {
    side: ReportSide,
    cells: Vec<i64>,
    places: Vec<Option<Span>>,
    block: Option<u32>,
}

impl Builder {
    fn new(name: &str, lang: Option<Lang>) -> Self {
        let document = Document { lang: lang.unwrap_or(Lang::UND), text: String::new(), blocks: Vec::new() };
        let side = ReportSide { name: name.to_owned(), document, sentences: Vec::new(), origin: Origin::default() };
        Self { side, cells: Vec::new(), places: Vec::new(), block: None }
    }

    /// Adds the cells of a bead; their numbers.
    fn add(&mut self, draft: &Draft<'_>, bead: &BeadRow, which: Side) -> Result<Range<usize>, ProjectError> {
        let first = self.side.sentences.len();
        let mut start = self.side.document.text.len();
        for id in bead.cells(which) {
            let cell = draft.cell(*id)?;
            if cell.text.trim().is_empty() {
                continue;
            }
            let within = self.side.sentences.len() > first;
            let span = self.push(cell, within);
            if !within {
                start = span.start;
            }
            self.cells.push(*id);
        }
        let range = first..self.side.sentences.len();
        self.places.push((!range.is_empty()).then(|| Span::new(start, self.side.document.text.len())));
        Ok(range)
    }

    fn push(&mut self, cell: &Cell, within: bool) -> Span {
        let document = &mut self.side.document;
        let same_block = self.block == Some(cell.block);
        if within || (same_block && !document.text.is_empty()) {
            document.text.push(' ');
        } else if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        document.text.push_str(&cell.text);
        let span = Span::new(start, document.text.len());
        match document.blocks.last_mut().filter(|_| same_block) {
            Some(block) => block.span.end = span.end,
            None => document.blocks.push(Block::new(span, cell.kind)),
        }
        self.block = Some(cell.block);
        let block = document.blocks.len().saturating_sub(1) as u32;
        self.side.sentences.push(Sentence { span, block });
        span
    }
}
