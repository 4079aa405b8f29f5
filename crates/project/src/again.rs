//! Reading the files of a document again after they have changed on the disk: what was done to the sentences
//! that are still there is kept, and what was found in them.

use crate::changes::{ChangeSet, RowChange};
use crate::error::ProjectError;
use crate::rows::{CommentRow, FindingRow};
use crate::state::{DocumentState, Draft};
use calque_text::Side;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// A document that was read again, with what was done to it before.
pub(crate) struct CarriedOver {
    /// The changes that lead there from the document as it was.
    pub(crate) changes: ChangeSet,
    /// Beads with words that somebody gave them: other than those that were read.
    pub(crate) edited: HashSet<i64>,
}

/// The changes that lead from a document as it was to `fresh`, the same read again and not checked: edits of
/// sentences that are as they were, what was confirmed, read and commented on them, and judgements; and where all
/// words of a pair are as they were, its findings with what was decided about them.
pub(crate) fn carried_over(old: &DocumentState, fresh: &DocumentState) -> Result<CarriedOver, ProjectError> {
    let mut draft = Draft::new(fresh, i64::MAX / 2);
    let beads = same_beads(old, fresh);
    carry_texts(old, fresh, &mut draft)?;
    let edited: HashSet<i64> = draft.changed_beads().into_iter().collect();
    let mut state = fresh.clone();
    state.apply(&draft.into_changes());
    let mut known = HashMap::new();
    for (was, is) in &beads {
        let (Some(before), Some(row)) = (old.beads.get(was), state.beads.get(is)) else { continue };
        let same = Side::BOTH.into_iter().all(|side| old.text_of(before, side) == state.text_of(row, side));
        let mut row = row.clone();
        (row.read, row.locked, row.confirmed) = (before.read, before.locked, before.confirmed || row.confirmed);
        if same {
            row.fidelity = before.fidelity;
            known.insert(*was, *is);
        }
        state.beads.insert(*is, row);
    }
    let moved = |row: &FindingRow| match row.bead {
        None => Some(row.clone()),
        Some(bead) => known.get(&bead).map(|is| FindingRow { bead: Some(*is), ..row.clone() }),
    };
    state.findings = old.findings.iter().filter_map(|(id, row)| Some((*id, moved(row)?))).collect();
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
    Ok(CarriedOver { changes, edited })
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
