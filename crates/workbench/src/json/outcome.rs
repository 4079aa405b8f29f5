//! What a command did, and what an edit would do.

use super::bead::mark;
use super::{Shorts, bead, counts};
use crate::said::said;
use calque_messages::UiLang;
use calque_project::{DocumentState, FindingRow, Outcome, Preview};
use calque_text::Side;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Beads that an answer holds; after more the page asks anew for what it shows.
const MOST: usize = 400;

/// What a command did to a document, which `state` is now.
pub(crate) fn outcome(state: &DocumentState, outcome: &Outcome, lang: UiLang) -> Value {
    let shorts = Shorts::new(state);
    let all = |rows: &[FindingRow]| -> Vec<Value> { rows.iter().map(|r| shorts.of(r)).collect() };
    let changed: Vec<Value> = outcome
        .changes
        .findings
        .iter()
        .filter_map(|c| match (&c.before, &c.after) {
            (Some(before), Some(after)) if before.present == after.present && before != after => {
                let mut short = shorts.of(after);
                // The id goes with the words of the pair: who knows the finding by the one that it had is told.
                if before.finding.id != after.finding.id {
                    short["was"] = json!(before.finding.id);
                }
                Some(short)
            }
            _ => None,
        })
        .collect();
    json!({
        "revision": outcome.revision,
        "event": outcome.event,
        "said": said(outcome, lang),
        "at": place(state, outcome),
        "beads": changed_beads(state, outcome),
        "findings": { "came": all(&outcome.came), "went": all(&outcome.went), "changed": changed },
        "counts": counts(state),
        "total": state.order().len(),
        "can_undo": outcome.can_undo,
        "can_redo": outcome.can_redo,
    })
}

/// The place of the bead that the command was about, or the one that was taken back.
fn place(state: &DocumentState, outcome: &Outcome) -> Option<usize> {
    let command: Value = serde_json::from_str(&outcome.command).ok()?;
    let changes = &outcome.changes;
    let named = [&command["bead"], &command["beads"][0], &command["above"], &command["from"]];
    let bead = named.into_iter().find_map(Value::as_i64);
    let of_cell = command["cell"].as_i64().and_then(|cell| state.bead_of(cell));
    let of_finding = command["finding"].as_str().and_then(|name| state.finding_named(name)?.1.bead);
    let of_comment = changes.comments.first().and_then(|c| Some(c.after.as_ref().or(c.before.as_ref())?.bead));
    let known = bead.or(of_cell).or(of_finding).or(of_comment).and_then(|b| state.index_of(b));
    known.or_else(|| changes.beads.iter().filter_map(|c| state.index_of(c.id)).min())
}

/// The stretch of beads that replaces `removed` beads from `from` on.
fn changed_beads(state: &DocumentState, outcome: &Outcome) -> Value {
    let changes = &outcome.changes;
    let mut ids: BTreeSet<i64> = changes.beads.iter().map(|c| c.id).collect();
    ids.extend(changes.comments.iter().filter_map(|c| c.after.as_ref().or(c.before.as_ref()).map(|c| c.bead)));
    ids.extend(changes.judgements.iter().map(|c| c.id));
    let rows = changes.findings.iter().flat_map(|c| [c.before.as_ref(), c.after.as_ref()]);
    ids.extend(rows.flatten().filter_map(|f| f.bead));
    // A bead that is gone stood where it stood: its place says where among those that are left.
    let at = |place: i64| state.order().partition_point(|id| state.beads.get(id).is_some_and(|b| b.place < place));
    let gone = changes.beads.iter().filter(|c| c.after.is_none());
    let gone_places: Vec<usize> = gone.filter_map(|c| c.before.as_ref()).map(|b| at(b.place)).collect();
    let there: Vec<usize> = ids.iter().filter_map(|id| state.index_of(*id)).collect();
    let Some(from) = there.iter().chain(&gone_places).min().copied() else { return Value::Null };
    let to = there.iter().map(|i| i + 1).chain(gone_places.iter().copied()).max().unwrap_or(from).max(from);
    let new = changes.beads.iter().filter(|c| c.before.is_none() && c.after.is_some()).count();
    let removed = (to - from + gone_places.len()).saturating_sub(new);
    if to - from > MOST {
        return json!({ "from": from, "to": to, "removed": removed, "beads": Value::Null });
    }
    let order = state.order().get(from..to).unwrap_or_default();
    let beads: Vec<Value> = order.iter().filter_map(|id| bead(state, *id)).collect();
    json!({ "from": from, "removed": removed, "beads": beads })
}

/// What an edit would do.
pub(crate) fn preview(state: &DocumentState, cell: i64, preview: &Preview, ms: f64) -> Value {
    let Some(row) = state.beads.get(&preview.bead) else { return Value::Null };
    let text = |side: Side| -> String {
        let words = |id: &i64| match (&preview.text, *id == cell) {
            (Some(new), true) => Some(new.as_str()),
            _ => state.cells.get(id).map(|c| c.text.as_str()),
        };
        let cells = row.cells(side).iter().filter_map(words).filter(|t| !t.trim().is_empty());
        cells.collect::<Vec<_>>().join(" ")
    };
    let (source, target) = (text(Side::Source), text(Side::Target));
    let shorts = Shorts::new(state);
    let all = |rows: &[FindingRow]| -> Vec<Value> { rows.iter().map(|r| shorts.of(r)).collect() };
    let marks: Vec<Value> = preview.findings.iter().map(|f| mark(f, &source, &target)).collect();
    json!({
        "bead": preview.bead,
        "findings": marks,
        "came": all(&preview.came),
        "went": all(&preview.went),
        "ms": (ms * 10.0).round() / 10.0,
    })
}
