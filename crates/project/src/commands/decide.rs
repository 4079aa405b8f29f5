//! What is said of findings, beads and pairs, without changing a text.

use super::{Actor, Command, PairVerdict};
use crate::error::ProjectError;
use crate::rows::{CommentRow, FindingRow, FindingState, JudgementRow};
use crate::state::Draft;
use calque_messages::message;

/// The longest comment, in bytes.
const LONGEST: usize = 20_000;

/// Carries out one of these commands.
pub(super) fn run(draft: &mut Draft<'_>, command: &Command, actor: Actor<'_>) -> Result<(), ProjectError> {
    match command {
        Command::Dismiss { finding, reason, note } => decide(draft, finding, |row| {
            row.state = FindingState::Dismissed;
            row.reason = Some(reason.clone()).filter(|r| !r.trim().is_empty());
            row.note.clone_from(note);
            row.sign(actor);
        }),
        Command::Reopen { finding } => decide(draft, finding, |row| {
            row.state = FindingState::Open;
            (row.reason, row.note, row.who, row.date) = (None, None, None, None);
        }),
        Command::MarkCorrected { finding } => decide(draft, finding, |row| {
            row.state = FindingState::Corrected;
            row.sign(actor);
        }),
        Command::Ask { finding, note } => decide(draft, finding, |row| {
            row.state = FindingState::Asked;
            row.note.clone_from(note);
            row.sign(actor);
        }),
        Command::Right { finding, verdict } => decide(draft, finding, |row| {
            row.right = Some(matches!(verdict, PairVerdict::Right | PairVerdict::Good));
            row.sign(actor);
        }),
        Command::Comment { bead, text, finding } => comment(draft, *bead, text, finding.as_deref(), actor),
        Command::DeleteComment { comment } => {
            if !draft.state.comments.contains_key(comment) {
                return Err(ProjectError::Missing("comment", comment.to_string()));
            }
            draft.set_comment(*comment, None);
            Ok(())
        }
        Command::Read { beads, read } => each_bead(draft, beads, |bead| bead.read = *read),
        Command::Lock { beads, locked } => each_bead(draft, beads, |bead| bead.locked = *locked),
        Command::Confirm { beads, above, min_score } => confirm(draft, beads.as_deref(), *above, *min_score),
        Command::JudgePair { bead, verdict, note } => {
            draft.bead(*bead)?;
            let row = JudgementRow {
                missed: matches!(verdict, PairVerdict::Missed | PairVerdict::Wrong),
                note: note.clone(),
                who: actor.who.to_owned(),
            };
            draft.set_judgement(*bead, Some(row));
            each_bead(draft, &[*bead], |bead| bead.read = true)
        }
        _ => Ok(()),
    }
}

impl FindingRow {
    pub(super) fn sign(&mut self, actor: Actor<'_>) {
        self.who = Some(actor.who.to_owned()).filter(|w| !w.is_empty());
        self.date = Some(actor.now.chars().take(10).collect());
    }
}

fn decide(draft: &mut Draft<'_>, finding: &str, change: impl Fn(&mut FindingRow)) -> Result<(), ProjectError> {
    let (id, mut row) = draft.finding_named(finding)?;
    change(&mut row);
    draft.set_finding(id, Some(row));
    Ok(())
}

fn each_bead(
    draft: &mut Draft<'_>,
    ids: &[i64],
    change: impl Fn(&mut crate::rows::BeadRow),
) -> Result<(), ProjectError> {
    for id in ids {
        let mut bead = draft.bead(*id)?.clone();
        change(&mut bead);
        draft.set_bead(*id, Some(bead));
    }
    Ok(())
}

fn comment(
    draft: &mut Draft<'_>,
    bead: i64,
    text: &str,
    finding: Option<&str>,
    actor: Actor<'_>,
) -> Result<(), ProjectError> {
    draft.bead(bead)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(ProjectError::Refused(message!("command-empty-comment")));
    }
    if text.len() > LONGEST {
        return Err(ProjectError::Refused(message!("command-too-long", limit = LONGEST)));
    }
    let finding = finding.map(|name| draft.finding_named(name).map(|(_, row)| row.finding.id)).transpose()?;
    let row =
        CommentRow { bead, finding, text: text.to_owned(), who: actor.who.to_owned(), when: actor.now.to_owned() };
    draft.new_comment(row);
    Ok(())
}

fn confirm(
    draft: &mut Draft<'_>,
    beads: Option<&[i64]>,
    above: Option<i64>,
    min_score: Option<f32>,
) -> Result<(), ProjectError> {
    let state = draft.state;
    let ids: Vec<i64> = match (beads, above, min_score) {
        (Some(ids), _, _) => ids.to_vec(),
        (_, Some(last), _) => {
            let last = state.index_of(last).ok_or_else(|| ProjectError::Missing("bead", last.to_string()))?;
            state.order()[..=last].to_vec()
        }
        (_, _, Some(least)) => {
            let sure = |id: &i64| state.beads.get(id).is_some_and(|b| b.is_pair() && b.score >= least);
            state.order().iter().copied().filter(sure).collect()
        }
        _ => return Err(ProjectError::Refused(message!("command-confirm-what"))),
    };
    each_bead(draft, &ids, |bead| bead.confirmed = true)
}
