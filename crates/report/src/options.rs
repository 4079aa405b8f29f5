//! How to render a report.

use calque_bitext::Severity;
use calque_messages::UiLang;

/// How to render. Formats ignore what does not concern them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderOptions {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether the terminal takes ANSI colours; without them, highlights are `[[bracketed]]`.
    pub color: bool,
    /// Whether to show every bead, not only those with findings (terminal and Markdown;
    /// the other formats always hold all).
    pub all: bool,
    /// Whether the pairs that most need reading come first (terminal, HTML and Markdown): by their weightiest finding.
    pub worst_first: bool,
    /// How severe a finding must be to fail its test case (JUnit).
    pub fail_from: Severity,
    /// The language of the cards of findings (HTML).
    pub lang: UiLang,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self { width: 100, color: false, all: false, worst_first: false, fail_from: Severity::Minor, lang: UiLang::En }
    }
}
