//! Decisions as a table of MQM annotations, with the columns of the WMT campaigns: a line for each error,
//! the words marked by `<v>`, and a line `No-error` for each pair that was read and has none.

use calque_bitext::Severity;
use calque_project::{DocumentState, FindingRow, FindingState};
use calque_text::{Side, Span};
use std::fmt::Write;

const HEAD: &str = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n";

/// The table.
pub(super) fn table(state: &DocumentState) -> String {
    let mut out = HEAD.to_owned();
    let doc = cell(&state.row.name);
    for (number, id) in state.order().iter().enumerate() {
        let Some(bead) = state.beads.get(id).filter(|b| b.is_pair()) else { continue };
        let (source, target) = (state.text_of(bead, Side::Source), state.text_of(bead, Side::Target));
        let mut any = false;
        for (_, row) in state.findings_of(*id).filter(|(_, row)| counts(row)) {
            any = true;
            let (s, t) = (marked(&source, row.finding.source), marked(&target, row.finding.target));
            line(&mut out, (&doc, number), row.who.as_deref(), (&s, &t), (row.finding.category.mqm(), severity(row)));
        }
        if !any && bead.read {
            line(&mut out, (&doc, number), None, (&source, &target), ("No-error", "no-error"));
        }
    }
    out
}

/// Whether it is an error: found, and not dismissed.
fn counts(row: &FindingRow) -> bool {
    let open = matches!(row.state, FindingState::Open | FindingState::Asked);
    row.present && open && row.finding.severity > Severity::Info
}

fn severity(row: &FindingRow) -> &'static str {
    match row.finding.severity {
        Severity::Critical => "critical",
        Severity::Major => "major",
        _ => "minor",
    }
}

fn marked(text: &str, span: Option<Span>) -> String {
    let parts = span.and_then(|s| Some((text.get(..s.start)?, s.of(text), text.get(s.end..)?)));
    match parts {
        Some((before, words, after)) => format!("{before}<v>{words}</v>{after}"),
        None => text.to_owned(),
    }
}

fn line(
    out: &mut String,
    (doc, number): (&str, usize),
    rater: Option<&str>,
    (source, target): (&str, &str),
    (category, severity): (&str, &str),
) {
    let (source, target, rater) = (cell(source), cell(target), cell(rater.unwrap_or("calque")));
    let n = number + 1;
    let _ = writeln!(out, "translation\t{doc}\t1\t{n}\t{rater}\t{source}\t{target}\t{category}\t{severity}");
}

/// A text without the characters that part a table.
fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
