//! The formats of reports by name.

use std::fmt;
use std::str::FromStr;

/// A format that a report can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// Text for a terminal, in two columns if it is wide enough.
    #[default]
    Terminal,
    /// One JSON document with everything.
    Json,
    /// One JSON object a line, one line a bead.
    Jsonl,
    /// One self-contained page.
    Html,
    /// Markdown, for a ticket or a pull request.
    Markdown,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// JUnit XML, for build servers.
    Junit,
    /// XLIFF 2.1 with ITS 2.0 quality issues, for translation tools.
    Xliff,
    /// CSV, for a spreadsheet.
    Csv,
}

impl ReportFormat {
    /// All of them, in the order in which help texts list them.
    pub const ALL: [Self; 9] = [
        Self::Terminal,
        Self::Json,
        Self::Jsonl,
        Self::Html,
        Self::Markdown,
        Self::Sarif,
        Self::Junit,
        Self::Xliff,
        Self::Csv,
    ];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Xliff => "xliff",
            Self::Csv => "csv",
        }
    }

    /// The usual ending of a file in this format, without the full stop.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Terminal => "txt",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Sarif => "sarif",
            Self::Junit => "xml",
            Self::Xliff => "xlf",
            Self::Csv => "csv",
        }
    }

    /// What it is for, in one line of help.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Terminal => "two columns with highlights, for reading here",
            Self::Json => "one document: texts, beads, findings, summary",
            Self::Jsonl => "one JSON object for each pair",
            Self::Html => "one self-contained page, for reading in a browser or on paper",
            Self::Markdown => "a table and quotations, for a ticket",
            Self::Sarif => "SARIF 2.1.0, for code hosts and editors",
            Self::Junit => "JUnit XML, for build servers",
            Self::Xliff => "XLIFF 2.1 with ITS 2.0 quality issues, for translation tools",
            Self::Csv => "one finding a line, for a spreadsheet",
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAFormat(String);

impl fmt::Display for NotAFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ReportFormat::ALL.map(ReportFormat::as_str).join(", ");
        write!(f, "`{}` is not a report format: choose one of {names}", self.0)
    }
}

impl std::error::Error for NotAFormat {}

impl FromStr for ReportFormat {
    type Err = NotAFormat;

    /// Reads a name or a file ending (`markdown`, `md`).
    fn from_str(s: &str) -> Result<Self, NotAFormat> {
        Self::ALL
            .into_iter()
            .find(|f| s.eq_ignore_ascii_case(f.as_str()) || s.eq_ignore_ascii_case(f.extension()))
            .ok_or_else(|| NotAFormat(s.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_are_read_back() {
        for f in ReportFormat::ALL {
            assert_eq!(f.as_str().parse(), Ok(f));
            assert_eq!(f.extension().to_uppercase().parse(), Ok(f));
        }
        let error = "pdf".parse::<ReportFormat>().expect_err("no such format").to_string();
        assert_eq!(
            error,
            "`pdf` is not a report format: choose one of terminal, json, jsonl, html, markdown, sarif, junit, xliff, csv"
        );
    }
}
