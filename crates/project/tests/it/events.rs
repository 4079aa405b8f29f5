//! Events: undo across restarts, the history, what is written with them.

use crate::common::Desk;
use calque_project::{Command, PairVerdict};

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
    desk.run(&Command::JudgePair { bead, verdict: PairVerdict::Good, note: None });
    assert_eq!(desk.project.can_undo_redo(desk.doc).expect("there"), (true, false));
    let events = desk.project.events(desk.doc).expect("events");
    let kinds: Vec<&str> = events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["open", "comment", "read", "undo", "undo", "redo", "judge-pair"]);
    assert!(events.iter().all(|e| !e.at.is_empty() && e.at.ends_with('Z')));
    assert_eq!(desk.project.undone(desk.doc).expect("there").len(), 1);
    assert_eq!(desk.project.revision(), 7);
}

#[test]
fn a_file_that_changed_is_read_again_and_what_was_done_stays() {
    use crate::common::{ENGLISH, FRENCH};
    use calque::{bitext_of_texts, check_in_lots};
    use calque_project::{CheckProgress, FindingState, SideRow, SourceFile};
    use std::ops::ControlFlow;
    let mut desk = Desk::new();
    let cell = desk.cell("2 400");
    desk.run(&Command::Edit { cell, text: "Quelque 4 200 personnes ont quitté la vallée.".into() });
    let bead = desk.bead("minister");
    desk.run(&Command::Comment { bead, text: "Ask.".into(), finding: None });
    desk.run(&Command::Read { beads: vec![bead], read: true });
    let (name, _) = desk.found("minister").remove(0);
    desk.run(&Command::Dismiss { finding: name.clone(), reason: "meant".into(), note: None });
    let (before, found) = (desk.beads(), desk.findings());
    let english = format!("A new first line was added here.\n\n{ENGLISH}");
    let french = format!("Une nouvelle première ligne a été ajoutée ici.\n\n{}", FRENCH.replace("en mai", "en juin"));
    let bitext = bitext_of_texts(("a.en.txt", &english), ("a.fr.txt", &french), &desk.settings).expect("a bitext");
    let file = |text: &str| SourceFile { row: SideRow::default(), bytes: Some(text.as_bytes().to_vec()) };
    let files = [file(&english), file(&french)];
    let (outcome, mut job) = desk.project.read_again(desk.doc, &bitext, files, "me").expect("read again");
    assert!(outcome.can_undo);
    // What is known of pairs that are as they were is there at once, and stays when all is checked.
    assert!(desk.found("minister").contains(&(name.clone(), FindingState::Dismissed)));
    assert!(desk.found("en juin").is_empty(), "not checked yet: {:?}", desk.findings());
    assert_eq!(desk.state().row.check, CheckProgress::Begun);
    let (project, settings) = (&mut desk.project, &desk.settings);
    let report = check_in_lots(bitext, settings, &mut |report, lot| {
        project.take_lot(&mut job, report, lot).expect("taken");
        ControlFlow::Continue(())
    });
    project.finish_check(&mut job, &report.expect("checked").expect("whole")).expect("finished");
    assert!(desk.found("minister").contains(&(name, FindingState::Dismissed)));
    assert!(!desk.found("en juin").is_empty(), "May became June: {:?}", desk.findings());
    let after = desk.findings();
    let beads = desk.beads();
    assert_eq!(beads.len(), before.len() + 1);
    assert!(beads.iter().any(|b| b.contains("4 200")), "the correction stays: {beads:#?}");
    assert!(beads.iter().any(|b| b.contains("en juin")), "{beads:#?}");
    let bead = desk.bead("minister");
    assert!(desk.state().beads[&bead].read);
    assert_eq!(desk.state().comments.values().map(|c| c.bead).collect::<Vec<_>>(), [bead]);
    assert!(!desk.findings().contains(&"numbers Open true".to_owned()), "{:?}", desk.findings());
    let mut desk = desk.reopened();
    assert_eq!(desk.beads(), beads);
    desk.project.undo(desk.doc, "me").expect("undone");
    assert_eq!((desk.beads(), desk.findings()), (before, found));
    // Done again, what the check had found is there too.
    desk.project.redo(desk.doc, "me").expect("done again");
    assert_eq!((desk.beads(), desk.findings()), (beads, after));
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
