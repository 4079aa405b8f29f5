//! Findings and their spans as JSON, for all formats that hold JSON.

use super::words::round;
use crate::{Dismissal, Report};
use calque_bitext::{Category, Finding, Opinions, Severity, Tier};
use calque_text::{CodePoints, Side, Span};
use serde::Serialize;

/// Words and their span, in code points.
#[derive(Clone, Serialize)]
pub(crate) struct Place<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: &'a str,
}

/// A finding as JSON.
#[derive(Serialize)]
pub(crate) struct FindingRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    id: &'a str,
    rule: &'a str,
    category: Category,
    mqm: &'static str,
    its: &'static str,
    severity: Severity,
    tier: Option<Tier>,
    confidence: f32,
    bead: Option<usize>,
    source: Option<Place<'a>>,
    target: Option<Place<'a>>,
    message: &'a str,
    #[serde(skip_serializing_if = "is_zero")]
    repeats: usize,
    evidence: &'a [String],
    suggestion: Option<&'a str>,
    #[serde(flatten)]
    opinions: &'a Opinions,
}

/// A dismissed finding as JSON.
#[derive(Serialize)]
pub(crate) struct SuppressedRecord<'a> {
    #[serde(flatten)]
    finding: FindingRecord<'a>,
    suppression: SuppressionRecord<'a>,
}

#[derive(Serialize)]
struct SuppressionRecord<'a> {
    kind: &'static str,
    place: &'a str,
    reason: Option<&'a str>,
    who: Option<&'a str>,
    date: Option<&'a str>,
}

/// Both texts with the tables that count their code points.
pub(crate) struct Offsets<'a> {
    source: (&'a str, CodePoints<'a>),
    target: (&'a str, CodePoints<'a>),
}

impl<'a> Offsets<'a> {
    pub(crate) fn new(source: &'a str, target: &'a str) -> Self {
        Self { source: (source, CodePoints::new(source)), target: (target, CodePoints::new(target)) }
    }

    pub(crate) fn place(&self, which: Side, span: Span) -> Place<'a> {
        let (text, points) = match which {
            Side::Source => &self.source,
            Side::Target => &self.target,
        };
        let at = points.span(span);
        Place { start: at.start, end: at.end, text: span.of(text) }
    }

    pub(crate) fn finding<'f: 'a>(&self, index: usize, bead: Option<usize>, finding: &'f Finding) -> FindingRecord<'a> {
        FindingRecord {
            index: Some(index),
            id: &finding.id,
            rule: &finding.rule,
            category: finding.category,
            mqm: finding.category.mqm(),
            its: finding.category.its(),
            severity: finding.severity,
            tier: finding.tier(),
            confidence: round(finding.confidence),
            bead,
            source: finding.source.map(|s| self.place(Side::Source, s)),
            target: finding.target.map(|s| self.place(Side::Target, s)),
            message: &finding.message,
            repeats: finding.repeats,
            evidence: &finding.evidence,
            suggestion: finding.suggestion.as_deref(),
            opinions: &finding.opinions,
        }
    }

    pub(crate) fn suppressed<'f: 'a>(
        &self,
        bead: Option<usize>,
        finding: &'f Finding,
        by: &'f Dismissal,
    ) -> SuppressedRecord<'a> {
        let suppression = SuppressionRecord {
            kind: match by {
                by if by.in_text => "comment",
                by if by.by_judge => "judge",
                _ => "file",
            },
            place: &by.place,
            reason: by.reason.as_deref(),
            who: by.who.as_deref(),
            date: by.date.as_deref(),
        };
        SuppressedRecord { finding: FindingRecord { index: None, ..self.finding(0, bead, finding) }, suppression }
    }

    /// The text of one side of bead `bead`, if it has one.
    pub(crate) fn bead_side(&self, report: &Report, bead: usize, which: Side) -> Option<Place<'a>> {
        let segments = report.alignment.beads.get(bead)?.segments(which);
        report.side(which).span(&segments).map(|span| self.place(which, span))
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature that serde asks for
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// Serialised text with its line end.
pub(crate) fn to_line(json: serde_json::Result<String>) -> String {
    let mut json = json.expect("records of strings and numbers always serialise");
    json.push('\n');
    json
}

/// The fidelity of a bead; `None` if it is unaligned.
pub(crate) fn fidelity(report: &Report, bead: usize) -> Option<f32> {
    let paired = !report.alignment.beads.get(bead)?.is_unaligned();
    report.fidelity.get(bead).copied().filter(|_| paired).map(round)
}
