//! Edits of texts, and what becomes of findings by them.

use crate::common::{Desk, FRENCH};
use calque_project::{Command, FindingState, ProjectError, clean_text, preview, report};
use calque_text::Side;

#[test]
fn an_edit_checks_its_pair_again_and_the_rest_stays() {
    let mut desk = Desk::new();
    assert!(desk.findings().contains(&"numbers Open true".to_owned()), "{:?}", desk.findings());
    let before = desk.findings().len();
    let cell = desk.cell("2 400");
    let text = "Quelque 4 200 personnes ont quitté la vallée.".to_owned();
    // While it is typed.
    let seen = preview(desk.state(), cell, &text, &desk.settings).expect("a preview");
    assert_eq!(seen.went.len(), 1, "{seen:?}");
    assert!(desk.findings().contains(&"numbers Open true".to_owned()), "a preview keeps nothing");
    let done = desk.run(&Command::Edit { cell, text });
    assert_eq!((done.came.len(), done.went.len()), (0, 1));
    assert_eq!(done.went[0].state, FindingState::Corrected);
    assert_eq!(desk.findings().len(), before);
    // And back.
    let undone = desk.project.undo(desk.doc, "me").expect("undone");
    assert_eq!((undone.came.len(), undone.went.len()), (1, 0));
    assert!(desk.findings().contains(&"numbers Open true".to_owned()));
    assert_eq!(clean_text(desk.state(), Side::Target), FRENCH);
}

#[test]
fn a_dismissal_holds_while_the_text_beside_it_is_edited() {
    let mut desk = Desk::new();
    let named = |desk: &Desk| {
        let rows = desk.state().findings.values();
        let of = rows.filter(|f| f.finding.rule == "numbers" && f.present);
        of.map(|f| (f.finding.id.clone(), f.state, f.reason.clone())).collect::<Vec<_>>()
    };
    let id = named(&desk)[0].0.clone();
    desk.run(&Command::Dismiss { finding: id.clone(), reason: "right".into(), note: None });
    let cell = desk.cell("2 400");
    desk.run(&Command::Edit { cell, text: "Quelque 2 400 habitants ont quitté la vallée hier.".into() });
    let after = named(&desk);
    assert_eq!(after.len(), 1, "{after:?}");
    assert_ne!(after[0].0, id, "the id is of other words now");
    assert_eq!((after[0].1, after[0].2.as_deref()), (FindingState::Dismissed, Some("right")));
    // Another figure is another finding.
    desk.run(&Command::Edit { cell, text: "Quelque 2 500 habitants ont quitté la vallée hier.".into() });
    let states: Vec<_> = named(&desk).into_iter().map(|f| f.1).collect();
    assert_eq!(states, [FindingState::Open]);
}

#[test]
fn spans_are_those_of_cells_joined_by_a_space() {
    let mut desk = Desk::new();
    let (a, b) = (desk.bead("4,200"), desk.bead("animals"));
    if a != b {
        desk.run(&Command::Link { beads: [a, b] });
    }
    let state = desk.state();
    let row = state.findings.values().find(|f| f.finding.rule == "numbers" && f.present).expect("the figure");
    let bead = &state.beads[&row.bead.expect("a bead")];
    assert!(bead.target.len() > 1);
    let (source, target) = (state.text_of(bead, Side::Source), state.text_of(bead, Side::Target));
    assert_eq!(row.finding.source.map(|s| s.of(&source)), Some("4,200"));
    assert_eq!(row.finding.target.map(|s| s.of(&target)), Some("2 400"));
    // The report of the whole document has the same words.
    let report = report(state).expect("a report");
    let same = report.findings.iter().find(|f| f.finding.id == row.finding.id).expect("in the report");
    assert_eq!(same.finding.target.map(|s| s.of(&report.target.document.text)), Some("2 400"));
}

#[test]
fn text_is_kept_to_the_space_and_hostile_text_is_tamed() {
    let mut desk = Desk::new();
    assert_eq!(clean_text(desk.state(), Side::Target), FRENCH);
    let cell = desk.cell("rouvrira");
    desk.run(&Command::Edit { cell, text: "  La route\nrouvrira\u{0}\u{7} en\tmai <b>. ".into() });
    assert_eq!(desk.state().cells[&cell].text, "La route rouvrira en mai <b>.");
    let long = "x".repeat(200_000);
    let error =
        desk.project.run(desk.doc, &Command::Edit { cell, text: long }, "me", &desk.settings).expect_err("long");
    assert_eq!(error.code(), "refused");
    // An emptied cell leaves no double space.
    let cell = desk.cell("emmené");
    desk.run(&Command::Edit { cell, text: String::new() });
    assert!(clean_text(desk.state(), Side::Target).contains("la vallée.\n\nLe ministre"));
}

#[test]
fn what_is_not_there_is_an_error() {
    let mut desk = Desk::new();
    for command in [
        Command::Edit { cell: 99_999, text: "x".into() },
        Command::Accept { finding: "nope".into() },
        Command::Read { beads: vec![1, 99_999], read: true },
        Command::DeleteComment { comment: 7 },
    ] {
        let error = desk.project.run(desk.doc, &command, "me", &desk.settings).expect_err("missing");
        assert!(matches!(error, ProjectError::Missing(..)), "{command:?}: {error}");
    }
    assert!(desk.project.undo(desk.doc, "me").is_err(), "nothing was done");
}
