//! `csv`: one finding a line, for a spreadsheet, the weightiest first, dismissed ones last.
//!
//! RFC 4180 with a header, in UTF-8 with the mark by which Excel knows it. A
//! cell that a spreadsheet would take for a formula gets an apostrophe in
//! front: a translation may come from anybody.

use crate::PairOutcome;
use crate::shared::places::line_and_column;
use crate::shared::records::fidelity;
use crate::shared::words::message;
use crate::{Dismissal, PlacedFinding, Report};
use calque_bitext::{Bead, Finding, Tier};
use calque_text::Side;

const HEADER: [&str; 24] = [
    "pair",
    "tier",
    "severity",
    "category",
    "confidence",
    "source_words",
    "target_words",
    "message",
    "suggestion",
    "source_text",
    "target_text",
    "fidelity",
    "source_line",
    "target_line",
    "rule",
    "mqm",
    "its",
    "id",
    "status",
    "reason",
    "pairing",
    "found_by",
    "judge",
    "judge_reason",
];

/// Writes `report`.
pub(crate) fn emit(report: &Report) -> String {
    let open = report.findings.iter().map(|f| (f, None));
    let dismissed = report.suppressed.iter().map(|s| (&s.placed, Some(&s.by)));
    let rows: Vec<String> = open.chain(dismissed).map(|(placed, by)| row(report, placed, by)).collect();
    format!("{}{}", head(), rows.concat())
}

/// The mark and the header.
pub(crate) fn head() -> String {
    format!("\u{feff}{}", line(&HEADER.map(str::to_owned)))
}

fn row(report: &Report, placed: &PlacedFinding, by: Option<&Dismissal>) -> String {
    let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
    let segment = |which: Side| {
        let side = report.side(which);
        bead.and_then(|b| side.span(&b.segments(which))).map_or("", |s| s.of(&side.document.text))
    };
    let line =
        |which: Side| line_and_column(report, which, placed).map_or_else(String::new, |(line, _)| line.to_string());
    let fidelity = placed.bead.and_then(|b| fidelity(report, b));
    cells(
        &placed.finding,
        &Around {
            pair: placed.bead.map_or_else(String::new, |b| (b + 1).to_string()),
            texts: Side::BOTH.map(|w| report.side(w).document.text.as_str()),
            segments: Side::BOTH.map(segment),
            lines: Side::BOTH.map(line),
            fidelity: fidelity.map_or_else(String::new, |f| format!("{f:.4}")),
            by,
            doubtful: bead.is_some_and(Bead::is_doubtful),
        },
    )
}

/// The context of a finding.
struct Around<'a> {
    pair: String,
    texts: [&'a str; 2],
    segments: [&'a str; 2],
    lines: [String; 2],
    fidelity: String,
    by: Option<&'a Dismissal>,
    /// Whether the pair may not belong together.
    doubtful: bool,
}

fn cells(f: &Finding, around: &Around<'_>) -> String {
    let words = |which: Side, text: &str| f.span(which).map_or("", |s| s.of(text)).to_owned();
    let [source_line, target_line] = around.lines.clone();
    let judge = f.opinions.judge.as_ref();
    line(&[
        around.pair.clone(),
        f.tier().map_or("", Tier::as_str).to_owned(),
        f.severity.to_string(),
        f.category.to_string(),
        format!("{:.2}", f.confidence),
        words(Side::Source, around.texts[0]),
        words(Side::Target, around.texts[1]),
        message(f).into_owned(),
        f.suggestion.clone().unwrap_or_default(),
        around.segments[0].to_owned(),
        around.segments[1].to_owned(),
        around.fidelity.clone(),
        source_line,
        target_line,
        f.rule.clone(),
        f.category.mqm().to_owned(),
        f.category.its().to_owned(),
        f.id.clone(),
        if around.by.is_some() { "dismissed" } else { "open" }.to_owned(),
        around.by.map(Dismissal::in_words).unwrap_or_default(),
        if around.doubtful { "doubtful" } else { "" }.to_owned(),
        finders(f),
        judge.map_or("", |j| j.verdict.as_str()).to_owned(),
        judge.map_or_else(String::new, |j| j.reason.clone()),
    ])
}

/// Who found it: other checkers, and Calque beside them.
fn finders(f: &Finding) -> String {
    let opinions = &f.opinions;
    let first = opinions.found_by.as_deref().unwrap_or("calque");
    [first].into_iter().chain(opinions.also_found_by.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
}

/// The lines of one pair of a file of pairs.
pub(crate) fn pair(outcome: &PairOutcome<'_>) -> String {
    let around = |by| Around {
        pair: outcome.id.as_str().map_or_else(|| outcome.id.to_string(), str::to_owned),
        texts: [outcome.source, outcome.target],
        segments: [outcome.source, outcome.target],
        lines: [outcome.line.to_string(), outcome.line.to_string()],
        fidelity: outcome.score.map_or_else(String::new, |s| format!("{s:.4}")),
        by,
        doubtful: false,
    };
    let open = outcome.findings.iter().map(|f| cells(f, &around(None)));
    let dismissed = outcome.suppressed.iter().map(|(f, by)| cells(f, &around(Some(by))));
    open.chain(dismissed).collect()
}

fn line(cells: &[String; HEADER.len()]) -> String {
    let cells: Vec<String> = cells.iter().map(|c| quoted(&harmless(c))).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that spreadsheets do not take for a formula.
fn harmless(cell: &str) -> String {
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let clean: String = cell.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if starts { format!("'{clean}") } else { clean }
}

fn quoted(cell: &str) -> String {
    let needs = cell.contains([',', '"', '\n', ';', '\t']) || cell.starts_with(' ') || cell.ends_with(' ');
    if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{harmless, quoted};

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+33 1", "-2 °C", "@SUM(A1)", "\t=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("2 = 2\u{1b}"), "2 = 2");
        assert_eq!(quoted("dit « \"non\" »"), "\"dit « \"\"non\"\" »\"");
        assert_eq!(quoted("a, b"), "\"a, b\"");
    }
}
