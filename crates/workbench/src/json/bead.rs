//! Beads with their cells, findings and comments.

use super::{points, round};
use crate::json::finding::tier;
use calque_bitext::Bead;
use calque_project::{BeadRow, Cell, DocumentState, FindingRow};
use calque_text::{BlockKind, Lang, Side};
use serde_json::{Value, json};

/// The beads of a stretch.
pub(crate) fn beads(state: &DocumentState, from: usize, to: usize) -> Vec<Value> {
    let order = state.order();
    let to = to.min(order.len());
    order.get(from.min(to)..to).unwrap_or_default().iter().filter_map(|id| bead(state, *id)).collect()
}

/// One bead.
pub(crate) fn bead(state: &DocumentState, id: i64) -> Option<Value> {
    let row = state.beads.get(&id)?;
    let texts = Side::BOTH.map(|side| state.text_of(row, side));
    let findings: Vec<Value> =
        state.findings_of(id).filter(|(_, f)| f.present).map(|(_, f)| mark(f, &texts[0], &texts[1])).collect();
    let comments: Vec<Value> = state
        .comments
        .iter()
        .filter(|(_, c)| c.bead == id)
        .map(|(id, c)| json!({ "id": id, "text": c.text, "who": c.who, "when": c.when, "finding": c.finding }))
        .collect();
    Some(json!({
        "id": id,
        "index": state.index_of(id),
        "source": cells(state, row, Side::Source),
        "target": cells(state, row, Side::Target),
        "score": round(row.score),
        "evidence": {
            "cosine": round(row.evidence.cosine),
            "coverage": round(row.evidence.coverage),
            "length": round(row.evidence.length),
            "anchors": round(row.evidence.anchors),
        },
        "fidelity": row.fidelity.map(round),
        "state": if row.confirmed { "confirmed" } else { "found" },
        "locked": row.locked,
        "read": row.read,
        "kind": row.kind,
        "doubtful": is_doubtful(row),
        "findings": findings,
        "comments": comments,
        "judged": state.judgements.get(&id).map(|j| if j.missed { "missed" } else { "good" }),
    }))
}

/// Whether somebody should look at how a bead is aligned.
pub(crate) fn is_doubtful(row: &BeadRow) -> bool {
    !row.confirmed && row.score < Bead::DOUBTFUL
}

/// A finding as a bead shows it; spans are those of the sides' cells, joined by one space.
pub(crate) fn mark(row: &FindingRow, source: &str, target: &str) -> Value {
    let f = &row.finding;
    json!({
        "id": f.id,
        "source": points(source, f.source),
        "target": points(target, f.target),
        "rule": f.rule,
        "severity": f.severity,
        "tier": tier(row),
        "state": row.state,
        "message": f.message,
        "suggestion": f.suggestion,
    })
}

fn cells(state: &DocumentState, row: &BeadRow, side: Side) -> Vec<Value> {
    let lang = state.row.side(side).lang.unwrap_or(Lang::UND);
    let of = |id: &i64| Some(cell(*id, state.cells.get(id)?, lang));
    row.cells(side).iter().filter_map(of).collect()
}

fn cell(id: i64, cell: &Cell, lang: Lang) -> Value {
    let level = match cell.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    json!({
        "id": id,
        "text": cell.text,
        "original": cell.original,
        "kind": cell.kind.name(),
        "level": level,
        "paragraph_start": cell.gap.contains('\n') || cell.span.is_some_and(|s| s.0 == 0),
        "lang": lang,
    })
}
