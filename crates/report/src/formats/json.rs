//! `json`: one document with both texts, the beads, the findings and a summary.
//!
//! The schema is described in `docs/report-json.md`; a field is added freely
//! there and here, and never renamed or removed while [`SCHEMA`] stays the
//! same. Offsets count Unicode code points of the side's `text`, whatever the
//! file held. The records here also make the lines of [`crate::jsonl`].

use crate::shared::order::ByBead;
use crate::shared::records::{FindingRecord, Offsets, Place, SuppressedRecord, fidelity, to_line};
use crate::shared::summary::ReportSummary;
use crate::shared::words::round;
use crate::{Contributor, Report, ReportSide};
use calque_bitext::Evidence;
use calque_text::Side;
use calque_text::{BlockKind, Lang, LeftOutWords};
use serde::Serialize;

/// The version of the schema; raised when readers of older documents would misread newer ones.
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
    encoder: bool,
    #[serde(skip_serializing_if = "<[Contributor]>::is_empty")]
    others: &'a [Contributor],
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    rules_left_out: &'a [&'static str],
}

#[derive(Serialize)]
struct SideRecord<'a> {
    name: &'a str,
    lang: Lang,
    text: &'a str,
    segments: Vec<SegmentRecord>,
    left_out: &'a [LeftOutWords],
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
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
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
            encoder: report.encoder,
            others: &report.contributors,
            rules_left_out: &report.rules_left_out,
        },
        summary: ReportSummary::new(report),
        source: side_record(&report.source, Side::Source, &offsets),
        target: side_record(&report.target, Side::Target, &offsets),
        beads: beads(report, &offsets),
        findings: findings.iter().enumerate().map(|(i, f)| offsets.finding(i, f.bead, &f.finding)).collect(),
        suppressed: dismissed.iter().map(|s| offsets.suppressed(s.placed.bead, &s.placed.finding, &s.by)).collect(),
    };
    to_line(serde_json::to_string_pretty(&root))
}

fn side_record<'a>(side: &'a ReportSide, which: Side, offsets: &Offsets<'_>) -> SideRecord<'a> {
    let segment = |s: &calque_text::Sentence| {
        let at = offsets.place(which, s.span);
        let kind = side.document.blocks.get(s.block as usize).map_or(BlockKind::Paragraph, |b| b.kind);
        SegmentRecord { start: at.start, end: at.end, kind: kind.name() }
    };
    SideRecord {
        name: &side.name,
        lang: side.document.lang,
        text: &side.document.text,
        segments: side.sentences.iter().map(segment).collect(),
        left_out: side.origin.account.entries(),
    }
}

fn beads<'a>(report: &Report, offsets: &Offsets<'a>) -> Vec<BeadRecord<'a>> {
    let by = ByBead::new(report);
    let stretch = |i: usize, which: Side| {
        let place = offsets.bead_side(report, i, which)?;
        Some(Stretch { segments: report.alignment.beads[i].segments(which).collect(), place })
    };
    let record = |(index, findings): (usize, Vec<usize>)| {
        let bead = &report.alignment.beads[index];
        let Evidence { cosine, coverage, length, anchors } = bead.evidence;
        BeadRecord {
            index,
            source: stretch(index, Side::Source),
            target: stretch(index, Side::Target),
            score: round(bead.score),
            doubtful: bead.is_doubtful(),
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
