//! Writing: an event and the rows that it changes, in one transaction.

use crate::changes::{ChangeSet, RowChange};
use crate::rows::DocumentRow;
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

/// An event that is to be written.
pub(crate) struct NewEvent<'a> {
    pub(crate) document: i64,
    pub(crate) at: &'a str,
    pub(crate) who: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) command: &'a str,
    pub(crate) of: Option<i64>,
}

/// Writes an event with its changes; its number.
pub(crate) fn append(t: &Transaction<'_>, event: &NewEvent<'_>, changes: &ChangeSet) -> rusqlite::Result<i64> {
    t.prepare("insert into event (doc, at, who, kind, command, changes, of) values (?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![event.document, event.at, event.who, event.kind, event.command, json(changes), event.of])?;
    let id = t.last_insert_rowid();
    set_rows(t, event.document, changes)?;
    Ok(id)
}

/// Writes a document that was just opened. Its rows are no event: nothing undoes the opening.
pub(crate) fn insert_document(
    t: &Transaction<'_>,
    id: i64,
    row: &DocumentRow,
    changes: &ChangeSet,
) -> rusqlite::Result<()> {
    t.execute("insert or replace into document (id, data) values (?, ?)", params![id, json(row)])?;
    set_rows(t, id, changes)
}

/// Keeps the bytes of a file that a document was read from.
pub(crate) fn set_file(t: &Transaction<'_>, doc: i64, side: &str, name: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    t.execute(
        "insert or replace into file (doc, side, name, bytes) values (?, ?, ?, ?)",
        params![doc, side, name, bytes],
    )?;
    Ok(())
}

/// Keeps a setting of the project.
pub(crate) fn set_setting(c: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    c.prepare("insert or replace into setting (name, value) values (?, ?)")?.execute([name, value])?;
    Ok(())
}

/// Keeps the number that the next row gets.
pub(crate) fn set_next_id(c: &Connection, next: i64) -> rusqlite::Result<()> {
    set_setting(c, "next-id", &next.to_string())
}

/// Writes rows without an event.
pub(crate) fn set_rows(t: &Transaction<'_>, document: i64, changes: &ChangeSet) -> rusqlite::Result<()> {
    table(t, "cell", document, &changes.cells)?;
    table(t, "bead", document, &changes.beads)?;
    table(t, "finding", document, &changes.findings)?;
    table(t, "comment", document, &changes.comments)?;
    table(t, "judgement", document, &changes.judgements)
}

fn table<T: Serialize>(t: &Transaction<'_>, name: &str, doc: i64, changes: &[RowChange<T>]) -> rusqlite::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut set = t.prepare(&format!("insert or replace into {name} (id, doc, data) values (?, ?, ?)"))?;
    let mut remove = t.prepare(&format!("delete from {name} where id = ?"))?;
    for change in changes {
        match &change.after {
            Some(row) => set.execute(params![change.id, doc, json(row)])?,
            None => remove.execute(params![change.id])?,
        };
    }
    Ok(())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("rows of strings and numbers always serialise")
}
