//! A document as the report of a check, with what was decided: for every format that Calque writes.

use crate::check::Stretch;
use crate::error::ProjectError;
use crate::rows::{CommentRow, FindingRow, FindingState};
use crate::state::{DocumentState, Draft};
use calque::Report;
use calque_bitext::Finding;
use calque_report::{BeadComment, Dismissal, PlacedFinding, Suppressed};
use calque_text::{Side, Span};

/// The document as it is now: its texts and beads, the findings that stand, and those that were dismissed.
pub fn report(state: &DocumentState) -> Result<Report, ProjectError> {
    let draft = Draft::new(state, i64::MAX / 2);
    let stretch = Stretch::new(&draft, state.order().to_vec())?;
    let mut report = Report {
        fidelity: state.order().iter().map(|id| state.beads.get(id).and_then(|b| b.fidelity).unwrap_or(0.0)).collect(),
        source: stretch.bitext.source.clone(),
        target: stretch.bitext.target.clone(),
        alignment: stretch.bitext.alignment.clone(),
        findings: Vec::new(),
        suppressed: Vec::new(),
        comments: comments(state),
        warnings: state.row.warnings.clone(),
        encoder: state.row.encoder,
        contributors: Vec::new(),
        rules_left_out: Vec::new(),
        rules: calque_diff::catalogue(),
    };
    for row in state.findings.values().filter(|row| row.present && row.state != FindingState::Corrected) {
        let bead = row.bead.and_then(|b| state.index_of(b));
        let placed = PlacedFinding { bead, finding: placed(&stretch, bead, row) };
        if row.state == FindingState::Dismissed {
            let by = Dismissal {
                in_text: false,
                by_judge: false,
                place: state.row.name.clone(),
                reason: row.reason.clone().map(|r| with_note(r, row.note.as_deref())),
                who: row.who.clone(),
                date: row.date.clone(),
            };
            report.suppressed.push(Suppressed { placed, by });
        } else {
            report.findings.push(placed);
        }
    }
    report.sort_by_weight();
    Ok(report)
}

/// The comments on beads that are there, in the order of the text and then of time.
fn comments(state: &DocumentState) -> Vec<BeadComment> {
    let of = |row: &CommentRow| {
        let (text, who, when) = (row.text.clone(), row.who.clone(), row.when.clone());
        Some(BeadComment { bead: state.index_of(row.bead)?, text, who, when })
    };
    let mut comments: Vec<BeadComment> = state.comments.values().filter_map(of).collect();
    comments.sort_by(|a, b| (a.bead, &a.when).cmp(&(b.bead, &b.when)));
    comments
}

/// A reason with what else was said.
fn with_note(reason: String, note: Option<&str>) -> String {
    match note.map(str::trim).filter(|n| !n.is_empty()) {
        Some(note) => format!("{reason}: {note}"),
        None => reason,
    }
}

/// The finding with spans in the two texts.
fn placed(stretch: &Stretch, bead: Option<usize>, row: &FindingRow) -> Finding {
    let shift = |span: Option<Span>, side: Side| {
        let start = bead.and_then(|b| stretch.place(b, side)).map_or(0, |p| p.start);
        span.map(|s| s.shifted(start))
    };
    let finding = row.finding.clone();
    let (source, target) = (shift(finding.source, Side::Source), shift(finding.target, Side::Target));
    finding.at(source, target)
}

/// A text as it is now, with the spaces and line ends that it was read with.
pub fn clean_text(state: &DocumentState, side: Side) -> String {
    let mut text = String::new();
    for (_, cell) in state.side_cells(side) {
        // Of a cell that was emptied nothing is left but a line end before it.
        let words = cell.text.trim();
        if words.is_empty() && cell.span.is_some() && !cell.gap.contains('\n') {
            continue;
        }
        text.push_str(&cell.gap);
        text.push_str(words);
    }
    text.push_str(&state.row.side(side).tail);
    text
}
