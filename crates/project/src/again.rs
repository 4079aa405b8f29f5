//! Reading the files of a document again after they have changed on the disk: what was done to the sentences
//! that are still there is kept.

use crate::changes::{ChangeSet, RowChange};
use crate::check::{Cause, Reach, recheck};
use crate::error::ProjectError;
use crate::rows::{CommentRow, FindingState};
use crate::state::{DocumentState, Draft};
use calque::Settings;
use calque_text::Side;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// The changes that lead from a document as it was to `fresh`, the same read again: edits of sentences that are
/// as they were, what was confirmed, read, dismissed and commented on them, and judgements.
pub(crate) fn carried_over(
    old: &DocumentState,
    fresh: &DocumentState,
    next_id: i64,
    settings: &Settings,
) -> Result<(ChangeSet, i64), ProjectError> {
    let mut draft = Draft::new(fresh, next_id);
    let beads = same_beads(old, fresh);
    carry_texts(old, fresh, &mut draft)?;
    for (was, is) in &beads {
        let (Some(was), mut row) = (old.beads.get(was), draft.bead(*is)?.clone()) else { continue };
        (row.read, row.locked, row.confirmed) = (was.read, was.locked, was.confirmed || row.confirmed);
        draft.set_bead(*is, Some(row));
    }
    if !draft.changed_beads().is_empty() {
        recheck(&mut draft, settings, Cause::Edit, Reach::Whole)?;
    }
    let next_id = draft.next_id();
    let mut state = fresh.clone();
    state.apply(&draft.into_changes());
    carry_decisions(old, &mut state);
    for (id, comment) in &old.comments {
        let bead = beads.get(&comment.bead).or(state.order().first()).copied();
        if let Some(bead) = bead {
            state.comments.insert(*id, CommentRow { bead, ..comment.clone() });
        }
    }
    for (id, judgement) in &old.judgements {
        if let Some(bead) = beads.get(id) {
            state.judgements.insert(*bead, judgement.clone());
        }
    }
    let changes = ChangeSet {
        cells: replaced(old.cells.iter(), state.cells),
        beads: replaced(old.beads.iter(), state.beads),
        findings: replaced(old.findings.iter(), state.findings),
        comments: replaced(old.comments.iter(), state.comments),
        judgements: replaced(old.judgements.iter(), state.judgements),
    };
    Ok((changes, next_id))
}

/// Beads by the words that they were read with: from the old to the new.
fn same_beads(old: &DocumentState, fresh: &DocumentState) -> HashMap<i64, i64> {
    let words = |state: &DocumentState, id: &i64| -> Option<(String, String)> {
        let bead = state.beads.get(id)?;
        let of = |side: Side| {
            let cells = bead.cells(side).iter().filter_map(|c| state.cells.get(c));
            cells.map(|c| c.original.as_str()).collect::<Vec<_>>().join(" ")
        };
        Some((of(Side::Source), of(Side::Target)))
    };
    let mut places: HashMap<(String, String), VecDeque<i64>> = HashMap::new();
    for id in fresh.order() {
        if let Some(key) = words(fresh, id) {
            places.entry(key).or_default().push_back(*id);
        }
    }
    let same = |id: &i64| Some((*id, places.get_mut(&words(old, id)?)?.pop_front()?));
    old.order().iter().filter_map(same).collect()
}

/// Gives the sentences that are as they were the words that somebody gave them.
fn carry_texts(old: &DocumentState, fresh: &DocumentState, draft: &mut Draft<'_>) -> Result<(), ProjectError> {
    for side in Side::BOTH {
        let mut edited: HashMap<&str, VecDeque<&str>> = HashMap::new();
        for (_, cell) in old.side_cells(side) {
            edited.entry(&cell.original).or_default().push_back(&cell.text);
        }
        for (id, cell) in fresh.side_cells(side) {
            let text = edited.get_mut(cell.original.as_str()).and_then(VecDeque::pop_front);
            if let Some(text) = text.filter(|t| *t != cell.text) {
                crate::commands::edit_text(draft, id, text)?;
            }
        }
    }
    Ok(())
}

/// Gives findings with the same id what was decided about them.
fn carry_decisions(old: &DocumentState, state: &mut DocumentState) {
    for row in old.findings.values().filter(|r| r.state != FindingState::Open || r.right.is_some()) {
        let Some((id, now)) = state.finding_named(&row.finding.id) else { continue };
        let mut now = now.clone();
        if now.present {
            now.state = row.state;
        }
        (now.reason, now.note, now.who) = (row.reason.clone(), row.note.clone(), row.who.clone());
        (now.date, now.right) = (row.date.clone(), row.right);
        state.findings.insert(id, now);
    }
}

/// All rows that were there go, all others come.
fn replaced<'a, T: Clone + PartialEq + 'a>(
    old: impl Iterator<Item = (&'a i64, &'a T)>,
    new: impl IntoIterator<Item = (i64, T)>,
) -> Vec<RowChange<T>> {
    let mut changes: BTreeMap<i64, RowChange<T>> =
        old.map(|(id, row)| (*id, RowChange { id: *id, before: Some(row.clone()), after: None })).collect();
    for (id, row) in new {
        changes.entry(id).or_insert(RowChange { id, before: None, after: None }).after = Some(row);
    }
    changes.into_values().filter(|c| c.before != c.after).collect()
}
