//! Reports of the document as it is, and the list of what was dismissed that the command line reads.

use crate::answer::ApiError;
use calque_messages::UiLang;
use calque_project::{DocumentState, report, today};
use calque_report::{RenderOptions, ReportFormat};

/// The ending, the media type and the report.
pub(super) fn render(
    state: &DocumentState,
    format: &str,
    lang: UiLang,
) -> Result<(&'static str, &'static str, String), ApiError> {
    let (format, media_type) = match format {
        "html" => (ReportFormat::Html, "text/html; charset=utf-8"),
        "sarif" => (ReportFormat::Sarif, "application/sarif+json"),
        "csv" => (ReportFormat::Csv, "text/csv; charset=utf-8"),
        "markdown" => (ReportFormat::Markdown, "text/markdown; charset=utf-8"),
        "junit" => (ReportFormat::Junit, "application/xml"),
        "report-jsonl" => (ReportFormat::Jsonl, "application/x-ndjson"),
        _ => (ReportFormat::Json, "application/json"),
    };
    let options = RenderOptions { all: true, lang, ..RenderOptions::default() };
    Ok((format.extension(), media_type, calque_report::render(&report(state)?, format, &options)))
}

/// The findings that were dismissed, as entries of `calque-dismissed.toml`.
pub(super) fn suppressions(state: &DocumentState) -> Result<String, ApiError> {
    let report = report(state)?;
    let mut list = String::new();
    let by = report.suppressed.iter().map(|s| (s.placed.finding.id.as_str(), &s.by));
    let by: std::collections::HashMap<_, _> = by.collect();
    for named in calque::named_findings(&report) {
        let Some(dismissal) = by.get(named.id()) else { continue };
        if !list.is_empty() {
            list.push('\n');
        }
        let date = dismissal.date.clone().unwrap_or_else(today);
        let reason = dismissal.reason.as_deref().unwrap_or_default();
        list.push_str(&named.entry(reason, dismissal.who.as_deref(), &date, false));
    }
    Ok(list)
}
