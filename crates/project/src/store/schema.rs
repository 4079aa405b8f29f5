//! The tables, and opening a file: its version, its one writer.

use crate::error::ProjectError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// `CALQ`, by which other programs know the file.
const APPLICATION: i32 = 0x4341_4c51;
/// The version of the tables that this program writes.
const VERSION: i32 = 1;

/// Rows are JSON, so that a field can be added without a new version; what people look for is a column besides.
const TABLES: &str = "
create table document (id integer primary key, data text not null);
create table cell (id integer primary key, doc integer not null, data text not null,
  text text as (data ->> 'text') virtual, original text as (data ->> 'original') virtual);
create table bead (id integer primary key, doc integer not null, data text not null,
  place integer as (data ->> 'place') virtual, confirmed integer as (data ->> 'confirmed') virtual);
create table finding (id integer primary key, doc integer not null, data text not null,
  name text as (data ->> '$.finding.id') virtual, rule text as (data ->> '$.finding.rule') virtual,
  state text as (data ->> 'state') virtual, reason text as (data ->> 'reason') virtual);
create table comment (id integer primary key, doc integer not null, data text not null,
  text text as (data ->> 'text') virtual, who text as (data ->> 'who') virtual);
create table judgement (id integer primary key, doc integer not null, data text not null);
create table file (doc integer not null, side text not null, name text not null, bytes blob not null,
  primary key (doc, side));
create table setting (name text primary key, value text not null);
create table event (id integer primary key autoincrement, doc integer not null, at text not null, who text not null,
  kind text not null, command text not null, changes text not null, of integer);
create index event_doc on event (doc, id);
create trigger event_kept before update on event begin select raise(abort, 'events are never changed'); end;
create trigger event_stays before delete on event begin select raise(abort, 'events are never removed'); end;
";

/// Opens a project file, or makes one. Fails where another process has it open.
pub(crate) fn open(path: &Path) -> Result<Connection, ProjectError> {
    let name = path.display().to_string();
    let fail = |e: rusqlite::Error| ProjectError::of(&name, &e);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fail)?;
    connection.busy_timeout(Duration::from_millis(300)).map_err(fail)?;
    // One process has the file for as long as it is open: a second would have its own idea of what is in it.
    connection.pragma_update(None, "locking_mode", "exclusive").map_err(fail)?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |r| r.get(0)).map_err(fail)?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |r| r.get(0)).map_err(fail)?;
    let tables: i64 = connection.query_row("select count(*) from sqlite_schema", [], |r| r.get(0)).map_err(fail)?;
    if version > VERSION && application == APPLICATION {
        return Err(ProjectError::Newer(name));
    }
    if application != APPLICATION && (tables > 0 || application != 0) {
        return Err(ProjectError::Damaged(name, "it is a database of another program".to_owned()));
    }
    connection.pragma_update(None, "journal_mode", "wal").map_err(fail)?;
    connection.pragma_update(None, "synchronous", "full").map_err(fail)?;
    if tables == 0 {
        let make = format!(
            "begin exclusive; {TABLES} pragma application_id = {APPLICATION}; pragma user_version = {VERSION}; commit;"
        );
        connection.execute_batch(&make).map_err(fail)?;
    } else {
        // Takes the lock, which is kept.
        connection.execute_batch("begin exclusive; commit;").map_err(fail)?;
        let sound: String = connection.query_row("pragma quick_check(1)", [], |r| r.get(0)).map_err(fail)?;
        if sound != "ok" {
            return Err(ProjectError::Damaged(name, sound));
        }
    }
    Ok(connection)
}
