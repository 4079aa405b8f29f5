//! A check of a whole document beside the person who works on it: it looks at the document as it was when it
//! began, and what it finds is taken over lot by lot where the texts are still the same.

use crate::check::Stretch;
use crate::check::matching::{Found, base, continued};
use crate::error::ProjectError;
use crate::import::{findings, rebased_finding};
use crate::rows::{CheckProgress, FindingRow, FindingState};
use crate::state::{DocumentState, Draft};
use calque::{Bitext, Report};
use calque_text::Side;
use calque_text::hash::Fnv1a;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A check of a whole document that is under way.
#[derive(Debug)]
pub struct CheckJob {
    /// The document.
    document: i64,
    /// The beads that are checked, as the report numbers them.
    beads: Vec<i64>,
    /// What their texts were, by bead.
    prints: HashMap<i64, u64>,
    /// The findings that it made.
    made: HashSet<i64>,
    /// How many findings it found no longer.
    went: usize,
}

impl CheckJob {
    /// The check of a document as it is, and its texts for it.
    pub(crate) fn new(document: i64, state: &DocumentState) -> Result<(Self, Bitext), ProjectError> {
        let draft = Draft::new(state, i64::MAX / 2);
        let stretch = Stretch::new(&draft, state.order().to_vec())?;
        Ok((Self::of(document, state), stretch.bitext))
    }

    /// The check of a document as it is, of which the caller has the texts.
    pub(crate) fn of(document: i64, state: &DocumentState) -> Self {
        let beads = state.order().to_vec();
        let prints = beads.iter().filter_map(|id| Some((*id, print(state, *id)?))).collect();
        Self { document, beads, prints, made: HashSet::new(), went: 0 }
    }

    /// Leaves out beads whose texts are other than those that are checked.
    pub(crate) fn without(mut self, beads: &HashSet<i64>) -> Self {
        self.prints.retain(|id, _| !beads.contains(id));
        self
    }

    /// The document.
    pub fn document(&self) -> i64 {
        self.document
    }

    /// How many beads are checked.
    pub fn total(&self) -> usize {
        self.beads.len()
    }

    /// How many findings came by it, and how many went.
    pub fn came_and_went(&self) -> (usize, usize) {
        (self.made.len(), self.went)
    }

    /// Writes into a draft what a report says of a lot of its beads, or at the end of all: then what is found no
    /// longer goes. Beads that somebody has changed meanwhile are left alone: they were checked by that.
    pub(crate) fn take(
        &mut self,
        draft: &mut Draft<'_>,
        report: &Report,
        lot: Option<&Range<usize>>,
    ) -> Result<(), ProjectError> {
        let state = draft.state;
        let range = lot.cloned().unwrap_or(0..self.beads.len());
        let same = |id: i64| self.prints.get(&id).copied() == print(state, id);
        let beads = range.clone().filter_map(|i| Some((i, *self.beads.get(i)?)));
        let beads: Vec<(usize, i64)> = beads.filter(|(_, id)| same(*id)).collect();
        for (i, id) in &beads {
            let mut row = draft.bead(*id)?.clone();
            let is_pair = report.alignment.beads.get(*i).is_some_and(|b| !b.is_unaligned());
            row.fidelity = report.fidelity.get(*i).copied().filter(|_| is_pair);
            draft.set_bead(*id, Some(row));
        }
        let scope: HashSet<i64> = beads.iter().map(|(_, id)| *id).collect();
        let whole = lot.is_none();
        let in_scope = |bead: Option<i64>| bead.map_or(whole, |b| scope.contains(&b));
        let (mut now, mut dismissals) = (Vec::new(), Vec::new());
        for (placed, by) in findings(report) {
            let bead = placed.bead.and_then(|b| self.beads.get(b)).copied();
            if in_scope(bead) && bead.is_some() == placed.bead.is_some() {
                now.push(Found { bead, finding: rebased_finding(report, placed), texts: Default::default() });
                dismissals.push(by);
            }
        }
        let old: Vec<(i64, FindingRow, (String, String))> =
            draft.findings_of(in_scope).into_iter().map(|(id, row)| (id, row, Default::default())).collect();
        let places = continued(&old, &now, |_| false);
        let mut left = vec![true; old.len()];
        let mut given = HashSet::new();
        for ((found, place), by) in now.into_iter().zip(places).zip(dismissals) {
            let (id, mut row) = if let Some(at) = place {
                left[at] = false;
                (Some(old[at].0), found_again(&old[at].1, found))
            } else {
                let mut finding = found.finding;
                finding.id = free(state, &mut given, &finding.id);
                (None, FindingRow::new(found.bead, finding))
            };
            if let Some(by) = by.filter(|_| row.state == FindingState::Open) {
                row.dismiss(by);
            }
            match id {
                Some(id) => draft.set_finding(id, Some(row)),
                None => drop(self.made.insert(draft.new_finding(row))),
            }
        }
        if whole {
            let first = state.row.check != CheckProgress::Done;
            for ((id, row, _), _) in old.into_iter().zip(left).filter(|(_, left)| *left) {
                // What only a lot said by itself, and nobody has touched, was never there.
                let undecided = row.state == FindingState::Open && row.right.is_none();
                let made = self.made.remove(&id);
                let passing = undecided && (first || made);
                self.went += usize::from(row.present && !made);
                draft.set_finding(id, (!passing).then(|| gone(row)));
            }
        }
        Ok(())
    }
}

/// The row of a finding that is found again.
fn found_again(row: &FindingRow, found: Found) -> FindingRow {
    let mut finding = found.finding;
    finding.id.clone_from(&row.finding.id);
    let again = !row.present && matches!(row.state, FindingState::Corrected | FindingState::Gone);
    let state = if again { FindingState::Open } else { row.state };
    FindingRow { bead: found.bead, finding, state, present: true, ..row.clone() }
}

/// The row of a finding that is found no longer.
fn gone(row: FindingRow) -> FindingRow {
    let was_open = row.present && matches!(row.state, FindingState::Open | FindingState::Asked);
    let state = if was_open { FindingState::Gone } else { row.state };
    FindingRow { state, present: false, ..row }
}

/// The id, with a number where another finding has it.
fn free(state: &DocumentState, given: &mut HashSet<String>, id: &str) -> String {
    let mut name = id.to_owned();
    let mut n = 1;
    while given.contains(&name) || state.finding_named(&name).is_some() {
        n += 1;
        name = format!("{}-{n}", base(id));
    }
    given.insert(name.clone());
    name
}

/// A hash of the cells and words of a bead.
fn print(state: &DocumentState, id: i64) -> Option<u64> {
    let bead = state.beads.get(&id)?;
    let mut hash = Fnv1a::default();
    for side in Side::BOTH {
        hash.byte(side as u8);
        for cell in bead.cells(side) {
            hash.bytes(&cell.to_le_bytes());
            hash.bytes(state.cells.get(cell)?.text.as_bytes());
        }
    }
    Some(hash.finish())
}
