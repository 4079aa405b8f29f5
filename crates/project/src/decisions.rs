//! What was decided outside of the project, in a list of dismissed findings: taken over without an event, since
//! nobody did it here.

use crate::error::ProjectError;
use crate::project::Project;
use crate::rows::FindingState;
use crate::state::Draft;
use calque_report::Dismissal;

impl Project {
    /// Dismisses findings as a list says, by their ids; opens those again of which it says nothing any more.
    pub fn take_decisions(
        &mut self,
        document: i64,
        decisions: &[(String, Option<Dismissal>)],
    ) -> Result<(), ProjectError> {
        let state = self.document(document)?;
        let mut draft = Draft::new(state, self.next_id);
        for (name, by) in decisions {
            let (id, mut row) = draft.finding_named(name)?;
            if let Some(by) = by {
                row.dismiss(by);
            } else {
                row.state = FindingState::Open;
                (row.reason, row.note, row.who, row.date) = (None, None, None, None);
            }
            draft.set_finding(id, Some(row));
        }
        let row = state.row.clone();
        let changes = draft.into_changes();
        self.write(document, &row, &changes, self.next_id)
    }
}
