//! `jsonl`: one JSON object a line, one line a bead, in the order of the text.
//!
//! ```json
//! {"id":"4","score":0.31,"source":{"start":0,"end":19,"text":"…"},"target":{…},"findings":[…]}
//! ```
//!
//! Findings that belong to no bead stand in a last line whose `id` is
//! `document` and whose score and sides are null. The same shape serves a file
//! of pairs checked one by one ([`pair_line`]), so that one reader reads both.
//! The fields are those of [`crate::Format::Json`]; see `docs/report-json.md`.

use crate::Report;
use crate::json::{FindingRecord, Offsets, Place, fidelity, to_line};
use crate::marks::Which;
use crate::summary::{ByBead, round};
use calque_diff::Finding;
use calque_text::Span;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a Value,
    score: Option<f32>,
    source: Option<Place<'a>>,
    target: Option<Place<'a>>,
    findings: Vec<FindingRecord<'a>>,
}

/// Writes `report`, one bead a line.
pub(crate) fn emit(report: &Report) -> String {
    let offsets = Offsets::new(&report.source.document.text, &report.target.document.text);
    let by = ByBead::new(report);
    let records = |indices: &[usize]| -> Vec<FindingRecord<'_>> {
        indices.iter().map(|&i| offsets.finding(i, report.findings[i].bead, &report.findings[i].finding)).collect()
    };
    let mut out = String::new();
    for (i, findings) in by.beads.iter().enumerate() {
        out.push_str(&line(&Line {
            id: &Value::String((i + 1).to_string()),
            score: fidelity(report, i),
            source: offsets.bead_side(report, i, Which::Source),
            target: offsets.bead_side(report, i, Which::Target),
            findings: records(findings),
        }));
    }
    if !by.document.is_empty() {
        let findings = records(&by.document);
        out.push_str(&line(&Line {
            id: &Value::String("document".to_owned()),
            score: None,
            source: None,
            target: None,
            findings,
        }));
    }
    out
}

/// The line of one pair that stands alone: its `id` (a string or a number), its two texts, its fidelity in
/// [0, 1], and its findings, whose spans point into the two texts.
pub fn pair_line(id: &Value, source: &str, target: &str, score: f32, findings: &[Finding]) -> String {
    let offsets = Offsets::new(source, target);
    line(&Line {
        id,
        score: Some(round(score)),
        source: Some(offsets.place(Which::Source, Span::new(0, source.len()))),
        target: Some(offsets.place(Which::Target, Span::new(0, target.len()))),
        findings: findings.iter().enumerate().map(|(i, f)| offsets.finding(i, None, f)).collect(),
    })
}

fn line(record: &Line<'_>) -> String {
    to_line(serde_json::to_string(record))
}
