//! The file: one writer, damaged and newer files, events that nothing changes.

use crate::common::Desk;
use calque_project::{Command, Project};
use rusqlite::Connection;

#[test]
fn a_second_process_is_told_and_the_first_works_on() {
    let mut desk = Desk::new();
    let path = desk.project.path().to_owned();
    let error = Project::open(&path).expect_err("in use");
    assert_eq!(error.code(), "in-use");
    let bead = desk.bead("minister");
    desk.run(&Command::Read { beads: vec![bead], read: true });
    drop(desk.project);
    assert!(Project::open(&path).is_ok(), "free again");
}

#[test]
fn newer_damaged_and_foreign_files_are_refused_and_not_touched() {
    let desk = Desk::new();
    let path = desk.project.path().to_owned();
    drop(desk.project);
    {
        let connection = Connection::open(&path).expect("a database");
        connection.pragma_update(None, "user_version", 99).expect("set");
    }
    let before = std::fs::read(&path).expect("read");
    assert_eq!(Project::open(&path).expect_err("newer").code(), "newer");
    assert_eq!(std::fs::read(&path).expect("read"), before);

    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "These are notes and no database at all, whatever the ending says.".repeat(20))
        .expect("written");
    assert_eq!(Project::open(&text).expect_err("no database").code(), "damaged");

    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).expect("made").execute_batch("create table t (x)").expect("a table");
    assert_eq!(Project::open(&foreign).expect_err("foreign").code(), "damaged");

    let missing = folder.path().join("no/such/folder/p.calque");
    assert_eq!(Project::open(&missing).expect_err("no folder").code(), "storage");
}

#[test]
fn a_file_cut_short_is_said_to_be_damaged() {
    let desk = Desk::new();
    let path = desk.project.path().to_owned();
    drop(desk.project);
    let bytes = std::fs::read(&path).expect("read");
    std::fs::write(&path, &bytes[..bytes.len() / 2]).expect("cut");
    assert_eq!(Project::open(&path).expect_err("cut").code(), "damaged");
}

#[test]
fn events_are_never_changed() {
    let desk = Desk::new();
    let path = desk.project.path().to_owned();
    drop(desk.project);
    let connection = Connection::open(&path).expect("a database");
    for attempt in ["update event set who = 'x'", "delete from event"] {
        assert!(connection.execute(attempt, []).is_err(), "{attempt}");
    }
}

/// A file system that is full says so, and what was there before stays.
#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let mut desk = Desk::new();
    let bead = desk.bead("minister");
    let path = desk.project.path().to_owned();
    desk.run(&Command::Read { beads: vec![bead], read: true });
    desk.project.limit_pages(0).expect("limited");
    let text = "x ".repeat(9000);
    let mut full = None;
    for _ in 0..50 {
        let comment = Command::Comment { bead, text: text.clone(), finding: None };
        if let Err(e) = desk.project.run(desk.doc, &comment, "me", &desk.settings) {
            full = Some(e);
            break;
        }
    }
    assert_eq!(full.expect("full at last").code(), "disk-full");
    let comments = desk.state().comments.len();
    let (doc, folder) = (desk.doc, desk.folder);
    drop(desk.project);
    let project = Project::open(&path).expect("the project");
    let state = project.document(doc).expect("the document");
    assert!(state.beads[&bead].read);
    assert_eq!(state.comments.len(), comments, "what was answered is there, what failed is not");
    drop(folder);
}
