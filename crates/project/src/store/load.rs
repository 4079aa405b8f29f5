//! Reading: documents with their rows, events, files.

use super::EventRow;
use crate::rows::DocumentRow;
use crate::state::DocumentState;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

/// The documents of a project.
pub(crate) fn documents(c: &Connection) -> rusqlite::Result<Vec<(i64, DocumentRow)>> {
    let mut statement = c.prepare("select id, data from document order by id")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, parsed(r, 1)?)))?;
    rows.collect()
}

/// A document with all its rows.
pub(crate) fn load(c: &Connection, id: i64) -> rusqlite::Result<Option<DocumentState>> {
    let row = c.query_row("select data from document where id = ?", [id], |r| parsed(r, 0)).optional()?;
    let Some(row) = row else { return Ok(None) };
    let mut state = DocumentState::new(row);
    state.cells = table(c, "cell", id)?.into_iter().collect();
    state.beads = table(c, "bead", id)?.into_iter().collect();
    state.findings = table(c, "finding", id)?.into_iter().collect();
    state.comments = table(c, "comment", id)?.into_iter().collect();
    state.judgements = table(c, "judgement", id)?.into_iter().collect();
    state.sort();
    state.index_findings();
    Ok(Some(state))
}

fn table<T: DeserializeOwned>(c: &Connection, name: &str, doc: i64) -> rusqlite::Result<Vec<(i64, T)>> {
    let mut statement = c.prepare(&format!("select id, data from {name} where doc = ?"))?;
    let rows = statement.query_map([doc], |r| Ok((r.get(0)?, parsed(r, 1)?)))?;
    rows.collect()
}

/// The events of a document, oldest first, without their changes.
pub(crate) fn events(c: &Connection, doc: i64) -> rusqlite::Result<Vec<EventRow>> {
    let mut statement =
        c.prepare("select id, doc, at, who, kind, command, '', of from event where doc = ? order by id")?;
    let rows = statement.query_map([doc], event_of)?;
    rows.collect()
}

/// One event with its changes.
pub(crate) fn event(c: &Connection, id: i64) -> rusqlite::Result<Option<EventRow>> {
    let query = "select id, doc, at, who, kind, command, changes, of from event where id = ?";
    c.query_row(query, [id], event_of).optional()
}

/// The last event that took another back.
pub(crate) fn last_undo(c: &Connection, of: i64) -> rusqlite::Result<Option<EventRow>> {
    let query = "select id, doc, at, who, kind, command, changes, of from event \
                 where kind = 'undo' and of = ? order by id desc limit 1";
    c.query_row(query, [of], event_of).optional()
}

fn event_of(r: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: r.get(0)?,
        document: r.get(1)?,
        at: r.get(2)?,
        who: r.get(3)?,
        kind: r.get(4)?,
        command: r.get(5)?,
        changes: r.get(6)?,
        of: r.get(7)?,
    })
}

/// The bytes of a file that a document was read from.
pub(crate) fn file(c: &Connection, doc: i64, side: &str) -> rusqlite::Result<Option<(String, Vec<u8>)>> {
    let query = "select name, bytes from file where doc = ? and side = ?";
    c.query_row(query, params![doc, side], |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

/// A setting of the project.
pub(crate) fn setting(c: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    c.query_row("select value from setting where name = ?", [name], |r| r.get(0)).optional()
}

fn parsed<T: DeserializeOwned>(r: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = r.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e)))
}
