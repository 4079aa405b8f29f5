//! The rows of a document in memory, in order.

use crate::changes::{ChangeSet, RowChange};
use crate::rows::{BeadRow, Cell, CommentRow, DocumentRow, FindingRow, JudgementRow};
use calque_text::Side;
use std::collections::{BTreeMap, HashMap};

/// A document as its rows say.
#[derive(Clone, Debug, Default)]
pub struct DocumentState {
    /// The document.
    pub row: DocumentRow,
    /// Its cells.
    pub cells: HashMap<i64, Cell>,
    /// Its beads.
    pub beads: HashMap<i64, BeadRow>,
    /// Its findings.
    pub findings: BTreeMap<i64, FindingRow>,
    /// Its comments.
    pub comments: BTreeMap<i64, CommentRow>,
    /// What was said of pairs without findings, by bead.
    pub judgements: BTreeMap<i64, JudgementRow>,
    /// The ids of the beads, in order.
    order: Vec<i64>,
    /// The place of each bead in `order`.
    index: HashMap<i64, usize>,
    /// The findings of each bead.
    by_bead: HashMap<i64, Vec<i64>>,
    /// Findings by the id that people see.
    by_name: HashMap<String, i64>,
}

impl DocumentState {
    /// A document without rows.
    pub(crate) fn new(row: DocumentRow) -> Self {
        Self { row, ..Self::default() }
    }

    /// The ids of the beads, in order.
    pub fn order(&self) -> &[i64] {
        &self.order
    }

    /// The place of a bead among the beads.
    pub fn index_of(&self, bead: i64) -> Option<usize> {
        self.index.get(&bead).copied()
    }

    /// The findings of a bead, by their numbers.
    pub fn findings_of(&self, bead: i64) -> impl Iterator<Item = (i64, &FindingRow)> {
        let ids = self.by_bead.get(&bead).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| Some((*id, self.findings.get(id)?)))
    }

    /// The finding that people know by `name`.
    pub fn finding_named(&self, name: &str) -> Option<(i64, &FindingRow)> {
        let id = *self.by_name.get(name)?;
        Some((id, self.findings.get(&id)?))
    }

    /// The text of a bead's side: its cells, joined by one space.
    pub fn text_of(&self, bead: &BeadRow, side: Side) -> String {
        joined(bead.cells(side).iter().filter_map(|id| self.cells.get(id)))
    }

    /// The bead that a cell is in.
    pub fn bead_of(&self, cell: i64) -> Option<i64> {
        let side = self.cells.get(&cell)?.side();
        self.order.iter().copied().find(|b| self.beads.get(b).is_some_and(|b| b.cells(side).contains(&cell)))
    }

    /// The cells of a side, as they are read.
    pub fn side_cells(&self, side: Side) -> Vec<(i64, &Cell)> {
        let mut cells: Vec<_> = self.cells.iter().filter(|(_, c)| c.side() == side).map(|(id, c)| (*id, c)).collect();
        cells.sort_by_key(|(id, c)| (c.place, *id));
        cells
    }

    /// Makes the changes.
    pub(crate) fn apply(&mut self, changes: &ChangeSet) {
        apply(&changes.cells, |id, row| match row {
            Some(row) => drop(self.cells.insert(id, row)),
            None => drop(self.cells.remove(&id)),
        });
        apply(&changes.beads, |id, row| match row {
            Some(row) => drop(self.beads.insert(id, row)),
            None => drop(self.beads.remove(&id)),
        });
        apply(&changes.findings, |id, row| match row {
            Some(row) => drop(self.findings.insert(id, row)),
            None => drop(self.findings.remove(&id)),
        });
        apply(&changes.comments, |id, row| match row {
            Some(row) => drop(self.comments.insert(id, row)),
            None => drop(self.comments.remove(&id)),
        });
        apply(&changes.judgements, |id, row| match row {
            Some(row) => drop(self.judgements.insert(id, row)),
            None => drop(self.judgements.remove(&id)),
        });
        let moved = |c: &RowChange<BeadRow>| c.before.as_ref().map(|b| b.place) != c.after.as_ref().map(|b| b.place);
        if changes.beads.iter().any(moved) {
            self.sort();
        }
        for change in &changes.findings {
            self.index_finding(change);
        }
    }

    /// Finds a finding that has changed by its bead and by its name.
    fn index_finding(&mut self, change: &RowChange<FindingRow>) {
        let bead = |row: &Option<FindingRow>| row.as_ref().and_then(|r| r.bead);
        let name = |row: &Option<FindingRow>| row.as_ref().map(|r| r.finding.id.clone());
        let (before, after) = (bead(&change.before), bead(&change.after));
        if before != after {
            if let Some(ids) = before.and_then(|b| self.by_bead.get_mut(&b)) {
                ids.retain(|id| *id != change.id);
            }
            if let Some(bead) = after {
                let ids = self.by_bead.entry(bead).or_default();
                let at = ids.partition_point(|id| *id < change.id);
                if ids.get(at) != Some(&change.id) {
                    ids.insert(at, change.id);
                }
            }
        }
        let (before, after) = (name(&change.before), name(&change.after));
        if before != after {
            if let Some(name) = before.filter(|n| self.by_name.get(n) == Some(&change.id)) {
                self.by_name.remove(&name);
            }
            if let Some(name) = after {
                self.by_name.insert(name, change.id);
            }
        }
    }

    /// Puts the beads in order.
    pub(crate) fn sort(&mut self) {
        let mut order: Vec<(i64, i64)> = self.beads.iter().map(|(id, b)| (b.place, *id)).collect();
        order.sort_unstable();
        self.order = order.into_iter().map(|(_, id)| id).collect();
        self.index = self.order.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    }

    /// Finds the findings of each bead.
    pub(crate) fn index_findings(&mut self) {
        self.by_bead.clear();
        self.by_name.clear();
        for (id, row) in &self.findings {
            if let Some(bead) = row.bead {
                self.by_bead.entry(bead).or_default().push(*id);
            }
            self.by_name.insert(row.finding.id.clone(), *id);
        }
    }
}

fn apply<T: Clone>(changes: &[RowChange<T>], mut set: impl FnMut(i64, Option<T>)) {
    for change in changes {
        set(change.id, change.after.clone());
    }
}

/// The words of cells, joined by one space; empty ones are left out.
pub(crate) fn joined<'a>(cells: impl Iterator<Item = &'a Cell>) -> String {
    cells.map(|c| c.text.as_str()).filter(|t| !t.trim().is_empty()).collect::<Vec<_>>().join(" ")
}
