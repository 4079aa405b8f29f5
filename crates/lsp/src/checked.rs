//! What is known of a translation and its original: the report of the check, and the places of its beads and
//! findings in both files.

use crate::place::{Lines, Unit, range};
use calque::{Error, Report, Suppressions};
use calque_report::PlacedFinding;
use calque_text::Side;
use lsp_types::{Position, Range, Url};
use std::sync::Arc;

/// Two texts to compare.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// The translation.
    pub(crate) url: Url,
    /// Its words.
    pub(crate) target: Arc<str>,
    /// The edit that they are of.
    pub(crate) version: i32,
    /// The original.
    pub(crate) source_url: Url,
    /// Its words.
    pub(crate) source: Arc<str>,
}

/// The outcome of a check.
pub(crate) struct Checked {
    /// What was compared.
    pub(crate) job: Job,
    /// The report, with dismissed findings set apart.
    pub(crate) report: Report,
    /// The places of each bead, source and target.
    pub(crate) beads: Vec<[Option<Range>; 2]>,
    /// The places of the words of each finding of the report, source and target.
    pub(crate) findings: Vec<[Option<Range>; 2]>,
    /// The unit of the places.
    pub(crate) unit: Unit,
}

/// Index of a side in pairs of places.
pub(crate) const fn index(side: Side) -> usize {
    match side {
        Side::Source => 0,
        Side::Target => 1,
    }
}

/// Checks two texts. Names of files in the report are paths below `root`, as on the command line.
pub(crate) fn check(
    job: Job,
    names: &[String; 2],
    settings: &calque::Settings,
    suppressions: &[Suppressions],
    unit: Unit,
) -> Result<Checked, Error> {
    let options = calque::read_options(settings);
    let source = calque_formats::document_from_bytes(&names[0], job.source.as_bytes(), &options)?;
    let target = calque_formats::document_from_bytes(&names[1], job.target.as_bytes(), &options)?;
    let mut report = calque::check_documents(source, target, settings)?;
    calque::suppress(&mut report, &suppressions.iter().collect::<Vec<_>>());
    Ok(placed(job, report, unit))
}

/// Finds the places of the beads and findings of a report.
fn placed(job: Job, report: Report, unit: Unit) -> Checked {
    let lines = [Lines::new(&job.source, unit), Lines::new(&job.target, unit)];
    let on = |side: Side, span: Option<calque_text::Span>| range(report.side(side), span?, &lines[index(side)]);
    let both = |spans: [Option<calque_text::Span>; 2]| [on(Side::Source, spans[0]), on(Side::Target, spans[1])];
    let of_bead = |b: &calque_bitext::Bead| both([report.source.span(&b.source), report.target.span(&b.target)]);
    let beads: Vec<[Option<Range>; 2]> = report.alignment.beads.iter().map(of_bead).collect();
    let findings = report.findings.iter().map(|p| both([p.finding.source, p.finding.target])).collect();
    drop(lines);
    Checked { job, report, beads, findings, unit }
}

impl Checked {
    /// The place of a finding in the translation: of its words, else of its segments, else the end of what
    /// comes before; the beginning of the file where it has no lines.
    pub(crate) fn mark(&self, number: usize) -> Range {
        self.findings[number][1].or_else(|| self.bead_mark(&self.report.findings[number])).unwrap_or_default()
    }

    fn bead_mark(&self, placed: &PlacedFinding) -> Option<Range> {
        let bead = placed.bead?;
        self.beads.get(bead)?[1].or_else(|| {
            let before = self.beads[..bead].iter().rev().find_map(|b| b[1])?;
            Some(Range { start: before.end, end: before.end })
        })
    }

    /// The bead at a position of one side.
    pub(crate) fn bead_at(&self, side: Side, at: Position) -> Option<usize> {
        let here = |b: &[Option<Range>; 2]| b[index(side)].is_some_and(|r| crate::place::contains(r, at));
        self.beads.iter().position(here)
    }

    /// The words of a bead on one side.
    pub(crate) fn words(&self, bead: usize, side: Side) -> &str {
        let text = self.report.side(side);
        let span = self.report.alignment.beads.get(bead).and_then(|b| text.span(&b.segments(side)));
        span.map_or("", |s| s.of(&text.document.text))
    }

    /// The numbers of the findings whose places meet `range`.
    pub(crate) fn findings_in(&self, range: Range) -> impl Iterator<Item = usize> + '_ {
        (0..self.report.findings.len()).filter(move |&n| {
            let mark = self.mark(n);
            mark.start <= range.end && range.start <= mark.end
        })
    }
}
