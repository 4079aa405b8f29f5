//! Documents that are checked while somebody works on them: they are there once they are aligned, and findings
//! come lot by lot. None of it is an event: nobody decides anything by it.

use crate::changes::{ChangeSet, RowChange};
use crate::check::{Cause, CheckJob, Reach, recheck};
use crate::commands::{Command, without_check};
use crate::error::ProjectError;
use crate::project::{Project, SourceFile};
use crate::rows::{CheckProgress, DocumentRow};
use crate::state::{DocumentState, Draft};
use crate::store;
use calque::{Bitext, Report, Settings};
use std::collections::HashSet;
use std::ops::Range;

impl Project {
    /// Adds a document that was read and aligned, and is checked next; the job of checking it.
    pub fn add_unchecked(
        &mut self,
        bitext: &Bitext,
        name: &str,
        files: [SourceFile; 2],
        pairs: bool,
        who: &str,
    ) -> Result<CheckJob, ProjectError> {
        let id = self.insert(&unchecked(bitext), name, files, (pairs, CheckProgress::Begun), who)?;
        Ok(CheckJob::of(id, self.document(id)?))
    }

    /// The job of checking a document as it is from its beginning to its end, and its texts.
    pub fn check_job(&self, document: i64) -> Result<(CheckJob, Bitext), ProjectError> {
        CheckJob::new(document, self.document(document)?)
    }

    /// Takes over what a check says of a lot of its beads.
    pub fn take_lot(&mut self, job: &mut CheckJob, report: &Report, lot: Range<usize>) -> Result<(), ProjectError> {
        let mut row = self.document(job.document())?.row.clone();
        row.encoder = report.encoder;
        self.take(job, report, Some(&lot), &row)
    }

    /// Takes over what a check says at its end.
    pub fn finish_check(&mut self, job: &mut CheckJob, report: &Report) -> Result<(), ProjectError> {
        let mut row = self.document(job.document())?.row.clone();
        if row.check != CheckProgress::Done {
            row.warnings.clone_from(&report.warnings);
        }
        row.check = CheckProgress::Done;
        row.encoder = report.encoder;
        self.take(job, report, None, &row)
    }

    /// Says how far the first check of a document has come.
    pub fn set_check(&mut self, document: i64, check: CheckProgress) -> Result<(), ProjectError> {
        let row = DocumentRow { check, ..self.document(document)?.row.clone() };
        self.write(document, &row, &ChangeSet::default(), self.next_id)
    }

    fn take(
        &mut self,
        job: &mut CheckJob,
        report: &Report,
        lot: Option<&Range<usize>>,
        row: &DocumentRow,
    ) -> Result<(), ProjectError> {
        let document = job.document();
        let mut draft = Draft::new(self.document(document)?, self.next_id);
        job.take(&mut draft, report, lot)?;
        let next_id = draft.next_id();
        let changes = draft.into_changes();
        self.write(document, row, &changes, next_id)
    }

    /// Before a command changes beads that the first check has not come to, they are checked as they are: so
    /// what the command did to the findings is known, and taking it back brings them back.
    pub(crate) fn check_before(
        &mut self,
        document: i64,
        command: &Command,
        settings: &Settings,
    ) -> Result<(), ProjectError> {
        let state = self.document(document)?;
        if state.row.check == CheckProgress::Done {
            return Ok(());
        }
        let mut trial = Draft::new(state, self.next_id);
        if !without_check(&mut trial, command, settings)? {
            return Ok(());
        }
        let touched: Vec<i64> = trial.changed_beads().into_iter().chain(trial.removed_beads()).collect();
        let mut draft = Draft::new(state, self.next_id);
        for id in touched {
            if let Some(row) = state.beads.get(&id) {
                draft.set_bead(id, Some(row.clone()));
            }
        }
        recheck(&mut draft, settings, Cause::Beads, Reach::Near)?;
        let (row, next_id) = (state.row.clone(), draft.next_id());
        let changes = draft.into_changes();
        self.write(document, &row, &changes, next_id)
    }

    /// Writes rows and the description of a document without an event.
    pub(crate) fn write(
        &mut self,
        document: i64,
        row: &DocumentRow,
        changes: &ChangeSet,
        next_id: i64,
    ) -> Result<(), ProjectError> {
        let fail = self.fail();
        let t = self.connection.transaction().map_err(&fail)?;
        store::insert_document(&t, document, row, changes).map_err(&fail)?;
        store::set_next_id(&t, next_id).map_err(&fail)?;
        t.commit().map_err(&fail)?;
        self.next_id = next_id;
        if let Some(opened) = self.documents.get_mut(&document) {
            opened.state.apply(changes);
            opened.state.row = row.clone();
        }
        Ok(())
    }
}

/// The report on texts that are not checked yet.
pub(crate) fn unchecked(bitext: &Bitext) -> Report {
    Report {
        source: bitext.source.clone(),
        target: bitext.target.clone(),
        alignment: bitext.alignment.clone(),
        findings: Vec::new(),
        suppressed: Vec::new(),
        comments: Vec::new(),
        fidelity: Vec::new(),
        warnings: bitext.warnings.clone(),
        encoder: false,
        contributors: Vec::new(),
        rules_left_out: Vec::new(),
        rules: &[],
    }
}

/// What a check has found since in beads that an undo takes away goes with them.
pub(crate) fn take_along(changes: &mut ChangeSet, state: &DocumentState) {
    let known: HashSet<i64> = changes.findings.iter().map(|c| c.id).collect();
    let away = changes.beads.iter().filter(|c| c.after.is_none()).map(|c| c.id);
    let found = away.flat_map(|bead| state.findings_of(bead)).filter(|(id, _)| !known.contains(id));
    let away = found.map(|(id, row)| RowChange { id, before: Some(row.clone()), after: None });
    let away: Vec<_> = away.collect();
    changes.findings.extend(away);
}

/// Beads that come back by an undo keep the fidelity that a check has found since, if their cells are the same.
pub(crate) fn keep_fidelity(changes: &mut ChangeSet, state: &DocumentState) {
    for change in &mut changes.beads {
        let Some(now) = state.beads.get(&change.id) else { continue };
        let Some(after) = change.after.as_mut().filter(|a| a.fidelity.is_none()) else { continue };
        if after.source == now.source && after.target == now.target {
            after.fidelity = now.fidelity;
        }
    }
}
