//! Bead commands.

use crate::common::Desk;
use calque_bitext::Bead;
use calque_project::{Command, Cut, Neighbour, ShiftDirection, SideName, clean_text};
use calque_text::Side;
use std::collections::BTreeSet;

/// Every cell is in one bead, and the texts are those that were read.
fn is_sound(desk: &Desk, english: &str, french: &str) {
    let state = desk.state();
    let mut seen = BTreeSet::new();
    for bead in state.beads.values() {
        assert!(!bead.source.is_empty() || !bead.target.is_empty(), "an empty bead");
        for cell in bead.source.iter().chain(&bead.target) {
            assert!(seen.insert(*cell), "cell {cell} is in two beads");
        }
    }
    assert_eq!(seen.len(), state.cells.len(), "a cell is in no bead");
    let text = |side| clean_text(state, side).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text(Side::Source), english);
    assert_eq!(text(Side::Target), french);
}

/// A command, once it is known what there is.
type Then = Box<dyn Fn(&Desk) -> Command>;

#[test]
fn mending_beads_loses_no_word_and_can_be_taken_back() {
    let mut desk = Desk::new();
    let words = |desk: &Desk, side| clean_text(desk.state(), side).split_whitespace().collect::<Vec<_>>().join(" ");
    let (english, french) = (words(&desk, Side::Source), words(&desk, Side::Target));
    let begin = desk.beads();
    let first = desk.bead("Tuesday");
    let commands: Vec<Then> = vec![
        Box::new(move |_| Command::Merge { bead: first, with: Neighbour::Next }),
        Box::new(|d| Command::Split { cell: d.cell("Elles ont"), at: 10, with: None, other_at: None }),
        Box::new(|d| Command::Shift {
            bead: d.bead("minister"),
            side: SideName::Target,
            direction: ShiftDirection::FirstUp,
        }),
        Box::new(|d| Command::Shift {
            bead: d.bead("Tuesday"),
            side: SideName::Source,
            direction: ShiftDirection::LastDown,
        }),
        Box::new(|d| Command::Unlink { bead: d.bead("rouvrira") }),
        Box::new(|d| Command::Link { beads: [d.bead("rouvrira"), d.bead("in May")] }),
        Box::new(|d| Command::Swap { bead: d.state().order()[0] }),
        Box::new(|d| Command::Insert { bead: d.bead("in May"), side: SideName::Target, text: None }),
    ];
    let mut states = vec![begin.clone()];
    for command in commands {
        let command = command(&desk);
        desk.run(&command);
        is_sound(&desk, &english, &french);
        states.push(desk.beads());
    }
    assert!(states.windows(2).filter(|w| w[0] != w[1]).count() >= 6, "{states:#?}");
    // Back and forth, also after a restart.
    let mut desk = desk.reopened();
    assert_eq!(&desk.beads(), states.last().expect("some"));
    for state in states.iter().rev().skip(1) {
        desk.project.undo(desk.doc, "me").expect("undone");
        assert_eq!(&desk.beads(), state);
    }
    assert!(desk.project.undo(desk.doc, "me").is_err());
    for state in states.iter().skip(1) {
        desk.project.redo(desk.doc, "me").expect("done again");
        assert_eq!(&desk.beads(), state);
    }
    desk.project.undo_to(desk.doc, 0, "me").expect("all undone");
    assert_eq!(desk.beads(), begin);
}

#[test]
fn realigning_mends_what_slipped_and_stays_between_the_locks() {
    let right = Desk::new().beads();
    assert_eq!(right.len(), 5, "{right:#?}");
    // As an aligner might have it that slipped by one.
    let slipped = |beads: &mut Vec<Bead>| {
        let last = beads.len();
        for (i, bead) in beads.iter_mut().enumerate() {
            bead.target = if i == 0 { 0..2 } else { (i + 1).min(last)..(i + 2).min(last) };
            bead.score = 0.4;
        }
    };
    let mut desk = Desk::aligned(slipped);
    assert_ne!(desk.beads(), right);
    let second = desk.state().order()[1];
    let done = desk.run(&Command::Realign { from: None, to: None, bead: Some(second) });
    assert_eq!(desk.beads(), right);
    assert!(!done.came.is_empty() || !done.went.is_empty(), "findings are worked out anew");
    let again = Command::Realign { from: None, to: None, bead: Some(desk.state().order()[0]) };
    assert_eq!(desk.project.run(desk.doc, &again, "me", &desk.settings).expect_err("the same").code(), "refused");
    desk.project.undo(desk.doc, "me").expect("undone");
    assert_ne!(desk.beads(), right);
    // With the third locked, what is before it and what is after it are aligned each by itself.
    let third = desk.state().order()[2];
    desk.run(&Command::Lock { beads: vec![third], locked: true });
    let locked = desk.beads()[2].clone();
    let (first, last) = (desk.state().order()[0], desk.state().order()[4]);
    let _ = desk.project.run(
        desk.doc,
        &Command::Realign { from: Some(first), to: Some(last), bead: None },
        "me",
        &desk.settings,
    );
    assert!(desk.beads().contains(&locked), "{:#?}", desk.beads());
    assert!(desk.state().beads.contains_key(&third));
    let merge = Command::Merge { bead: third, with: Neighbour::Next };
    assert_eq!(desk.project.run(desk.doc, &merge, "me", &desk.settings).expect_err("locked").code(), "refused");
}

#[test]
fn both_sides_are_cut_by_one_command() {
    let mut desk = Desk::new();
    let before = desk.beads();
    let (a, b) = (desk.cell("minister"), desk.cell("ministre"));
    let with = Some(Cut { cell: b, at: "Le ministre".len() });
    desk.run(&Command::Split { cell: a, at: "The minister".len(), with, other_at: None });
    let beads = desk.beads();
    assert_eq!(beads.len(), before.len() + 1);
    assert!(beads.contains(&"The minister | Le ministre".to_owned()), "{beads:#?}");
    assert!(beads.contains(&"did not visit the town. | a visité la ville.".to_owned()), "{beads:#?}");
    desk.project.undo(desk.doc, "me").expect("undone");
    assert_eq!(desk.beads(), before);
}

#[test]
fn places_never_run_out() {
    let mut desk = Desk::new();
    for n in 0..80 {
        let bead = desk.bead("minister");
        desk.run(&Command::Unlink { bead });
        let (a, b) = (desk.bead("minister"), desk.bead("ministre"));
        assert_ne!(a, b, "round {n}");
        desk.run(&Command::Link { beads: [a, b] });
    }
    assert_eq!(desk.beads().len(), Desk::new().beads().len());
}
