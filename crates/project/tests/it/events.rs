//! Events: undo across restarts, the history, what is written with them.

use crate::common::Desk;
use calque_project::{Command, Verdict};

#[test]
fn undo_works_across_restarts_and_is_itself_an_event() {
    let mut desk = Desk::new();
    let bead = desk.bead("minister");
    desk.run(&Command::Comment { bead, text: "Ask the desk.".into(), finding: None });
    desk.run(&Command::Read { beads: vec![bead], read: true });
    let mut desk = desk.reopened();
    assert!(desk.state().beads[&bead].read);
    assert_eq!(desk.state().comments.len(), 1);
    desk.project.undo(desk.doc, "you").expect("undone");
    desk.project.undo(desk.doc, "you").expect("undone");
    let mut desk = desk.reopened();
    assert!(!desk.state().beads[&bead].read && desk.state().comments.is_empty());
    assert_eq!(desk.project.can_undo_redo(desk.doc).expect("there"), (false, true));
    desk.project.redo(desk.doc, "you").expect("done again");
    // Something new: what was undone is left behind, and stays in the history.
    desk.run(&Command::JudgePair { bead, verdict: Verdict::Good, note: None });
    assert_eq!(desk.project.can_undo_redo(desk.doc).expect("there"), (true, false));
    let events = desk.project.events(desk.doc).expect("events");
    let kinds: Vec<&str> = events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["open", "comment", "read", "undo", "undo", "redo", "judge-pair"]);
    assert!(events.iter().all(|e| !e.at.is_empty() && e.at.ends_with('Z')));
    assert_eq!(desk.project.undone(desk.doc).expect("there").len(), 1);
    assert_eq!(desk.project.revision(), 7);
}

#[test]
fn a_command_that_fails_leaves_no_event() {
    let mut desk = Desk::new();
    let before = desk.project.events(desk.doc).expect("events").len();
    let bead = desk.bead("minister");
    let empty = Command::Comment { bead, text: " ".into(), finding: None };
    assert!(desk.project.run(desk.doc, &empty, "me", &desk.settings).is_err());
    assert_eq!(desk.project.events(desk.doc).expect("events").len(), before);
}
