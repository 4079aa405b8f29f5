//! `junit`: JUnit XML, which build servers show as tests.
//!
//! One test case is one pair; it fails where a finding is as severe as
//! [`RenderOptions::fail_from`]. Milder findings are in its output, dismissed
//! ones make it skipped where nothing else is left. A pair that may not belong together says so in its output.

use crate::PairOutcome;
use crate::shared::order::ByBead;
use crate::shared::places::place;
use crate::shared::tiers::tier_name;
use crate::shared::words::excerpt;
use crate::{PlacedFinding, RenderOptions, Report};
use calque_text::Side;
use calque_text::escape::xml as esc;
use std::fmt::{self, Write as _};

/// Writes `report` as one suite.
pub(crate) fn emit(report: &Report, options: &RenderOptions) -> String {
    let mut out = String::new();
    write(report, options, &mut out).expect("writing into a string does not fail");
    out
}

/// A test case under construction.
#[derive(Default)]
struct Case<'a> {
    name: String,
    failures: Vec<&'a PlacedFinding>,
    remarks: Vec<&'a PlacedFinding>,
    dismissed: Vec<String>,
    /// How probable the pairing is, where it is doubtful.
    doubtful: Option<f32>,
}

fn write(report: &Report, options: &RenderOptions, out: &mut String) -> fmt::Result {
    let cases = cases(report, options);
    let failures = cases.iter().filter(|c| !c.failures.is_empty()).count();
    let skipped = cases.iter().filter(|c| c.failures.is_empty() && !c.dismissed.is_empty()).count();
    let name = esc(&report.target.name);
    let counts = format!("tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"", cases.len());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"calque\" {counts} time=\"0\">")?;
    writeln!(out, "<testsuite name=\"{name}\" {counts} time=\"0\">")?;
    for case in &cases {
        element(report, &name.to_string(), case, out)?;
    }
    writeln!(out, "</testsuite>\n</testsuites>")
}

/// The parts before and after the cases of a file of pairs. Their number is not known before the
/// last; JUnit allows the counts to be left out.
pub(crate) fn frame(name: &str) -> (String, String) {
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"calque\">\n<testsuite name=\"{}\">\n",
        esc(name)
    );
    (head, "</testsuite>\n</testsuites>\n".to_owned())
}

/// One pair of a file of pairs, as a test case.
pub(crate) fn pair(name: &str, outcome: &PairOutcome<'_>, options: &RenderOptions) -> String {
    let place = if outcome.line > 0 { format!("{name}:{}", outcome.line) } else { name.to_owned() };
    let report = outcome.report(&place);
    let mut out = String::new();
    for mut case in cases(&report, options) {
        case.name = format!("pair {}: {}", outcome.name(), excerpt(outcome.target, 60));
        element(&report, &esc(name).to_string(), &case, &mut out).expect("writing into a string does not fail");
    }
    out
}

/// One test case; `class` is escaped.
fn element(report: &Report, class: &str, case: &Case<'_>, out: &mut String) -> fmt::Result {
    let attributes = format!("classname=\"{class}\" name=\"{}\" time=\"0\"", esc(&case.name));
    if case.failures.is_empty() && case.remarks.is_empty() && case.dismissed.is_empty() && case.doubtful.is_none() {
        return writeln!(out, "<testcase {attributes}/>");
    }
    writeln!(out, "<testcase {attributes}>")?;
    if case.failures.is_empty() && !case.dismissed.is_empty() {
        writeln!(out, "<skipped message=\"{}\"/>", esc(&case.dismissed.join("; ")))?;
    }
    for placed in &case.failures {
        let f = &placed.finding;
        let kind = format!("{}.{}", f.severity, f.rule);
        let (kind, message, said) = (esc(&kind), esc(&f.message), said(report, placed));
        writeln!(out, "<failure type=\"{kind}\" message=\"{message}\">{}</failure>", esc(&said))?;
    }
    let doubtful =
        case.doubtful.map(|score| format!("doubtful pairing, {score:.2}: the two texts may not belong together"));
    let remarks: Vec<String> = doubtful.into_iter().chain(case.remarks.iter().map(|f| said(report, f))).collect();
    if !remarks.is_empty() {
        writeln!(out, "<system-out>{}</system-out>", esc(&remarks.join("\n")))?;
    }
    writeln!(out, "</testcase>")
}

/// The cases of the pairs, and last that of the whole text if it has findings.
fn cases<'a>(report: &'a Report, options: &RenderOptions) -> Vec<Case<'a>> {
    let by = ByBead::new(report);
    let mut cases: Vec<Case<'a>> = Vec::new();
    let mut case_of = vec![None; by.beads.len()];
    for (bead, findings) in by.beads.iter().enumerate() {
        if report.alignment.beads[bead].is_unaligned() && findings.is_empty() {
            continue;
        }
        let side = if report.alignment.beads[bead].target.is_empty() { Side::Source } else { Side::Target };
        let span = report.side(side).span(&report.alignment.beads[bead].segments(side));
        let words = excerpt(span.map_or("", |s| s.of(&report.side(side).document.text)), 60);
        case_of[bead] = Some(cases.len());
        let doubtful = Some(&report.alignment.beads[bead]).filter(|b| b.is_doubtful()).map(|b| b.score);
        cases.push(Case { name: format!("pair {}: {words}", bead + 1), doubtful, ..Case::default() });
        cases.last_mut().expect("just pushed").take(report, findings, options);
    }
    if !by.document.is_empty() {
        let mut case = Case { name: "the whole text".to_owned(), ..Case::default() };
        case.take(report, &by.document, options);
        cases.push(case);
    }
    for s in &report.suppressed {
        if let Some(case) = s.placed.bead.and_then(|b| case_of.get(b).copied().flatten()) {
            cases[case].dismissed.push(format!(
                "{}: {} ({})",
                s.placed.finding.rule,
                s.placed.finding.message,
                s.by.in_words()
            ));
        }
    }
    cases
}

impl<'a> Case<'a> {
    fn take(&mut self, report: &'a Report, findings: &[usize], options: &RenderOptions) {
        for placed in findings.iter().map(|&i| &report.findings[i]) {
            let fails = placed.finding.severity >= options.fail_from;
            if fails { self.failures.push(placed) } else { self.remarks.push(placed) }
        }
    }
}

/// A finding in a few lines of plain text.
fn said(report: &Report, placed: &PlacedFinding) -> String {
    let f = &placed.finding;
    let words = |which: Side| f.span(which).map_or("", |s| s.of(&report.side(which).document.text));
    let mut text = format!(
        "{}: {}: {} {}, {:.0} %: {}",
        place(report, placed),
        tier_name(f),
        f.severity,
        f.category,
        100.0 * f.confidence,
        f.message
    );
    for which in Side::BOTH.into_iter().filter(|w| !words(*w).is_empty()) {
        let _ = write!(text, "\n  {}: “{}”", which.as_str(), words(which));
    }
    if let Some(suggestion) = &f.suggestion {
        let _ = write!(text, "\n  perhaps: “{suggestion}”");
    }
    let _ = write!(text, "\n  id {}, rule {}, {}", f.id, f.rule, f.category.mqm());
    text
}
