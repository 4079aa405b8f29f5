//! Why a tree could not be looked at.

use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;

/// An error, and what to do about it.
#[derive(Debug)]
pub enum TreeError {
    /// The engine could not start: settings, a model, a glossary.
    Engine(calque::Error),
    /// A folder or a list cannot be read, or a pattern is none.
    Usage {
        /// What is wrong.
        what: String,
        /// What to do.
        help: String,
    },
    /// Git said no.
    Git {
        /// What it was asked.
        asked: String,
        /// What it said.
        said: String,
    },
}

impl TreeError {
    pub(crate) fn usage(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), help: help.into() }
    }
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(e) => e.fmt(f),
            Self::Usage { what, .. } => f.write_str(what),
            Self::Git { asked, said } => write!(f, "git {asked}: {said}"),
        }
    }
}

impl std::error::Error for TreeError {}

impl Remedy for TreeError {
    fn help(&self) -> Cow<'_, str> {
        match self {
            Self::Engine(e) => e.help(),
            Self::Usage { help, .. } => help.as_str().into(),
            Self::Git { .. } => "--since needs git, a repository, and a revision that it knows, such as a tag".into(),
        }
    }
}

impl From<calque::Error> for TreeError {
    fn from(e: calque::Error) -> Self {
        Self::Engine(e)
    }
}
