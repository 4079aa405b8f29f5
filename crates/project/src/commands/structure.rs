//! Bead commands on neighbours: merge, split, shift, unlink, insert.

use super::typed::cell_text;
use super::{Command, Cut, Neighbour, ShiftDirection};
use crate::error::ProjectError;
use crate::rows::{BeadRow, Cell};
use crate::state::Draft;
use calque_bitext::Evidence;
use calque_messages::message;
use calque_text::{BlockKind, Side};

/// Carries out one of these commands.
pub(super) fn run(draft: &mut Draft<'_>, command: &Command) -> Result<(), ProjectError> {
    match command {
        Command::Merge { bead, with } => {
            let other = neighbour(draft, *bead, *with)?;
            let (first, second) = if *with == Neighbour::Next { (*bead, other) } else { (other, *bead) };
            merge(draft, first, second, *bead)
        }
        Command::Split { cell, at, with, other_at } => split(draft, *cell, *at, (with.as_ref(), *other_at)),
        Command::SplitBead { bead, source_at, target_at } => split_bead(draft, *bead, *source_at, *target_at),
        Command::Shift { bead, side, direction } => shift(draft, *bead, side.side(), *direction),
        Command::Unlink { bead } => {
            let row = draft.bead(*bead)?;
            if !row.is_pair() {
                return Err(ProjectError::Refused(message!("command-unlink-what")));
            }
            let all = row.source.len();
            split_bead(draft, *bead, all, 0)
        }
        Command::Insert { bead, side, text } => insert(draft, *bead, side.side(), text.as_deref().unwrap_or_default()),
        _ => Ok(()),
    }
}

/// A bead as somebody made it: what was known of it as it was found is no longer so.
pub(super) fn made(mut row: BeadRow) -> BeadRow {
    (row.score, row.evidence, row.confirmed, row.fidelity) = (1.0, Evidence::default(), true, None);
    row
}

/// The bead before or after another.
fn neighbour(draft: &Draft<'_>, bead: i64, which: Neighbour) -> Result<i64, ProjectError> {
    let at = draft.state.index_of(bead).ok_or_else(|| ProjectError::Missing("bead", bead.to_string()))?;
    let other = match which {
        Neighbour::Next => draft.state.order().get(at + 1),
        Neighbour::Previous => at.checked_sub(1).and_then(|i| draft.state.order().get(i)),
    };
    other.copied().ok_or_else(|| ProjectError::Refused(message!("command-no-neighbour")))
}

/// Joins the cells of two beads in the place of the first, under the id `keep` of one of them.
pub(super) fn merge(draft: &mut Draft<'_>, first: i64, second: i64, keep: i64) -> Result<(), ProjectError> {
    let (a, b) = (draft.bead(first)?.clone(), draft.bead(second)?.clone());
    if a.locked || b.locked {
        return Err(ProjectError::Refused(message!("command-locked")));
    }
    let gone = if keep == first { second } else { first };
    let joined = BeadRow {
        source: [a.source, b.source].concat(),
        target: [a.target, b.target].concat(),
        read: a.read && b.read,
        ..a
    };
    // Its words are changed, and with them what was said of its being found.
    draft.set_bead(keep, Some(made(joined)));
    draft.set_bead(gone, None);
    move_comments(draft, gone, keep);
    Ok(())
}

/// Comments follow the words that they are about.
fn move_comments(draft: &mut Draft<'_>, from: i64, to: i64) {
    let state = draft.state;
    for (id, comment) in state.comments.iter().filter(|(_, c)| c.bead == from) {
        let mut row = comment.clone();
        row.bead = to;
        draft.set_comment(*id, Some(row));
    }
}

/// Cuts a cell, and with it perhaps one of the other side; what follows the cuts becomes a bead of its own.
fn split(
    draft: &mut Draft<'_>,
    cell: i64,
    at: usize,
    (with, other_at): (Option<&Cut>, Option<usize>),
) -> Result<(), ProjectError> {
    let (bead, side, position) = cut(draft, cell, at)?;
    let others = draft.bead(bead)?.cells(side.other()).len();
    let other = match with {
        Some(with) => {
            let (other_bead, other_side, other_position) = cut(draft, with.cell, with.at)?;
            if other_bead != bead || other_side == side {
                return Err(ProjectError::Refused(message!("command-split-where")));
            }
            other_position + 1
        }
        // A bead of several sentences on the other side is cut there too, unless told otherwise.
        None => other_at.unwrap_or(if others > 1 { (position + 1).min(others - 1) } else { others }).min(others),
    };
    match side {
        Side::Source => split_bead(draft, bead, position + 1, other),
        Side::Target => split_bead(draft, bead, other, position + 1),
    }
}

/// Cuts a cell in two in its bead; that bead, its side, and the place of the first half among the side's cells.
fn cut(draft: &mut Draft<'_>, cell: i64, at: usize) -> Result<(i64, Side, usize), ProjectError> {
    let row = draft.cell(cell)?.clone();
    let bead = draft.state.bead_of(cell).ok_or_else(|| ProjectError::Missing("cell", cell.to_string()))?;
    let byte = row.text.char_indices().nth(at).map_or(row.text.len(), |(i, _)| i);
    let (first, second) = row.text.split_at(byte);
    if first.trim().is_empty() || second.trim().is_empty() {
        return Err(ProjectError::Refused(message!("command-split-where")));
    }
    let gap = [&first[first.trim_end().len()..], &second[..second.len() - second.trim_start().len()]].concat();
    let place = draft.cell_place_after(cell)?;
    let (first, second) = (first.trim_end().to_owned(), second.trim_start().to_owned());
    let new = draft.new_cell(Cell { text: second, original: String::new(), gap, place, ..row.clone() });
    let side = row.side();
    draft.set_cell(cell, Some(Cell { text: first, ..row }));
    let mut whole = draft.bead(bead)?.clone();
    let position = whole.cells(side).iter().position(|c| *c == cell).unwrap_or(0);
    whole.cells_mut(side).insert(position + 1, new);
    draft.set_bead(bead, Some(whole));
    Ok((bead, side, position))
}

/// Cuts a bead between its cells.
fn split_bead(draft: &mut Draft<'_>, bead: i64, source_at: usize, target_at: usize) -> Result<(), ProjectError> {
    let row = draft.bead(bead)?.clone();
    let fits = source_at <= row.source.len() && target_at <= row.target.len();
    let (kept, moved) = (source_at + target_at, row.source.len() + row.target.len());
    if !fits || kept == 0 || kept == moved {
        return Err(ProjectError::Refused(message!("command-split-where")));
    }
    if row.locked {
        return Err(ProjectError::Refused(message!("command-locked")));
    }
    let place = draft.places_after(bead, 1)?;
    let row = draft.bead(bead)?.clone();
    let rest = BeadRow {
        place: place.first().copied().unwrap_or(row.place + 1),
        source: row.source[source_at..].to_vec(),
        target: row.target[target_at..].to_vec(),
        ..row.clone()
    };
    let first = BeadRow { source: row.source[..source_at].to_vec(), target: row.target[..target_at].to_vec(), ..row };
    draft.set_bead(bead, Some(made(first)));
    draft.new_bead(made(rest));
    Ok(())
}

/// Moves the first cell of a side to the bead before, or the last to the bead after.
fn shift(draft: &mut Draft<'_>, bead: i64, side: Side, direction: ShiftDirection) -> Result<(), ProjectError> {
    let mut row = draft.bead(bead)?.clone();
    if row.cells(side).is_empty() {
        return Err(ProjectError::Refused(message!("command-shift-what")));
    }
    let which = if direction == ShiftDirection::FirstUp { Neighbour::Previous } else { Neighbour::Next };
    let other = neighbour(draft, bead, which)?;
    let mut into = draft.bead(other)?.clone();
    if row.locked || into.locked {
        return Err(ProjectError::Refused(message!("command-locked")));
    }
    let cells = row.cells_mut(side);
    if direction == ShiftDirection::FirstUp {
        let cell = cells.remove(0);
        into.cells_mut(side).push(cell);
    } else if let Some(cell) = cells.pop() {
        into.cells_mut(side).insert(0, cell);
    }
    draft.set_bead(other, Some(made(into)));
    if row.source.is_empty() && row.target.is_empty() {
        move_comments(draft, bead, other);
        draft.set_bead(bead, None);
    } else {
        draft.set_bead(bead, Some(made(row)));
    }
    Ok(())
}

/// Puts a cell at the end of a bead's side, for words that are missing. It stands in a paragraph of its own where its
/// counterpart begins one.
fn insert(draft: &mut Draft<'_>, bead: i64, side: Side, text: &str) -> Result<(), ProjectError> {
    let text = cell_text(text)?;
    let mut row = draft.bead(bead)?.clone();
    let state = draft.state;
    // After the last cell of this side in this bead or in one before it.
    let at = state.index_of(bead).ok_or_else(|| ProjectError::Missing("bead", bead.to_string()))?;
    let before = state.order()[..=at].iter().rev().filter_map(|id| state.beads.get(id)?.cells(side).last().copied());
    let before = before.into_iter().next();
    let like = before.map(|id| draft.cell(id).cloned()).transpose()?;
    let counterpart = row.cells(side.other()).first().map(|id| draft.cell(*id).cloned()).transpose()?;
    let place = match before {
        Some(id) => draft.cell_place_after(id)?,
        None => state.side_cells(side).first().map_or(0, |(_, c)| c.place - 1),
    };
    let begins = row.cells(side).is_empty() && counterpart.as_ref().is_some_and(|c| c.gap.contains('\n'));
    let gap = if begins { "\n\n".to_owned() } else { " ".to_owned() };
    let cell = Cell {
        target: side == Side::Target,
        place,
        text,
        original: String::new(),
        gap,
        kind: counterpart.as_ref().map_or(BlockKind::Paragraph, |c| c.kind),
        block: like.map_or(0, |c| c.block),
        span: None,
    };
    let new = draft.new_cell(cell);
    row.cells_mut(side).push(new);
    draft.set_bead(bead, Some(row));
    Ok(())
}
