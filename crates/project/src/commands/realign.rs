//! Aligning a stretch anew, between beads that are locked or confirmed.

use crate::check::Stretch;
use crate::error::ProjectError;
use crate::import::kind_of;
use crate::rows::BeadRow;
use crate::state::Draft;
use calque::Settings;
use calque_messages::message;
use std::collections::HashSet;
use std::ops::Range;

/// Aligns the beads from one to another anew, or those between the locks around one; locked and confirmed
/// beads among them stay, and cut the stretch.
pub(super) fn realign(
    draft: &mut Draft<'_>,
    (from, to, bead): (Option<i64>, Option<i64>, Option<i64>),
    settings: &Settings,
) -> Result<(), ProjectError> {
    let state = draft.state;
    let index = |id: i64| state.index_of(id).ok_or_else(|| ProjectError::Missing("bead", id.to_string()));
    let fixed =
        |i: usize| state.order().get(i).and_then(|id| state.beads.get(id)).is_none_or(|b| b.locked || b.confirmed);
    let stretch = match (from, to, bead) {
        (Some(from), Some(to), _) => {
            let (from, to) = (index(from)?, index(to)?);
            from.min(to)..from.max(to) + 1
        }
        (_, _, Some(bead)) => {
            let at = index(bead)?;
            let start = (0..at).rev().find(|i| fixed(*i)).map_or(0, |i| i + 1);
            let end = (at + 1..state.order().len()).find(|i| fixed(*i)).unwrap_or(state.order().len());
            start..end
        }
        _ => return Err(ProjectError::Refused(message!("command-realign-what"))),
    };
    let mut run = stretch.start;
    let mut done = false;
    for i in stretch.start..=stretch.end {
        if i == stretch.end || fixed(i) {
            done |= realign_run(draft, run..i, settings)?;
            run = i + 1;
        }
    }
    if done { Ok(()) } else { Err(ProjectError::Refused(message!("command-realign-same"))) }
}

/// Aligns a run of beads that are not fixed; whether anything is otherwise than before.
fn realign_run(draft: &mut Draft<'_>, range: Range<usize>, settings: &Settings) -> Result<bool, ProjectError> {
    let ids: Vec<i64> = draft.state.order().get(range).unwrap_or_default().to_vec();
    let Some(&first) = ids.first() else { return Ok(false) };
    let stretch = Stretch::new(draft, ids.clone())?;
    let bitext = &stretch.bitext;
    let found = calque::align_sides(&bitext.source, &bitext.target, settings)?;
    let cells = |side: usize, range: &Range<usize>| stretch.cells[side].get(range.clone()).unwrap_or_default().to_vec();
    let mut new: Vec<(Vec<i64>, Vec<i64>, calque_bitext::Bead)> = Vec::new();
    for bead in found.beads {
        new.push((cells(0, &bead.source), cells(1, &bead.target), bead));
    }
    keep_empty_cells(draft, &ids, &stretch, &mut new)?;
    let mut left: HashSet<i64> = ids.iter().copied().collect();
    let mut fresh = false;
    let mut kept_places = Vec::new();
    for (source, target, bead) in new {
        let same = ids
            .iter()
            .copied()
            .find(|id| left.contains(id) && draft.bead(*id).is_ok_and(|b| b.source == source && b.target == target));
        match same {
            Some(id) => drop(left.remove(&id)),
            None => fresh = true,
        }
        kept_places.push((same, source, target, bead));
    }
    if !fresh && left.is_empty() {
        return Ok(false);
    }
    let anchor = draft.bead(first)?.clone();
    let mut places = spread(draft, &ids, kept_places.len())?;
    places.reverse();
    for id in &left {
        draft.set_bead(*id, None);
    }
    for (id, source, target, bead) in kept_places {
        let place = places.pop().unwrap_or(anchor.place);
        if let Some(id) = id {
            let row = draft.bead(id)?.clone();
            draft.set_bead(id, Some(BeadRow { place, ..row }));
            continue;
        }
        let kinds = source.iter().chain(&target).filter_map(|c| draft.cell(*c).ok());
        let kind = kind_of(kinds.map(|c| (c.kind, c.text.as_str())), source.is_empty() || target.is_empty());
        draft.new_bead(BeadRow {
            place,
            source,
            target,
            score: bead.score,
            evidence: bead.evidence,
            fidelity: None,
            confirmed: false,
            locked: false,
            read: false,
            kind,
        });
    }
    Ok(true)
}

/// Cells without words are not aligned: they stay with the cell before them.
fn keep_empty_cells(
    draft: &Draft<'_>,
    ids: &[i64],
    stretch: &Stretch,
    new: &mut [(Vec<i64>, Vec<i64>, calque_bitext::Bead)],
) -> Result<(), ProjectError> {
    let aligned: [HashSet<i64>; 2] = [0, 1].map(|side: usize| stretch.cells[side].iter().copied().collect());
    for id in ids {
        let row = draft.bead(*id)?.clone();
        for (side, cells) in [&row.source, &row.target].into_iter().enumerate() {
            for (i, cell) in cells.iter().enumerate().filter(|(_, c)| !aligned[side].contains(c)) {
                let before = i.checked_sub(1).and_then(|i| cells.get(i));
                let of = |bead: &(Vec<i64>, Vec<i64>, calque_bitext::Bead)| {
                    let own = if side == 0 { &bead.0 } else { &bead.1 };
                    before.is_none_or(|b| own.contains(b))
                };
                if let Some(bead) = new.iter_mut().find(|b| of(b)) {
                    if side == 0 { bead.0.push(*cell) } else { bead.1.push(*cell) }
                }
            }
        }
    }
    Ok(())
}

/// Places for `count` beads where the beads `ids` stand: theirs as far as they go, then room after the last.
fn spread(draft: &mut Draft<'_>, ids: &[i64], count: usize) -> Result<Vec<i64>, ProjectError> {
    let last = ids.last().copied().unwrap_or_default();
    let more = count.saturating_sub(ids.len());
    let after = if more > 0 { draft.places_after(last, more)? } else { Vec::new() };
    let mut places = Vec::with_capacity(count);
    for id in ids.iter().take(count) {
        places.push(draft.bead(*id)?.place);
    }
    places.extend(after);
    Ok(places)
}
