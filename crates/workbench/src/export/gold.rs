//! Decisions as gold that `calque eval` reads (docs/eval.md).
//!
//! A pair is *good* where somebody said so, or read it and left no finding in it but dismissed ones. It
//! *differs* where a finding was corrected or confirmed, or something was missed.

use calque_project::{BeadRow, DocumentState, FindingRow, FindingState};
use calque_text::{CodePoints, Side};
use serde_json::{Value, json};
use std::fmt::Write;

/// Pairs that were judged: one JSON object a line.
pub(super) fn judged(state: &DocumentState) -> String {
    let mut out = String::new();
    for (id, bead) in pairs(state) {
        let label = if is_good(state, id, bead) {
            "no_meaning_difference"
        } else if differs(state, id) {
            "some_meaning_difference"
        } else {
            continue;
        };
        // What differs is the text as it was read.
        let target = if label == "no_meaning_difference" { now(state, bead) } else { as_read(state, bead) };
        line(&mut out, state, id, bead, json!({ "target": target, "label": label }));
    }
    out
}

/// Good translations: one JSON object a line.
pub(super) fn clean(state: &DocumentState) -> String {
    let mut out = String::new();
    for (id, bead) in pairs(state).filter(|(id, bead)| is_good(state, *id, bead)) {
        line(&mut out, state, id, bead, json!({ "target": now(state, bead) }));
    }
    out
}

/// What was corrected: the translation as it is and as it was, one JSON object a line.
pub(super) fn contrasts(state: &DocumentState) -> String {
    let mut out = String::new();
    for (id, bead) in pairs(state) {
        let (good, bad) = (now(state, bead), as_read(state, bead));
        let corrected = |f: &&FindingRow| f.state == FindingState::Corrected && !f.present;
        let Some(row) = state.findings_of(id).map(|(_, f)| f).find(corrected) else { continue };
        if good == bad || bad.is_empty() {
            continue;
        }
        let mut fields = json!({
            "good": good, "bad": bad, "phenomenon": row.finding.category, "severity": row.finding.severity,
        });
        if let Some(span) = row.finding.target.filter(|s| s.end <= bad.len() && !s.is_empty()) {
            let at = CodePoints::new(&bad).span(span);
            fields["span_bad"] = json!([at.start, at.end]);
        }
        line(&mut out, state, id, bead, fields);
    }
    out
}

/// The beads that somebody confirmed, numbered by cells, as `calque eval align` reads them.
pub(super) fn beads(state: &DocumentState) -> String {
    let number = |side: Side| -> std::collections::HashMap<i64, usize> {
        state.side_cells(side).into_iter().enumerate().map(|(i, (id, _))| (id, i)).collect()
    };
    let numbers = [number(Side::Source), number(Side::Target)];
    let mut out = String::new();
    for bead in state.order().iter().filter_map(|id| state.beads.get(id)).filter(|b| b.confirmed) {
        let list = |side: Side| -> Vec<usize> {
            bead.cells(side).iter().filter_map(|c| numbers[side as usize].get(c)).copied().collect()
        };
        let _ = writeln!(out, "{:?}:{:?}", list(Side::Source), list(Side::Target));
    }
    out
}

fn pairs(state: &DocumentState) -> impl Iterator<Item = (i64, &BeadRow)> {
    state.order().iter().filter_map(|id| Some((*id, state.beads.get(id)?))).filter(|(_, b)| b.is_pair())
}

fn is_good(state: &DocumentState, id: i64, bead: &BeadRow) -> bool {
    if let Some(judgement) = state.judgements.get(&id) {
        return !judgement.missed;
    }
    let settled = state.findings_of(id).all(|(_, f)| !f.present || f.state == FindingState::Dismissed);
    bead.read && settled
}

fn differs(state: &DocumentState, id: i64) -> bool {
    let missed = state.judgements.get(&id).is_some_and(|j| j.missed);
    missed || state.findings_of(id).any(|(_, f)| f.right == Some(true) || f.state == FindingState::Corrected)
}

fn now(state: &DocumentState, bead: &BeadRow) -> String {
    state.text_of(bead, Side::Target)
}

fn as_read(state: &DocumentState, bead: &BeadRow) -> String {
    let cells = bead.target.iter().filter_map(|id| state.cells.get(id));
    cells.map(|c| c.original.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}

fn line(out: &mut String, state: &DocumentState, id: i64, bead: &BeadRow, fields: Value) {
    let mut record = json!({
        "id": id.to_string(),
        "src_lang": state.row.source.lang,
        "tgt_lang": state.row.target.lang,
        "source": state.text_of(bead, Side::Source),
    });
    if let (Some(record), Value::Object(fields)) = (record.as_object_mut(), fields) {
        record.extend(fields);
    }
    out.push_str(&record.to_string());
    out.push('\n');
}
