//! The file: SQLite in WAL mode, one writer, a table for each kind of row and one of events that
//! nothing changes.

mod load;
mod schema;
mod write;

pub(crate) use load::{documents, event, events, file, last_undo, load, setting};
pub(crate) use schema::open;
pub(crate) use write::{NewEvent, append, insert_document, set_file, set_next_id, set_rows, set_setting};

/// An event: a command that was carried out, or taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Its number; they rise.
    pub id: i64,
    /// The document.
    pub document: i64,
    /// When, as `2026-11-29T08:15:00Z`.
    pub at: String,
    /// Who.
    pub who: String,
    /// The kind of the command; `undo` and `redo` name another event.
    pub kind: String,
    /// The command as JSON.
    pub command: String,
    /// The change set as JSON; empty where it was not asked for.
    pub changes: String,
    /// The event that it takes back or does again.
    pub of: Option<i64>,
}
