//! Bead commands across: join beads that are no neighbours, exchange translations.

use super::structure::{made, merge};
use crate::error::ProjectError;
use crate::rows::BeadRow;
use crate::state::Draft;
use calque_messages::message;

/// Joins two beads. Of two that have one side each, the pair stands where its original does.
pub(super) fn link(draft: &mut Draft<'_>, [a, b]: [i64; 2]) -> Result<(), ProjectError> {
    let (first, second) = (draft.bead(a)?, draft.bead(b)?);
    if a == b {
        return Err(ProjectError::Refused(message!("command-link-what")));
    }
    let (first, second) = if first.place <= second.place { (a, b) } else { (b, a) };
    let original = |id: i64| draft.bead(id).map(|b| !b.source.is_empty());
    let keep = if original(first)? || !original(second)? { first } else { second };
    let place = draft.bead(keep)?.place;
    merge(draft, first, second, keep)?;
    let row = draft.bead(keep)?.clone();
    draft.set_bead(keep, Some(BeadRow { place, ..row }));
    Ok(())
}

/// Exchanges the translations of a bead and the next: the texts stay as they are.
pub(super) fn swap(draft: &mut Draft<'_>, bead: i64) -> Result<(), ProjectError> {
    let state = draft.state;
    let at = state.index_of(bead).ok_or_else(|| ProjectError::Missing("bead", bead.to_string()))?;
    let refused = || ProjectError::Refused(message!("command-no-neighbour"));
    let next = *state.order().get(at + 1).ok_or_else(refused)?;
    let (mut a, mut b) = (draft.bead(bead)?.clone(), draft.bead(next)?.clone());
    if a.locked || b.locked {
        return Err(ProjectError::Refused(message!("command-locked")));
    }
    std::mem::swap(&mut a.target, &mut b.target);
    let empty = |row: &BeadRow| row.source.is_empty() && row.target.is_empty();
    if empty(&a) || empty(&b) {
        return Err(refused());
    }
    draft.set_bead(bead, Some(made(a)));
    draft.set_bead(next, Some(made(b)));
    Ok(())
}
