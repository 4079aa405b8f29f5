//! `jsonl`: one JSON object a line, one line a bead, in the order of the text.
//!
//! ```json
//! {"id":"4","score":0.31,"source":{"start":0,"end":19,"text":"…"},"target":{…},"findings":[…]}
//! ```
//!
//! Findings that belong to no bead stand in a last line whose `id` is
//! `document` and whose score and sides are null. The same shape serves a file
//! of pairs checked one by one ([`pair`]), so that one reader reads both.
//! The fields are those of [`crate::ReportFormat::Json`]; see `docs/report-json.md`.

use crate::PairOutcome;
use crate::Report;
use crate::shared::order::ByBead;
use crate::shared::records::{FindingRecord, Offsets, Place, SuppressedRecord, fidelity, to_line};
use crate::shared::words::round;
use calque_text::Side;
use calque_text::Span;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a Value,
    score: Option<f32>,
    /// Of the pairing, less probable than a half.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
    source: Option<Place<'a>>,
    target: Option<Place<'a>>,
    findings: Vec<FindingRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<SuppressedRecord<'a>>,
}

/// Writes `report`, one bead a line.
pub(crate) fn emit(report: &Report) -> String {
    let offsets = Offsets::new(&report.source.document.text, &report.target.document.text);
    let by = ByBead::new(report);
    let records = |indices: &[usize]| -> Vec<FindingRecord<'_>> {
        indices.iter().map(|&i| offsets.finding(i, report.findings[i].bead, &report.findings[i].finding)).collect()
    };
    let dismissed = |bead: Option<usize>| -> Vec<SuppressedRecord<'_>> {
        let here = report.suppressed.iter().filter(|s| s.placed.bead == bead);
        here.map(|s| offsets.suppressed(bead, &s.placed.finding, &s.by)).collect()
    };
    let mut out = String::new();
    for (i, findings) in by.beads.iter().enumerate() {
        out.push_str(&line(&Line {
            id: &Value::String((i + 1).to_string()),
            score: fidelity(report, i),
            doubtful: report.alignment.beads[i].is_doubtful(),
            source: offsets.bead_side(report, i, Side::Source),
            target: offsets.bead_side(report, i, Side::Target),
            findings: records(findings),
            suppressed: dismissed(Some(i)),
        }));
    }
    if !by.document.is_empty() {
        let findings = records(&by.document);
        out.push_str(&line(&Line {
            id: &Value::String("document".to_owned()),
            score: None,
            doubtful: false,
            source: None,
            target: None,
            findings,
            suppressed: Vec::new(),
        }));
    }
    out
}

/// The line of one pair that stands alone.
pub(crate) fn pair(outcome: &PairOutcome<'_>) -> String {
    let offsets = Offsets::new(outcome.source, outcome.target);
    let whole = |which, text: &str| Some(offsets.place(which, Span::new(0, text.len())));
    line(&Line {
        id: outcome.id,
        score: outcome.score.map(round),
        doubtful: false,
        source: whole(Side::Source, outcome.source),
        target: whole(Side::Target, outcome.target),
        findings: outcome.findings.iter().enumerate().map(|(i, f)| offsets.finding(i, None, f)).collect(),
        suppressed: outcome.suppressed.iter().map(|(f, by)| offsets.suppressed(None, f, by)).collect(),
    })
}

fn line(record: &Line<'_>) -> String {
    to_line(serde_json::to_string(record))
}
