//! `json`: one document with both texts, the beads, the findings and a summary.
//!
//! The schema is described in `docs/report-json.md`; a field is added freely
//! there and here, and never renamed or removed while [`SCHEMA`] stays the
//! same. Offsets count Unicode code points of the side's `text`, whatever the
//! file held. The records here also make the lines of [`crate::jsonl`].

use crate::marks::Which;
use crate::summary::{ReportSummary, round};
use crate::{Dismissal, Report, ReportSide};
use calque_bitext::Evidence;
use calque_bitext::{Category, Finding, Severity};
use calque_text::{BlockKind, CodePoints, Lang, Span};
use serde::Serialize;

/// Raised when a reader of the old documents would misread the new ones.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Root<'a> {
    meta: Meta<'a>,
    summary: ReportSummary,
    source: SideRecord<'a>,
    target: SideRecord<'a>,
    beads: Vec<BeadRecord<'a>>,
    findings: Vec<FindingRecord<'a>>,
    suppressed: Vec<SuppressedRecord<'a>>,
}

#[derive(Serialize)]
struct Meta<'a> {
    tool: &'static str,
    version: &'static str,
    schema: u32,
    offsets: &'static str,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct SideRecord<'a> {
    name: &'a str,
    lang: Lang,
    text: &'a str,
    segments: Vec<SegmentRecord>,
}

#[derive(Serialize)]
struct SegmentRecord {
    start: usize,
    end: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct BeadRecord<'a> {
    index: usize,
    source: Option<Stretch<'a>>,
    target: Option<Stretch<'a>>,
    score: f32,
    fidelity: Option<f32>,
    evidence: Evidence,
    findings: Vec<usize>,
}

/// The segments of one side of a bead, and the text they cover.
#[derive(Serialize)]
struct Stretch<'a> {
    segments: Vec<usize>,
    #[serde(flatten)]
    place: Place<'a>,
}

/// Words and where they stand, in code points.
#[derive(Clone, Serialize)]
pub(crate) struct Place<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: &'a str,
}

/// A finding as JSON tells it.
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
    confidence: f32,
    bead: Option<usize>,
    source: Option<Place<'a>>,
    target: Option<Place<'a>>,
    message: &'a str,
    evidence: &'a [String],
    suggestion: Option<&'a str>,
}

/// A dismissed finding as JSON tells it.
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

    pub(crate) fn place(&self, which: Which, span: Span) -> Place<'a> {
        let (text, points) = match which {
            Which::Source => &self.source,
            Which::Target => &self.target,
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
            confidence: round(finding.confidence),
            bead,
            source: finding.source.map(|s| self.place(Which::Source, s)),
            target: finding.target.map(|s| self.place(Which::Target, s)),
            message: &finding.message,
            evidence: &finding.evidence,
            suggestion: finding.suggestion.as_deref(),
        }
    }

    pub(crate) fn suppressed<'f: 'a>(
        &self,
        bead: Option<usize>,
        finding: &'f Finding,
        by: &'f Dismissal,
    ) -> SuppressedRecord<'a> {
        let suppression = SuppressionRecord {
            kind: if by.in_text { "comment" } else { "file" },
            place: &by.place,
            reason: by.reason.as_deref(),
            who: by.who.as_deref(),
            date: by.date.as_deref(),
        };
        SuppressedRecord { finding: FindingRecord { index: None, ..self.finding(0, bead, finding) }, suppression }
    }

    /// The text of one side of bead `bead`, if it has one.
    pub(crate) fn bead_side(&self, report: &Report, bead: usize, which: Which) -> Option<Place<'a>> {
        let segments = which.segments(report.alignment.beads.get(bead)?);
        which.side(report).span(&segments).map(|span| self.place(which, span))
    }
}

/// Writes `report` as one indented JSON document.
pub(crate) fn emit(report: &Report) -> String {
    let offsets = Offsets::new(&report.source.document.text, &report.target.document.text);
    let (findings, dismissed) = (&report.findings, &report.suppressed);
    let root = Root {
        meta: Meta {
            tool: "calque",
            version: env!("CARGO_PKG_VERSION"),
            schema: SCHEMA,
            offsets: "code points",
            warnings: &report.warnings,
        },
        summary: ReportSummary::new(report),
        source: side_record(&report.source, Which::Source, &offsets),
        target: side_record(&report.target, Which::Target, &offsets),
        beads: beads(report, &offsets),
        findings: findings.iter().enumerate().map(|(i, f)| offsets.finding(i, f.bead, &f.finding)).collect(),
        suppressed: dismissed.iter().map(|s| offsets.suppressed(s.placed.bead, &s.placed.finding, &s.by)).collect(),
    };
    to_line(serde_json::to_string_pretty(&root))
}

/// Serialised text with its line end.
pub(crate) fn to_line(json: serde_json::Result<String>) -> String {
    let mut json = json.expect("records of strings and numbers always serialise");
    json.push('\n');
    json
}

fn side_record<'a>(side: &'a ReportSide, which: Which, offsets: &Offsets<'_>) -> SideRecord<'a> {
    let segment = |s: &calque_text::Sentence| {
        let at = offsets.place(which, s.span);
        let kind = side.document.blocks.get(s.block as usize).map_or(BlockKind::Paragraph, |b| b.kind);
        SegmentRecord { start: at.start, end: at.end, kind: kind_name(kind) }
    };
    SideRecord {
        name: &side.name,
        lang: side.document.lang,
        text: &side.document.text,
        segments: side.sentences.iter().map(segment).collect(),
    }
}

/// How faithful a bead is; none where it has but one side.
pub(crate) fn fidelity(report: &Report, bead: usize) -> Option<f32> {
    let paired = !report.alignment.beads.get(bead)?.is_unaligned();
    report.fidelity.get(bead).copied().filter(|_| paired).map(round)
}

fn beads<'a>(report: &Report, offsets: &Offsets<'a>) -> Vec<BeadRecord<'a>> {
    let by = crate::summary::ByBead::new(report);
    let stretch = |i: usize, which: Which| {
        let place = offsets.bead_side(report, i, which)?;
        Some(Stretch { segments: which.segments(&report.alignment.beads[i]).collect(), place })
    };
    let record = |(index, findings): (usize, Vec<usize>)| {
        let bead = &report.alignment.beads[index];
        let Evidence { cosine, coverage, length, anchors } = bead.evidence;
        BeadRecord {
            index,
            source: stretch(index, Which::Source),
            target: stretch(index, Which::Target),
            score: round(bead.score),
            fidelity: fidelity(report, index),
            evidence: Evidence {
                cosine: round(cosine),
                coverage: round(coverage),
                length: round(length),
                anchors: round(anchors),
            },
            findings,
        }
    };
    by.beads.into_iter().enumerate().map(record).collect()
}

/// The name of a kind of block; headings of all levels are `heading`.
pub(crate) const fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem => "list-item",
        BlockKind::Caption => "caption",
        BlockKind::Cell => "cell",
        BlockKind::Quote => "quote",
        BlockKind::Code => "code",
    }
}
