//! The working copy of a command: a document with some rows changed.

use super::document::{DocumentState, joined};
use crate::changes::{ChangeSet, RowChange};
use crate::error::ProjectError;
use crate::rows::{BeadRow, Cell, CommentRow, FindingRow, JudgementRow};
use calque_text::Side;
use std::collections::BTreeMap;

/// Rows that differ from the document's; nothing for those that are removed.
type Changed<T> = BTreeMap<i64, Option<T>>;

/// A document with some rows changed.
pub(crate) struct Draft<'a> {
    /// The document as it is.
    pub(crate) state: &'a DocumentState,
    cells: Changed<Cell>,
    beads: Changed<BeadRow>,
    findings: Changed<FindingRow>,
    comments: Changed<CommentRow>,
    judgements: Changed<JudgementRow>,
    next_id: i64,
}

impl<'a> Draft<'a> {
    /// Nothing changed yet; new rows are numbered from `next_id` on.
    pub(crate) fn new(state: &'a DocumentState, next_id: i64) -> Self {
        Self {
            state,
            cells: BTreeMap::new(),
            beads: BTreeMap::new(),
            findings: BTreeMap::new(),
            comments: BTreeMap::new(),
            judgements: BTreeMap::new(),
            next_id,
        }
    }

    /// The next free number.
    pub(crate) fn next_id(&self) -> i64 {
        self.next_id
    }

    fn fresh(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// A cell.
    pub(crate) fn cell(&self, id: i64) -> Result<&Cell, ProjectError> {
        let found = self.cells.get(&id).map_or_else(|| self.state.cells.get(&id), Option::as_ref);
        found.ok_or_else(|| ProjectError::Missing("cell", id.to_string()))
    }

    /// A bead.
    pub(crate) fn bead(&self, id: i64) -> Result<&BeadRow, ProjectError> {
        let found = self.beads.get(&id).map_or_else(|| self.state.beads.get(&id), Option::as_ref);
        found.ok_or_else(|| ProjectError::Missing("bead", id.to_string()))
    }

    /// A finding by the id that people see.
    pub(crate) fn finding_named(&self, name: &str) -> Result<(i64, FindingRow), ProjectError> {
        let missing = || ProjectError::Missing("finding", name.to_owned());
        let (id, row) = self.state.finding_named(name).ok_or_else(missing)?;
        let row = self.findings.get(&id).map_or(Some(row), Option::as_ref).ok_or_else(missing)?;
        Ok((id, row.clone()))
    }

    pub(crate) fn set_cell(&mut self, id: i64, row: Option<Cell>) {
        self.cells.insert(id, row);
    }

    pub(crate) fn set_bead(&mut self, id: i64, row: Option<BeadRow>) {
        self.beads.insert(id, row);
    }

    pub(crate) fn set_finding(&mut self, id: i64, row: Option<FindingRow>) {
        self.findings.insert(id, row);
    }

    pub(crate) fn set_comment(&mut self, id: i64, row: Option<CommentRow>) {
        self.comments.insert(id, row);
    }

    pub(crate) fn set_judgement(&mut self, id: i64, row: Option<JudgementRow>) {
        self.judgements.insert(id, row);
    }

    pub(crate) fn new_cell(&mut self, row: Cell) -> i64 {
        let id = self.fresh();
        self.cells.insert(id, Some(row));
        id
    }

    pub(crate) fn new_bead(&mut self, row: BeadRow) -> i64 {
        let id = self.fresh();
        self.beads.insert(id, Some(row));
        id
    }

    pub(crate) fn new_finding(&mut self, row: FindingRow) -> i64 {
        let id = self.fresh();
        self.findings.insert(id, Some(row));
        id
    }

    pub(crate) fn new_comment(&mut self, row: CommentRow) -> i64 {
        let id = self.fresh();
        self.comments.insert(id, Some(row));
        id
    }

    /// The beads that are changed and still there.
    pub(crate) fn changed_beads(&self) -> Vec<i64> {
        self.beads.iter().filter(|(_, b)| b.is_some()).map(|(id, _)| *id).collect()
    }

    /// Whether a bead is changed or removed.
    pub(crate) fn has_changed(&self, bead: i64) -> bool {
        self.beads.contains_key(&bead)
    }

    /// The places of the beads that are changed and still there.
    pub(crate) fn changed_places(&self) -> impl Iterator<Item = i64> {
        self.beads.values().flatten().map(|b| b.place)
    }

    /// The beads that are removed.
    pub(crate) fn removed_beads(&self) -> Vec<i64> {
        self.beads.iter().filter(|(_, b)| b.is_none()).map(|(id, _)| *id).collect()
    }

    /// The words of a bead's side.
    pub(crate) fn text_of(&self, bead: &BeadRow, side: Side) -> String {
        joined(bead.cells(side).iter().filter_map(|id| self.cell(*id).ok()))
    }

    /// The findings that are there now, of the beads for which `of` holds.
    pub(crate) fn findings_of(&self, of: impl Fn(Option<i64>) -> bool) -> Vec<(i64, FindingRow)> {
        let kept = self.state.findings.iter().filter(|(id, _)| !self.findings.contains_key(id));
        let changed = self.findings.iter().filter_map(|(id, f)| Some((id, f.as_ref()?)));
        kept.chain(changed).filter(|(_, f)| of(f.bead)).map(|(id, f)| (*id, f.clone())).collect()
    }

    /// The beads in order, at most `around` of them on each side of those that are changed; all of them where
    /// nothing is given.
    pub(crate) fn order(&self, around: Option<usize>) -> Vec<i64> {
        let state = self.state;
        let range = match around {
            None => 0..state.order().len(),
            Some(around) => {
                let places = self.beads.iter().flat_map(|(id, b)| {
                    let before = state.beads.get(id).map(|b| b.place);
                    [before, b.as_ref().map(|b| b.place)].into_iter().flatten()
                });
                let (mut least, mut most) = (i64::MAX, i64::MIN);
                for place in places {
                    (least, most) = (least.min(place), most.max(place));
                }
                let at = |place: i64| {
                    state.order().partition_point(|id| state.beads.get(id).is_some_and(|b| b.place < place))
                };
                if least > most {
                    return Vec::new();
                }
                at(least).saturating_sub(around)..(at(most) + 1 + around).min(state.order().len())
            }
        };
        let kept = state.order()[range].iter().filter(|id| !self.beads.contains_key(id));
        let kept = kept.filter_map(|id| Some((state.beads.get(id)?.place, *id)));
        let changed = self.beads.iter().filter_map(|(id, b)| Some((b.as_ref()?.place, *id)));
        let mut all: Vec<(i64, i64)> = kept.chain(changed).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// What has changed.
    pub(crate) fn into_changes(self) -> ChangeSet {
        let state = self.state;
        ChangeSet {
            cells: differing(self.cells, |id| state.cells.get(&id)),
            beads: differing(self.beads, |id| state.beads.get(&id)),
            findings: differing(self.findings, |id| state.findings.get(&id)),
            comments: differing(self.comments, |id| state.comments.get(&id)),
            judgements: differing(self.judgements, |id| state.judgements.get(&id)),
        }
    }
}

fn differing<'a, T: Clone + PartialEq + 'a>(
    changed: Changed<T>,
    before: impl Fn(i64) -> Option<&'a T>,
) -> Vec<RowChange<T>> {
    let change = |(id, after): (i64, Option<T>)| {
        let before = before(id);
        (before != after.as_ref()).then(|| RowChange { id, before: before.cloned(), after })
    };
    changed.into_iter().filter_map(change).collect()
}
