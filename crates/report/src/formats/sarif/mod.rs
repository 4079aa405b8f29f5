//! `sarif`: SARIF 2.1.0, which code hosts show beside the lines of a change.
//!
//! One result is one finding, placed in the translation, with the original as a
//! related location. Lines and columns (in code points) are those of the file
//! where it is known how the text stood in it; else the file alone is named.
//! Every rule of Calque is described with its MQM category. The stable id is
//! the partial fingerprint `calqueFinding/v1`, so that a host recognises a
//! finding after edits elsewhere. Dismissed findings are there, as suppressed.
//!
//! Levels: critical and major are `error` where they are to correct, else `warning` as minor is; info is
//! `note`. The property `tier` is `to-correct` or `to-check`; `doubtful` is there where the pair may not belong
//! together.

mod log;

use crate::PairOutcome;
use crate::shared::summary::ReportSummary;
use crate::shared::words::round;
use crate::{Contributor, Dismissal, PlacedFinding, Report};
use calque_bitext::{Bead, Finding, RuleInfo, Severity, Tier};
use calque_text::Side;
use calque_text::Span;
use log::{
    Artifact, Driver, Extension, Fingerprints, Help, Location, Log, Logical, Message, Physical, Properties, Region,
    ResultRecord, Results, RuleProperties, RuleRecord, Run, Suppression, Tool, Uri,
};
use std::fmt::Write as _;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The placeholder of the results in the serialised log.
const HERE: &str = "@results@";

/// Writes `report` as one log.
pub(crate) fn emit(report: &Report) -> String {
    let names = [report.target.name.as_str(), report.source.name.as_str()];
    let (head, tail) = frame(&names, Some(ReportSummary::new(report)), report.rules, &report.contributors);
    let open = report.findings.iter().map(|f| one(report, f, None));
    let dismissed = report.suppressed.iter().map(|s| one(report, &s.placed, Some(&s.by)));
    let results: Vec<String> = open.chain(dismissed).collect();
    format!("{head}{}{tail}", results.join(",\n"))
}

/// The parts before and after the results of a log about the files `names`.
pub(crate) fn frame(
    names: &[&str],
    summary: Option<ReportSummary>,
    rules: &[RuleInfo],
    others: &[Contributor],
) -> (String, String) {
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver { name: "Calque", semantic_version: env!("CARGO_PKG_VERSION"), rules: records(rules) },
                extensions: others.iter().map(|c| Extension { name: c.name.clone(), properties: c.clone() }).collect(),
            },
            column_kind: "unicodeCodePoints",
            artifacts: names.iter().map(|n| Artifact { location: Uri { uri: uri(n) } }).collect(),
            properties: summary,
            results: [Results(HERE)],
        }],
    };
    let text = serde_json::to_string_pretty(&log).expect("records of strings and numbers always serialise");
    // The last such mark is ours: the results are written last.
    let (head, tail) = text.rsplit_once(&format!("\"{HERE}\"")).unwrap_or((&text, ""));
    (head.to_owned(), format!("{tail}\n"))
}

fn records(rules: &[RuleInfo]) -> Vec<RuleRecord> {
    let record = |rule: &RuleInfo| RuleRecord {
        id: rule.id,
        short_description: Message { text: rule.summary.to_owned() },
        help: Help { text: rule.page, markdown: rule.page },
        properties: RuleProperties {
            tags: ["translation", rule.category.as_str()],
            mqm: rule.category.mqm(),
            its: rule.category.its(),
        },
    };
    rules.iter().map(record).collect()
}

/// One finding of a report.
fn one(report: &Report, placed: &PlacedFinding, by: Option<&Dismissal>) -> String {
    let pair = placed.bead.map(|b| format!("pair {}", b + 1));
    let place = |which: Side| location(report, which, placed, pair.as_deref());
    let (source, target) = (place(Side::Source), place(Side::Target));
    let (locations, related) = match (target, source) {
        (Some(target), source) => (target, source),
        (None, Some(source)) => (source, None),
        (None, None) => (whole(&report.target.name), None),
    };
    let related =
        related.map(|r| Location { id: Some(1), message: Some(Message { text: "the original".to_owned() }), ..r });
    let doubtful = placed.bead.and_then(|b| report.alignment.beads.get(b)).is_some_and(Bead::is_doubtful);
    result(&placed.finding, (locations, related), doubtful, by, report.rules)
}

fn whole(name: &str) -> Location {
    let physical = Physical { artifact_location: Uri { uri: uri(name) }, region: None };
    Location { id: None, physical, logical: Vec::new(), message: None }
}

/// The location of a finding, or of its segment, on one side.
fn location(report: &Report, which: Side, placed: &PlacedFinding, pair: Option<&str>) -> Option<Location> {
    let side = report.side(which);
    let segments = || report.side(which).span(&report.alignment.beads.get(placed.bead?)?.segments(which));
    let span = placed.finding.span(which).or_else(segments)?;
    let text = &side.document.text;
    let region = region(side, span).map(|r| Region { snippet: Some(Message { text: span.of(text).to_owned() }), ..r });
    let physical = Physical { artifact_location: Uri { uri: uri(&side.name) }, region };
    let logical = pair.map(|p| Logical { name: p.to_owned(), kind: "pair" }).into_iter().collect();
    Some(Location { id: None, physical, logical, message: None })
}

fn region(side: &crate::ReportSide, span: Span) -> Option<Region> {
    let find = |at| side.origin.positions.line_and_column(&side.document.text, at);
    let (line, column) = find(span.start)?;
    // The end is found from the last character: what follows may stand elsewhere in the file.
    let last = span.of(&side.document.text).chars().next_back().map_or(0, char::len_utf8);
    let end = find(span.end - last).map(|(l, c)| (l, c + usize::from(last > 0))).filter(|end| *end >= (line, column));
    Some(Region {
        start_line: line as u64,
        start_column: Some(column),
        end_line: end.map(|e| e.0),
        end_column: end.map(|e| e.1),
        snippet: None,
    })
}

fn result(
    finding: &Finding,
    (at, related): (Location, Option<Location>),
    doubtful: bool,
    by: Option<&Dismissal>,
    rules: &[RuleInfo],
) -> String {
    let mut text = finding.message.clone();
    if let Some(suggestion) = &finding.suggestion {
        text.extend([" Perhaps: “", suggestion, "”."]);
    }
    let record = ResultRecord {
        rule_id: &finding.rule,
        rule_index: rules.iter().position(|r| r.id == finding.rule),
        level: match (finding.tier(), finding.severity) {
            (None, _) => "note",
            (Some(Tier::ToCorrect), Severity::Critical | Severity::Major) => "error",
            _ => "warning",
        },
        rank: round(100.0 * finding.confidence),
        message: Message { text },
        locations: vec![at],
        related_locations: related.into_iter().collect(),
        partial_fingerprints: Fingerprints { id: &finding.id },
        suppressions: by.map(suppression).into_iter().collect(),
        properties: Properties {
            severity: finding.severity,
            tier: finding.tier(),
            category: finding.category.as_str(),
            mqm: finding.category.mqm(),
            its: finding.category.its(),
            confidence: round(finding.confidence),
            evidence: &finding.evidence,
            suggestion: finding.suggestion.as_deref(),
            doubtful,
            opinions: &finding.opinions,
        },
    };
    serde_json::to_string(&record).expect("records of strings and numbers always serialise")
}

fn suppression(by: &Dismissal) -> Suppression {
    let kind = if by.in_text { "inSource" } else { "external" };
    Suppression { kind, justification: Some(by.in_words()) }
}

/// The results of one pair of a file of pairs, joined by commas.
pub(crate) fn pair(name: &str, outcome: &PairOutcome<'_>, rules: &[RuleInfo]) -> String {
    let at = || {
        let region = (outcome.line > 0).then_some(Region {
            start_line: outcome.line,
            start_column: None,
            end_line: None,
            end_column: None,
            snippet: None,
        });
        let logical = vec![Logical { name: outcome.name(), kind: "pair" }];
        let physical = Physical { artifact_location: Uri { uri: uri(name) }, region };
        Location { id: None, physical, logical, message: None }
    };
    let open = outcome.findings.iter().map(|f| result(f, (at(), None), false, None, rules));
    let dismissed = outcome.suppressed.iter().map(|(f, by)| result(f, (at(), None), false, Some(by), rules));
    open.chain(dismissed).collect::<Vec<_>>().join(",\n")
}

/// A file name as a relative address; an address stays as it is.
fn uri(name: &str) -> String {
    if name.starts_with("http://") || name.starts_with("https://") {
        return name.to_owned();
    }
    let name = name.replace('\\', "/");
    let mut out = String::with_capacity(name.len());
    if name.starts_with('/') {
        out.push_str("file://");
    }
    for byte in name.strip_prefix("./").unwrap_or(&name).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_become_addresses() {
        assert_eq!(uri("./a b/été.fr.md"), "a%20b/%C3%A9t%C3%A9.fr.md");
        assert_eq!(uri("/tmp/a.txt"), "file:///tmp/a.txt");
        assert_eq!(uri("https://example.org/a?b=c"), "https://example.org/a?b=c");
    }
}
