//! From a report to text in any format.

use crate::formats::{csv, html, json, jsonl, junit, markdown, sarif, terminal, xliff};
use crate::{RenderOptions, Report, ReportFormat};

/// Renders `report` in `format`. The text ends with a line end.
pub fn render(report: &Report, format: ReportFormat, options: &RenderOptions) -> String {
    match format {
        ReportFormat::Terminal => terminal::emit(report, options),
        ReportFormat::Json => json::emit(report),
        ReportFormat::Jsonl => jsonl::emit(report),
        ReportFormat::Html => html::emit(report, options),
        ReportFormat::Markdown => markdown::emit(report, options),
        ReportFormat::Sarif => sarif::emit(report),
        ReportFormat::Junit => junit::emit(report, options),
        ReportFormat::Xliff => xliff::emit(report),
        ReportFormat::Csv => csv::emit(report),
    }
}
