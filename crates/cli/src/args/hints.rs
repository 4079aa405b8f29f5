//! Hints for options that other programs have and Calque calls otherwise.
//!
//! The parser knows only options that are spelt nearly so; here are those that mean the same.

use calque_report::ReportFormat;
use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::fmt::Write as _;

/// What an option of another program is called here.
const OTHERWISE: [(&[&str], &str); 10] = [
    (&["--from", "--source", "--src", "--src-lang", "--source-language", "--sl"], "--source-lang LANG"),
    (&["--to", "--target", "--tgt", "--tgt-lang", "--target-language", "--tl"], "--target-lang LANG"),
    (&["--quiet", "--silent", "-q"], "--log error"),
    (&["--verbose", "--debug", "-v"], "--log info or --log debug"),
    (&["--no-color", "--no-colour", "--colour"], "--color never"),
    (&["--config"], "--settings FILE"),
    (&["--strict", "--form"], "--preset strict or --preset form"),
    (&["--ignore", "--exclude", "--skip"], "calque dismiss ID, or --suppress FILE"),
    (&["--level", "--severity"], "--min-severity SEVERITY"),
    (&["--threshold", "--confidence"], "--min-confidence NUMBER"),
];

/// Adds a hint to an error about an unknown option, in place of what merely looks alike.
pub(crate) fn hinted(mut error: clap::Error) -> clap::Error {
    let unknown = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(name))) => name.clone(),
        _ => return error,
    };
    let Some(hint) = hint(&unknown) else { return error };
    error.remove(ContextKind::SuggestedArg);
    let styles = Styles::styled();
    let (valid, reset) = (styles.get_valid().render(), styles.get_valid().render_reset());
    let mut text = StyledStr::new();
    // Writing into a string does not fail.
    let _ = write!(text, "it is {valid}{hint}{reset} here");
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![text]));
    error
}

/// What to write instead of `option`.
fn hint(option: &str) -> Option<String> {
    let name = option.split('=').next().unwrap_or(option);
    if let Some(format) = name.strip_prefix("--").and_then(|n| n.parse::<ReportFormat>().ok()) {
        return Some(format!("--format {format}, or -o FILE.{}", format.extension()));
    }
    OTHERWISE.into_iter().find(|(names, _)| names.contains(&name)).map(|(_, here)| here.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_programs_are_known() {
        assert_eq!(hint("--html").as_deref(), Some("--format html, or -o FILE.html"));
        assert_eq!(hint("--markdown").as_deref(), Some("--format markdown, or -o FILE.md"));
        assert_eq!(hint("--src-lang=en").as_deref(), Some("--source-lang LANG"));
        assert_eq!((hint("--outptu"), hint("html")), (None, None));
    }
}
