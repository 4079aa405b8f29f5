//! What a command did, for those who show it.

use crate::changes::ChangeSet;
use crate::rows::FindingRow;
use crate::store::EventRow;

/// What a command did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The number of its event.
    pub event: i64,
    /// The number of the last event of the project.
    pub revision: i64,
    /// The kind of the command, `undo` or `redo`.
    pub kind: String,
    /// The command as JSON; of an `undo`, the one that was taken back.
    pub command: String,
    /// The rows before and after.
    pub changes: ChangeSet,
    /// The findings that were not there before.
    pub came: Vec<FindingRow>,
    /// The findings that are there no longer.
    pub went: Vec<FindingRow>,
    /// Whether there is something to take back now.
    pub can_undo: bool,
    /// Whether there is something to do again now.
    pub can_redo: bool,
    /// The event that was taken back or done again.
    pub of: Option<EventRow>,
}

/// What an edit would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The bead of the cell.
    pub bead: i64,
    /// The text of the cell, as it would be kept; nothing where it is as before.
    pub text: Option<String>,
    /// The findings that the bead would have.
    pub findings: Vec<FindingRow>,
    /// Those that are not there now.
    pub came: Vec<FindingRow>,
    /// Those that would go.
    pub went: Vec<FindingRow>,
}

/// The findings that changes bring, and those that they take away.
pub(crate) fn came_and_went(changes: &ChangeSet) -> (Vec<FindingRow>, Vec<FindingRow>) {
    let (mut came, mut went) = (Vec::new(), Vec::new());
    let there = |row: &Option<FindingRow>| row.as_ref().is_some_and(|r| r.present);
    for change in &changes.findings {
        match (there(&change.before), there(&change.after)) {
            (false, true) => came.extend(change.after.clone()),
            (true, false) => went.extend(change.after.clone().or_else(|| change.before.clone())),
            _ => {}
        }
    }
    (came, went)
}
