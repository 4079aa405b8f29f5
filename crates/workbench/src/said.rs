//! What was done, as a sentence: for the live region of the page, and for the history.

use calque_messages::{Message, UiLang, message};
use calque_project::{Command, EventRow, Outcome};

/// What a command did, and how many findings came and went by it.
pub(crate) fn said(outcome: &Outcome, lang: UiLang) -> String {
    let what = match outcome.kind.as_str() {
        "undo" => message!("said-undone", what = of_command(&outcome.command)),
        "redo" => message!("said-redone", what = of_command(&outcome.command)),
        "read-again" => message!("said-read-again"),
        _ => of_command(&outcome.command),
    };
    let (came, went) = (outcome.came.len(), outcome.went.len());
    let more = [(came, message!("said-came", count = came)), (went, message!("said-went", count = went))];
    let more = more.into_iter().filter(|(n, _)| *n > 0).map(|(_, said)| said);
    std::iter::once(what).chain(more).map(|said| said.text(lang)).collect::<Vec<_>>().join(" ")
}

/// What an event did.
pub(crate) fn of_event(event: &EventRow) -> Message {
    match event.kind.as_str() {
        "open" => message!("said-open"),
        "read-again" => message!("said-read-again"),
        "undo" => message!("said-undone", what = of_command(&event.command)),
        "redo" => message!("said-redone", what = of_command(&event.command)),
        _ => of_command(&event.command),
    }
}

fn of_command(json: &str) -> Message {
    let Ok(command) = serde_json::from_str::<Command>(json) else { return message!("said-other") };
    match command {
        Command::Edit { .. } => message!("said-edit"),
        Command::Accept { .. } => message!("said-accept"),
        Command::Dismiss { .. } => message!("said-dismiss"),
        Command::Reopen { .. } => message!("said-reopen"),
        Command::MarkCorrected { .. } => message!("said-corrected"),
        Command::Ask { .. } => message!("said-ask"),
        Command::Comment { .. } => message!("said-comment"),
        Command::DeleteComment { .. } => message!("said-delete-comment"),
        Command::Read { beads, read: true } => message!("said-read", count = beads.len()),
        Command::Read { beads, read: false } => message!("said-unread", count = beads.len()),
        Command::Merge { .. } => message!("said-merge"),
        Command::Split { .. } | Command::SplitBead { .. } => message!("said-split"),
        Command::Shift { .. } => message!("said-shift"),
        Command::Unlink { .. } => message!("said-unlink"),
        Command::Link { .. } => message!("said-link"),
        Command::Swap { .. } => message!("said-swap"),
        Command::Insert { text: None, .. } => message!("said-insert"),
        Command::Insert { .. } => message!("said-inserted"),
        Command::Confirm { .. } => message!("said-confirm"),
        Command::Lock { locked: true, .. } => message!("said-lock"),
        Command::Lock { locked: false, .. } => message!("said-unlock"),
        Command::Realign { .. } => message!("said-realign"),
        Command::JudgePair { .. } => message!("said-judge"),
        Command::Right { .. } => message!("said-right"),
    }
}
