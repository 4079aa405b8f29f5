//! What the terminal can show: colour and width.

use crate::args::global::When;
use std::io::{self, IsTerminal};

/// Whether to use colour on a stream: as asked, else as the environment says.
pub(crate) fn colour_on(when: When, is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if set("NO_COLOR") => false,
        When::Auto if forced => true,
        When::Auto => is_terminal && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}

/// Whether standard output takes colour; files only if asked to.
pub(crate) fn colour_of_output(when: When, to_file: bool) -> bool {
    if to_file { when == When::Always } else { colour_on(when, io::stdout().is_terminal()) }
}

/// Columns of the terminal: as the environment says, else as it is, else 100.
pub(crate) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|&c| c > 0);
    columns.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(100)
}
