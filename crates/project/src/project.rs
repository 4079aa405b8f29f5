//! A project: documents, and the events that made them what they are.

use crate::again::{CarriedOver, carried_over};
use crate::changes::ChangeSet;
use crate::check::{Cause, CheckJob, Reach, recheck};
use crate::clock::now;
use crate::commands::{Actor, Command, edit_text, run};
use crate::error::ProjectError;
use crate::gradual::{keep_fidelity, take_along, unchecked};
use crate::import::{Imported, import};
use crate::outcome::{Outcome, Preview, came_and_went};
use crate::rows::{CheckProgress, SideRow};
use crate::state::{DocumentState, Draft};
use crate::store::{self, EventRow, NewEvent};
use crate::undo::UndoStack;
use calque::{Bitext, Report, Settings};
use rusqlite::{Connection, Transaction};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file that a document was read from.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its description; name, language and tail are set from the report.
    pub row: SideRow,
    /// Its bytes, to write it again in the format that it came in.
    pub bytes: Option<Vec<u8>>,
}

pub(crate) struct OpenDocument {
    pub(crate) state: DocumentState,
    pub(crate) undo: UndoStack,
}

/// The findings of longer documents, in beads, stay in the language in which they were opened.
const MOST_REWORDED: usize = 2000;

/// An open project. One process has a project open at a time.
pub struct Project {
    pub(crate) connection: Connection,
    path: PathBuf,
    pub(crate) documents: BTreeMap<i64, OpenDocument>,
    pub(crate) next_id: i64,
    revision: i64,
}

impl std::fmt::Debug for Project {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Project").field("path", &self.path).field("revision", &self.revision).finish_non_exhaustive()
    }
}

impl Project {
    /// Opens a project file; makes it where there is none.
    pub fn open(path: &Path) -> Result<Self, ProjectError> {
        let connection = store::open(path)?;
        let fail = |e: rusqlite::Error| ProjectError::of(&path.display().to_string(), &e);
        let mut documents = BTreeMap::new();
        for (id, _) in store::documents(&connection).map_err(fail)? {
            let Some(state) = store::load(&connection, id).map_err(fail)? else { continue };
            let events = store::events(&connection, id).map_err(fail)?;
            documents.insert(id, OpenDocument { state, undo: UndoStack::of(&events) });
        }
        let number = |query: &str| connection.query_row(query, [], |r| r.get::<_, Option<i64>>(0)).map_err(fail);
        let revision = number("select max(id) from event")?.unwrap_or(0);
        let next_id = number("select max(cast(value as integer)) from setting where name = 'next-id'")?.unwrap_or(1);
        Ok(Self { connection, path: path.to_owned(), documents, next_id, revision })
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the last event: it rises with every change.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// The documents, by their numbers.
    pub fn documents(&self) -> impl Iterator<Item = (i64, &DocumentState)> {
        self.documents.iter().map(|(id, d)| (*id, &d.state))
    }

    /// A document.
    pub fn document(&self, id: i64) -> Result<&DocumentState, ProjectError> {
        Ok(&self.opened(id)?.state)
    }

    /// Whether there is something to take back, and to do again.
    pub fn can_undo_redo(&self, id: i64) -> Result<(bool, bool), ProjectError> {
        let undo = &self.opened(id)?.undo;
        Ok((undo.last_done().is_some(), undo.last_undone().is_some()))
    }

    pub(crate) fn opened(&self, id: i64) -> Result<&OpenDocument, ProjectError> {
        self.documents.get(&id).ok_or_else(|| ProjectError::Missing("document", id.to_string()))
    }

    pub(crate) fn fail(&self) -> impl Fn(rusqlite::Error) -> ProjectError + use<> {
        let name = self.path.display().to_string();
        move |e| ProjectError::of(&name, &e)
    }

    /// Adds a document that was read, aligned and checked; its number.
    pub fn add(
        &mut self,
        report: &Report,
        name: &str,
        files: [SourceFile; 2],
        pairs: bool,
        who: &str,
    ) -> Result<i64, ProjectError> {
        self.insert(report, name, files, (pairs, CheckProgress::Done), who)
    }

    /// Adds the document of a report; its number.
    pub(crate) fn insert(
        &mut self,
        report: &Report,
        name: &str,
        files: [SourceFile; 2],
        (pairs, check): (bool, CheckProgress),
        who: &str,
    ) -> Result<i64, ProjectError> {
        let id = self.next_id;
        let [source, target] = files;
        let sides = [source.row, target.row];
        let Imported { mut row, changes, next_id } = import(report, name, sides, pairs, id + 1);
        row.check = check;
        let fail = self.fail();
        let at = now();
        let t = self.connection.transaction().map_err(&fail)?;
        store::insert_document(&t, id, &row, &changes).map_err(&fail)?;
        for (side, name, bytes) in
            [("source", &row.source.name, source.bytes), ("target", &row.target.name, target.bytes)]
        {
            if let Some(bytes) = bytes {
                store::set_file(&t, id, side, name, &bytes).map_err(&fail)?;
            }
        }
        let event = NewEvent { document: id, at: &at, who, kind: "open", command: "{}", of: None };
        let revision = store::append(&t, &event, &ChangeSet::default()).map_err(&fail)?;
        store::set_next_id(&t, next_id).map_err(&fail)?;
        t.commit().map_err(&fail)?;
        let mut state = DocumentState::new(row);
        state.apply(&changes);
        self.documents.insert(id, OpenDocument { state, undo: UndoStack::default() });
        (self.next_id, self.revision) = (next_id, revision);
        Ok(id)
    }

    /// Carries out a command.
    pub fn run(
        &mut self,
        document: i64,
        command: &Command,
        who: &str,
        settings: &Settings,
    ) -> Result<Outcome, ProjectError> {
        let at = now();
        self.check_before(document, command, settings)?;
        let opened = self.opened(document)?;
        let mut draft = Draft::new(&opened.state, self.next_id);
        run(&mut draft, command, Actor { who, now: &at }, settings)?;
        let next_id = draft.next_id();
        let changes = draft.into_changes();
        let json = serde_json::to_string(command).unwrap_or_default();
        let event = NewEvent { document, at: &at, who, kind: command.kind(), command: &json, of: None };
        self.commit(&event, &changes, next_id)
    }

    /// Puts a document that was read and aligned again in the place of the one that is there: an event like
    /// others. What is known of pairs that are as they were stays; the job is to check them all.
    pub fn read_again(
        &mut self,
        document: i64,
        bitext: &Bitext,
        files: [SourceFile; 2],
        who: &str,
    ) -> Result<(Outcome, CheckJob), ProjectError> {
        let at = now();
        let old = &self.opened(document)?.state;
        let [source, target] = files;
        let name = old.row.name.clone();
        let mut read = import(&unchecked(bitext), &name, [source.row, target.row], old.row.pairs, self.next_id);
        read.row.check = CheckProgress::Begun;
        let mut fresh = DocumentState::new(read.row.clone());
        fresh.apply(&read.changes);
        let CarriedOver { changes, edited } = carried_over(old, &fresh)?;
        let row = read.row.clone();
        let event = NewEvent { document, at: &at, who, kind: "read-again", command: "{}", of: None };
        let outcome = self.commit_with(&event, &changes, read.next_id, |t| {
            store::insert_document(t, document, &row, &ChangeSet::default())?;
            for (side, name, bytes) in
                [("source", &row.source.name, source.bytes), ("target", &row.target.name, target.bytes)]
            {
                if let Some(bytes) = bytes {
                    store::set_file(t, document, side, name, &bytes)?;
                }
            }
            Ok(())
        })?;
        if let Some(opened) = self.documents.get_mut(&document) {
            opened.state.row = read.row;
        }
        Ok((outcome, CheckJob::of(document, self.document(document)?).without(&edited)))
    }

    /// Words the findings of a document in the language of `settings`, where they are in another. This is no
    /// event: nothing is decided by it.
    pub fn reword(&mut self, document: i64, settings: &Settings) -> Result<bool, ProjectError> {
        let (key, lang) = (format!("lang-{document}"), settings.ui_lang.unwrap_or_default().as_str());
        let state = &self.opened(document)?.state;
        let known = self.setting(&key)?;
        let is_new = state.row.check != CheckProgress::Done;
        if known.as_deref().unwrap_or("en") == lang || is_new || state.order().len() > MOST_REWORDED {
            return Ok(false);
        }
        let mut draft = Draft::new(state, self.next_id);
        recheck(&mut draft, settings, Cause::Beads, Reach::Whole)?;
        let next_id = draft.next_id();
        let changes = draft.into_changes();
        let fail = self.fail();
        let t = self.connection.transaction().map_err(&fail)?;
        store::set_rows(&t, document, &changes).map_err(&fail)?;
        store::set_next_id(&t, next_id).map_err(&fail)?;
        store::set_setting(&t, &key, lang).map_err(&fail)?;
        t.commit().map_err(&fail)?;
        self.next_id = next_id;
        if let Some(opened) = self.documents.get_mut(&document) {
            opened.state.apply(&changes);
        }
        Ok(true)
    }

    /// Takes back the last command that is not taken back.
    pub fn undo(&mut self, document: i64, who: &str) -> Result<Outcome, ProjectError> {
        let last = self.opened(document)?.undo.last_done();
        let last = last.ok_or_else(|| ProjectError::Refused(calque_messages::message!("command-nothing-to-undo")))?;
        self.again(document, last, "undo", who)
    }

    /// Does the last command again that was taken back.
    pub fn redo(&mut self, document: i64, who: &str) -> Result<Outcome, ProjectError> {
        let last = self.opened(document)?.undo.last_undone();
        let last = last.ok_or_else(|| ProjectError::Refused(calque_messages::message!("command-nothing-to-redo")))?;
        self.again(document, last, "redo", who)
    }

    /// Takes back everything after an event; 0 is the beginning.
    pub fn undo_to(&mut self, document: i64, event: i64, who: &str) -> Result<Vec<Outcome>, ProjectError> {
        let mut out = Vec::new();
        while self.opened(document)?.undo.last_done().is_some_and(|last| last > event) {
            out.push(self.undo(document, who)?);
        }
        Ok(out)
    }

    fn again(&mut self, document: i64, of: i64, kind: &str, who: &str) -> Result<Outcome, ProjectError> {
        let fail = self.fail();
        let event = store::event(&self.connection, of).map_err(&fail)?;
        let event = event.ok_or_else(|| ProjectError::Missing("event", of.to_string()))?;
        let name = self.path.display().to_string();
        // To do it again is to take back what took it back: with what a check had found in between.
        let undo = if kind == "redo" { store::last_undo(&self.connection, of).map_err(&fail)? } else { None };
        let changes: ChangeSet = serde_json::from_str(&undo.as_ref().unwrap_or(&event).changes)
            .map_err(|e| ProjectError::Damaged(name, format!("event {of}: {e}")))?;
        let mut changes = if kind == "undo" || undo.is_some() { changes.inverted() } else { changes };
        let state = &self.opened(document)?.state;
        keep_fidelity(&mut changes, state);
        take_along(&mut changes, state);
        let at = now();
        let new = NewEvent { document, at: &at, who, kind, command: &event.command, of: Some(of) };
        let mut outcome = self.commit(&new, &changes, self.next_id)?;
        outcome.of = Some(event);
        Ok(outcome)
    }

    fn commit(&mut self, event: &NewEvent<'_>, changes: &ChangeSet, next_id: i64) -> Result<Outcome, ProjectError> {
        self.commit_with(event, changes, next_id, |_| Ok(()))
    }

    /// Writes an event and its changes, and `more` with them, then makes the changes in memory.
    fn commit_with(
        &mut self,
        event: &NewEvent<'_>,
        changes: &ChangeSet,
        next_id: i64,
        more: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<Outcome, ProjectError> {
        let fail = self.fail();
        let document = event.document;
        let t = self.connection.transaction().map_err(&fail)?;
        more(&t).map_err(&fail)?;
        let id = store::append(&t, event, changes).map_err(&fail)?;
        store::set_next_id(&t, next_id).map_err(&fail)?;
        t.commit().map_err(&fail)?;
        let missing = || ProjectError::Missing("document", document.to_string());
        let opened = self.documents.get_mut(&document).ok_or_else(missing)?;
        opened.undo.add(id, event.kind, event.of);
        opened.state.apply(changes);
        (self.next_id, self.revision) = (next_id, id);
        let (came, went) = came_and_went(changes);
        let undo = &opened.undo;
        Ok(Outcome {
            event: id,
            revision: id,
            kind: event.kind.to_owned(),
            command: event.command.to_owned(),
            changes: changes.clone(),
            came,
            went,
            can_undo: undo.last_done().is_some(),
            can_redo: undo.last_undone().is_some(),
            of: None,
        })
    }

    /// The events of a document, oldest first, with their changes where `with_changes` asks for them.
    pub fn events(&self, document: i64) -> Result<Vec<EventRow>, ProjectError> {
        self.opened(document)?;
        store::events(&self.connection, document).map_err(self.fail())
    }

    /// An event with its changes.
    pub fn event(&self, id: i64) -> Result<EventRow, ProjectError> {
        let found = store::event(&self.connection, id).map_err(self.fail())?;
        found.ok_or_else(|| ProjectError::Missing("event", id.to_string()))
    }

    /// Which events of a document are taken back.
    pub fn undone(&self, document: i64) -> Result<std::collections::HashSet<i64>, ProjectError> {
        Ok(self.opened(document)?.undo.undone())
    }

    /// The name and the bytes of the file that a side was read from, where they were kept.
    pub fn file(&self, document: i64, side: calque_text::Side) -> Result<Option<(String, Vec<u8>)>, ProjectError> {
        store::file(&self.connection, document, side.as_str()).map_err(self.fail())
    }

    /// Lets the file grow by no more than so many pages, as on a disk that is nearly full: for tests of what
    /// happens then.
    #[doc(hidden)]
    pub fn limit_pages(&self, more: u32) -> Result<(), ProjectError> {
        let fail = self.fail();
        let count: u32 = self.connection.pragma_query_value(None, "page_count", |r| r.get(0)).map_err(&fail)?;
        self.connection.pragma_update(None, "max_page_count", count + more).map_err(fail)
    }

    /// A setting of the project, such as where somebody stopped reading.
    pub fn setting(&self, name: &str) -> Result<Option<String>, ProjectError> {
        store::setting(&self.connection, name).map_err(self.fail())
    }

    /// Keeps a setting.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), ProjectError> {
        let fail = self.fail();
        store::set_setting(&self.connection, name, value).map_err(fail)
    }
}

/// What an edit would do to the findings of its bead, without making it.
pub fn preview(state: &DocumentState, cell: i64, text: &str, settings: &Settings) -> Result<Preview, ProjectError> {
    let mut draft = Draft::new(state, i64::MAX / 2);
    edit_text(&mut draft, cell, text)?;
    recheck(&mut draft, settings, Cause::Edit, Reach::Near)?;
    let changes = draft.into_changes();
    let (came, went) = came_and_went(&changes);
    let bead = state.bead_of(cell).ok_or_else(|| ProjectError::Missing("cell", cell.to_string()))?;
    let mut findings: BTreeMap<i64, _> = state.findings_of(bead).map(|(id, row)| (id, row.clone())).collect();
    for change in &changes.findings {
        match &change.after {
            Some(row) if row.bead == Some(bead) => drop(findings.insert(change.id, row.clone())),
            _ => drop(findings.remove(&change.id)),
        }
    }
    let text = changes.cells.iter().find_map(|c| c.after.as_ref()).map(|c| c.text.clone());
    let findings = findings.into_values().filter(|f| f.present).collect();
    Ok(Preview { bead, text, findings, came, went })
}
