//! Applies suppressions to a report, and writes baselines.

use super::context::FindingContext;
use super::list::Suppressions;
use super::{file, inline};
use calque_diff::Finding;
use calque_report::{Dismissal, PlacedFinding, Report, Suppressed};
use std::collections::HashSet;

/// Moves the dismissed findings of `report` to its suppressed ones: those dismissed by comments in its texts,
/// then those in `dismissed`. Comments that dismiss nothing, or name an unknown rule, become warnings.
pub fn suppress(report: &mut Report, dismissed: &[&Suppressions]) {
    let mut regions = inline::regions(report);
    let findings = std::mem::take(&mut report.findings);
    let present: HashSet<String> = findings.iter().map(|f| f.finding.id.clone()).collect();
    for placed in findings {
        let by = inline::find(&mut regions, report, &placed)
            .or_else(|| dismissed.iter().find_map(|d| d.find_among(&context(report, &placed), &present)));
        match by {
            Some(by) => report.suppressed.push(Suppressed { placed, by }),
            None => report.findings.push(placed),
        }
    }
    report.warnings.extend(inline::warnings(&regions));
}

/// A baseline of `report`: every finding that is not dismissed by a comment in a text, one
/// JSON object a line, those that a file dismissed with its reasons.
pub fn baseline(report: &Report) -> String {
    let mut kept: Vec<(&PlacedFinding, Option<&Dismissal>)> = report.findings.iter().map(|f| (f, None)).collect();
    kept.extend(report.suppressed.iter().filter(|s| !s.by.in_text).map(|s| (&s.placed, Some(&s.by))));
    kept.sort_by_key(|(p, _)| (p.bead, p.finding.target.map(|s| s.start), p.finding.source.map(|s| s.start)));
    kept.iter().map(|(placed, by)| file::line(&context(report, placed), *by)).collect()
}

/// Whether a note of a pair dismisses a finding: `calque-ignore numbers: why`.
pub fn by_note(notes: &[&str], place: &str, finding: &Finding) -> Option<Dismissal> {
    inline::by_note(notes, place, finding)
}

/// The line of a baseline for one finding; `by` is its dismissal, if it was dismissed before.
pub fn baseline_line(context: &FindingContext<'_>, by: Option<&Dismissal>) -> String {
    file::line(context, by)
}

/// A finding of a report with its texts and segments.
pub(super) fn context<'a>(report: &'a Report, placed: &'a PlacedFinding) -> FindingContext<'a> {
    let (source, target) = (&report.source, &report.target);
    let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
    let of = |side: &'a calque_report::ReportSide, range: Option<&std::ops::Range<usize>>| {
        range.and_then(|r| side.span(r)).map_or("", |s| s.of(&side.document.text))
    };
    FindingContext {
        finding: &placed.finding,
        texts: (&source.document.text, &target.document.text),
        segments: (of(source, bead.map(|b| &b.source)), of(target, bead.map(|b| &b.target))),
    }
}
