//! `xliff`: XLIFF 2.1 with the findings as ITS 2.0 localization quality issues.
//!
//! One unit is one bead. The words of a finding are marked (`mrk`) on both
//! sides, and each mark refers to a stand-off list of issues in its unit, as
//! the ITS module of XLIFF 2.1 has it. A place where words are missing is an
//! empty mark. Overlapping findings share the marks they are cut into. The
//! severity is in [0, 100]: 100 critical, 75 major, 25 minor, 0 info; a
//! dismissed finding is there with `locQualityIssueEnabled="no"`.
//!
//! The namespace of XLIFF 2.1 is that of 2.0, by the standard.

use crate::PairOutcome;
use crate::Report;
use crate::shared::marks::{Marks, Piece};
use crate::shared::order::ByBead;
use crate::shared::tiers::tier_name;
use calque_bitext::{Finding, Severity};
use calque_text::Lang;
use calque_text::Side;
use calque_text::escape::xml as esc;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// Writes `report` as one file of units.
pub(crate) fn emit(report: &Report) -> String {
    let mut out = String::new();
    write(report, &mut out).expect("writing into a string does not fail");
    out
}

fn write(report: &Report, out: &mut String) -> fmt::Result {
    let (head, tail) = frame(&report.source.name, (report.source.document.lang, report.target.document.lang));
    out.push_str(&head);
    let (marks, by) = (Marks::new(report), ByBead::new(report));
    if !by.document.is_empty() {
        writeln!(out, "<notes>")?;
        for &i in &by.document {
            let f = &report.findings[i].finding;
            writeln!(
                out,
                "<note category=\"{}\" priority=\"{}\">{}</note>",
                f.category,
                priority(f.severity),
                esc(&format!("{}: {}", tier_name(f), f.message))
            )?;
        }
        writeln!(out, "</notes>")?;
    }
    for bead in 0..by.beads.len() {
        unit(report, &marks, &by, bead, &Unit { number: bead as u64 + 1, name: None }, out)?;
    }
    if by.beads.is_empty() {
        out.push_str(EMPTY);
    }
    out.push_str(&tail);
    Ok(())
}

/// An empty unit: a file must have at least one.
pub(crate) const EMPTY: &str = "<unit id=\"u1\"><segment><source/></segment></unit>\n";

/// The parts before and after the units of one file.
pub(crate) fn frame(name: &str, (source, target): (Lang, Lang)) -> (String, String) {
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\" \
         version=\"2.1\" srcLang=\"{source}\" trgLang=\"{target}\">\n<file id=\"f1\" original=\"{}\">\n",
        esc(name)
    );
    (head, "</file>\n</xliff>\n".to_owned())
}

/// One pair of a file of pairs, as a unit.
pub(crate) fn pair(name: &str, outcome: &PairOutcome<'_>) -> String {
    let report = outcome.report(name);
    let id = Unit { number: outcome.number, name: Some(outcome.name()) };
    let mut out = String::new();
    unit(&report, &Marks::new(&report), &ByBead::new(&report), 0, &id, &mut out)
        .expect("writing into a string does not fail");
    out
}

/// Id and name of a unit: ids must be unique in the file, names need not.
struct Unit {
    number: u64,
    name: Option<String>,
}

fn unit(report: &Report, marks: &Marks, by: &ByBead, bead: usize, unit: &Unit, out: &mut String) -> fmt::Result {
    let b = &report.alignment.beads[bead];
    let mut lists = Lists { unit: unit.number, ..Lists::default() };
    let mut sides = [String::new(), String::new()];
    for which in Side::BOTH {
        let text = &mut sides[usize::from(which == Side::Target)];
        for (n, segment) in b.segments(which).enumerate() {
            text.push_str(if n > 0 { " " } else { "" });
            for piece in marks.pieces(report, which, segment) {
                lists.mark(&piece, text)?;
            }
        }
    }
    // What points at no word of its bead is an issue of the unit as a whole.
    let loose: Vec<usize> = by.beads[bead].iter().copied().filter(|i| !lists.seen.contains(i)).collect();
    let loose = (!loose.is_empty()).then(|| lists.id(&loose));
    let reference = loose.map_or_else(String::new, |id| format!(" its:locQualityIssuesRef=\"#its={id}\""));
    let name = unit.name.as_ref().map_or_else(String::new, |n| format!(" name=\"{}\"", esc(n)));
    writeln!(out, "<unit id=\"u{}\"{name}{reference}>", unit.number)?;
    for (findings, id) in &lists.ids {
        writeln!(out, "<its:locQualityIssues xml:id=\"{id}\">")?;
        for &i in findings {
            issue(&report.findings[i].finding, true, out)?;
        }
        writeln!(out, "</its:locQualityIssues>")?;
    }
    let dismissed: Vec<_> = report.suppressed.iter().filter(|s| s.placed.bead == Some(bead)).collect();
    if !dismissed.is_empty() {
        writeln!(out, "<its:locQualityIssues xml:id=\"u{}-dismissed\">", unit.number)?;
        for s in dismissed {
            issue(&s.placed.finding, false, out)?;
        }
        writeln!(out, "</its:locQualityIssues>")?;
    }
    let [source, target] = sides;
    if b.is_doubtful() {
        writeln!(out, "<notes>\n<note category=\"pairing\">doubtful pairing, {:.2}</note>\n</notes>", b.score)?;
    }
    writeln!(out, "<segment>\n<source xml:space=\"preserve\">{source}</source>")?;
    if !b.target.is_empty() {
        writeln!(out, "<target xml:space=\"preserve\">{target}</target>")?;
    }
    writeln!(out, "</segment>\n</unit>")
}

/// The lists of issues of one unit: one for each set of findings that share words.
#[derive(Default)]
struct Lists {
    unit: u64,
    marks: usize,
    ids: BTreeMap<Vec<usize>, String>,
    seen: Vec<usize>,
}

impl Lists {
    fn id(&mut self, findings: &[usize]) -> String {
        let id = format!("u{}-q{}", self.unit, self.ids.len() + 1);
        self.seen.extend(findings);
        self.ids.entry(findings.to_vec()).or_insert(id).clone()
    }

    fn mark(&mut self, piece: &Piece<'_>, out: &mut String) -> fmt::Result {
        if piece.findings.is_empty() {
            return write!(out, "{}", text(piece.text));
        }
        let id = self.id(&piece.findings);
        self.marks += 1;
        write!(
            out,
            "<mrk id=\"m{}\" type=\"its:generic\" its:locQualityIssuesRef=\"#its={id}\">{}</mrk>",
            self.marks,
            text(piece.text)
        )
    }
}

/// Text as content, where a line end within a segment is a space.
fn text(words: &str) -> String {
    esc(&words.replace(['\n', '\t'], " ")).to_string()
}

fn issue(f: &Finding, enabled: bool, out: &mut String) -> fmt::Result {
    let (kind, sure) = (f.category.mqm(), 100.0 * f.confidence);
    let mut comment = format!("{} ({}, {kind}, {}, {sure:.0} %, id {})", f.message, tier_name(f), f.severity, f.id);
    if let Some(suggestion) = &f.suggestion {
        let _ = write!(comment, " Perhaps: “{suggestion}”.");
    }
    writeln!(
        out,
        "<its:locQualityIssue locQualityIssueType=\"{}\" locQualityIssueComment=\"{}\" locQualityIssueSeverity=\"{}\"{}/>",
        f.category.its(),
        esc(&comment),
        severity(f.severity),
        if enabled { "" } else { " locQualityIssueEnabled=\"no\"" }
    )
}

const fn severity(severity: Severity) -> u32 {
    match severity {
        Severity::Critical => 100,
        Severity::Major => 75,
        Severity::Minor => 25,
        Severity::Info => 0,
    }
}

/// XLIFF counts priorities from 1, the highest.
const fn priority(severity: Severity) -> u32 {
    match severity {
        Severity::Critical => 1,
        Severity::Major => 2,
        Severity::Minor => 5,
        Severity::Info => 9,
    }
}
