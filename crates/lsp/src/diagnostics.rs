//! Findings as diagnostics: what the editor underlines.

use crate::checked::Checked;
use calque_bitext::{Finding, Severity, Tier};
use calque_messages::{UiLang, message};
use lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range, Url};
use serde_json::json;

/// The name under which the editor shows them.
pub(crate) const NAME: &str = "calque";

/// The diagnostics of a checked translation, in the order of the text.
pub(crate) fn diagnostics(checked: &Checked, lang: UiLang) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = (0..checked.report.findings.len()).map(|n| diagnostic(checked, n, lang)).collect();
    all.sort_by_key(|d| (d.range.start, d.range.end));
    all
}

/// The diagnostic of one finding.
pub(crate) fn diagnostic(checked: &Checked, number: usize, lang: UiLang) -> Diagnostic {
    let placed = &checked.report.findings[number];
    let finding = &placed.finding;
    let range = checked.findings[number][0].or_else(|| checked.beads.get(placed.bead?)?[0]);
    let words = finding.source.map(|s| s.of(&checked.report.source.document.text).trim());
    let original = placed.bead.map(|b| checked.words(b, calque_text::Side::Source)).filter(|w| !w.is_empty());
    let related = range.zip(words.filter(|w| !w.is_empty()).or(original)).map(|(range, words)| {
        let location = Location { uri: checked.job.source_url.clone(), range };
        vec![DiagnosticRelatedInformation { location, message: message!("editor-original", words = words).text(lang) }]
    });
    Diagnostic {
        range: checked.mark(number),
        severity: Some(severity(finding)),
        code: Some(NumberOrString::String(finding.rule.clone())),
        source: Some(NAME.to_owned()),
        message: finding.message.clone(),
        related_information: related,
        data: Some(json!({ "id": finding.id })),
        ..Diagnostic::default()
    }
}

/// As the report in SARIF has it: what is to correct is an error, what is to check a warning.
fn severity(finding: &Finding) -> DiagnosticSeverity {
    match (finding.severity, finding.tier()) {
        (Severity::Critical | Severity::Major, Some(Tier::ToCorrect)) => DiagnosticSeverity::ERROR,
        (Severity::Info, _) | (_, None) => DiagnosticSeverity::INFORMATION,
        _ => DiagnosticSeverity::WARNING,
    }
}

/// What is said at the top of a translation that could not be checked.
pub(crate) fn not_checked(why: &str) -> Diagnostic {
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(NAME.to_owned()),
        message: why.to_owned(),
        ..Diagnostic::default()
    }
}

/// The id of the finding that a diagnostic was made of.
pub(crate) fn id_of(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.data.as_ref()?.get("id")?.as_str()
}

/// Where something stands.
pub(crate) fn location(uri: &Url, range: Range) -> Location {
    Location { uri: uri.clone(), range }
}
