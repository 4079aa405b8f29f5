//! Commands: what somebody does with a document. Each changes the rows of a draft; what was changed is
//! then checked again.
//!
//! [`decide`] holds what is said of findings and pairs, [`text`] edits, [`structure`] bead commands on
//! neighbours, [`link`] those across, [`realign`] aligns a stretch anew; [`typed`] is what was typed.

mod command;
mod decide;
mod link;
mod realign;
mod structure;
mod text;
mod typed;

pub use command::{Command, Cut, Neighbour, PairVerdict, ShiftDirection, SideName};

use crate::check::{Cause, Reach, recheck};
use crate::error::ProjectError;
use crate::state::Draft;
use calque::Settings;

/// Who does it, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Actor<'a> {
    pub(crate) who: &'a str,
    pub(crate) now: &'a str,
}

/// Carries out a command in a draft, and checks what it changed.
pub(crate) fn run(
    draft: &mut Draft<'_>,
    command: &Command,
    actor: Actor<'_>,
    settings: &Settings,
) -> Result<(), ProjectError> {
    match carry_out(draft, command, actor, settings)? {
        Some(cause) => recheck(draft, settings, cause, Reach::Usual),
        None => Ok(()),
    }
}

/// Carries out a command in a draft that is thrown away, to see which beads it changes; whether these would be
/// checked again.
pub(crate) fn without_check(
    draft: &mut Draft<'_>,
    command: &Command,
    settings: &Settings,
) -> Result<bool, ProjectError> {
    Ok(carry_out(draft, command, Actor { who: "", now: "" }, settings)?.is_some())
}

/// Carries out a command in a draft; why what it changed is checked again, if it is.
fn carry_out(
    draft: &mut Draft<'_>,
    command: &Command,
    actor: Actor<'_>,
    settings: &Settings,
) -> Result<Option<Cause>, ProjectError> {
    Ok(match command {
        Command::Edit { cell, text } => {
            text::edit(draft, *cell, text)?;
            Some(Cause::Edit)
        }
        Command::Accept { finding } => {
            text::accept(draft, finding, actor)?;
            Some(Cause::Edit)
        }
        Command::Dismiss { .. }
        | Command::Reopen { .. }
        | Command::MarkCorrected { .. }
        | Command::Ask { .. }
        | Command::Comment { .. }
        | Command::DeleteComment { .. }
        | Command::Read { .. }
        | Command::JudgePair { .. }
        | Command::Right { .. }
        | Command::Confirm { .. }
        | Command::Lock { .. } => {
            decide::run(draft, command, actor)?;
            None
        }
        Command::Merge { .. }
        | Command::Split { .. }
        | Command::SplitBead { .. }
        | Command::Shift { .. }
        | Command::Unlink { .. }
        | Command::Insert { text: None, .. } => {
            structure::run(draft, command)?;
            Some(Cause::Beads)
        }
        // Words that were missing: what was found there is corrected by them.
        Command::Insert { .. } => {
            structure::run(draft, command)?;
            Some(Cause::Edit)
        }
        Command::Link { beads } => {
            link::link(draft, *beads)?;
            Some(Cause::Beads)
        }
        Command::Swap { bead } => {
            link::swap(draft, *bead)?;
            Some(Cause::Beads)
        }
        Command::Realign { from, to, bead } => {
            realign::realign(draft, (*from, *to, *bead), settings)?;
            Some(Cause::Beads)
        }
    })
}

/// Gives a cell another text in a draft, without checking it.
pub(crate) fn edit_text(draft: &mut Draft<'_>, cell: i64, text: &str) -> Result<(), ProjectError> {
    text::edit(draft, cell, text)
}
