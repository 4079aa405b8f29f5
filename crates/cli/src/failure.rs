//! Failures: what happened, where, and what to do, on standard error; status 2.

use crate::args::global::When;
use crate::terminal::colour_on;
use calque_text::Remedy;
use std::fmt;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Why a command could not run.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    help: Option<String>,
}

impl Failure {
    /// A failure and what to do about it.
    pub(crate) fn new(what: impl fmt::Display, help: impl Into<String>) -> Self {
        Self { what: what.to_string(), help: Some(help.into()) }
    }

    /// What happened and what to do about it, in one line.
    pub(crate) fn in_words(&self) -> String {
        match &self.help {
            Some(help) => format!("{}; {help}", self.what),
            None => self.what.clone(),
        }
    }

    /// Says it on standard error.
    pub(crate) fn report(&self, color: When) -> ExitCode {
        let paint = colour_on(color, std::io::stderr().is_terminal());
        let (red, cyan, off) = if paint { ("\x1b[1;31m", "\x1b[36m", "\x1b[0m") } else { ("", "", "") };
        let mut err = std::io::stderr().lock();
        // If standard error is closed, there is nowhere to report that.
        let _ = writeln!(err, "{red}error:{off} {}", self.what);
        if let Some(help) = &self.help {
            let _ = writeln!(err, "  {cyan}help:{off} {help}");
        }
        ExitCode::from(2)
    }
}

impl<E: std::error::Error + Remedy> From<E> for Failure {
    fn from(e: E) -> Self {
        Self::new(&e, e.help())
    }
}
