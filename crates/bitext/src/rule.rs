//! The description of a drift rule in reports.

use crate::Category;

/// A drift rule as a catalogue lists it; the rules themselves are in `calque-diff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Short name, as in settings and reports: `numbers`.
    pub id: &'static str,
    /// The MQM category of most of its findings.
    pub category: Category,
    /// What it flags, in one line.
    pub summary: &'static str,
    /// Its page of documentation, Markdown.
    pub page: &'static str,
}
