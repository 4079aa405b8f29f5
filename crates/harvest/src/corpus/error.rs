//! Errors that end a run. What is wrong with one document does not; it becomes an entry of
//! the error report (`error_entry.rs`).

use calque_text::Remedy;
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

/// What ends a run.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file of the run itself cannot be read or written.
    #[error("{}: {what}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried, such as `cannot be written`.
        what: &'static str,
        /// The error of the system.
        error: io::Error,
    },
    /// Another run works in the same folder.
    #[error("{}: another run is at work here", .0.display())]
    Busy(PathBuf),
    /// A line of a manifest cannot be used.
    #[error("{}:{line}: {what}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// Inputs or options do not fit.
    #[error("{what}")]
    Usage {
        /// What is wrong.
        what: String,
        /// What to do.
        help: String,
    },
    /// A document pair, an input or a setting.
    #[error(transparent)]
    Calque(#[from] calque::Error),
    /// A file of pairs could not be written.
    #[error(transparent)]
    Output(#[from] calque_formats::pairs::OutputError),
    /// Inputs change while they are read.
    #[error("{0}: changes while it is read")]
    Unstable(String),
}

impl BuildError {
    pub(super) fn usage(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), help: help.into() }
    }
}

impl Remedy for BuildError {
    fn help(&self) -> Cow<'_, str> {
        match self {
            Self::Io { error, .. } if is_full(error) => FULL.into(),
            Self::Io { error, .. } if error.kind() == io::ErrorKind::PermissionDenied => {
                "check who may read and write there".into()
            }
            Self::Io { error, .. } if error.kind() == io::ErrorKind::IsADirectory => "name a file in it".into(),
            Self::Io { error, .. } if error.kind() == io::ErrorKind::NotFound => {
                "check the spelling and the folder".into()
            }
            Self::Io { .. } => "check the disk, then run the same command again: it goes on where it stopped".into(),
            Self::Busy(_) => "wait for it to end, or name another folder with -o".into(),
            Self::Manifest { .. } => {
                "a line is source<TAB>target or {\"source\": \"...\", \"target\": \"...\"}: paths or URLs".into()
            }
            Self::Usage { help, .. } => help.into(),
            Self::Calque(e) => e.help(),
            Self::Output(e) if is_full(&e.error) => FULL.into(),
            Self::Output(e) => e.help(),
            Self::Unstable(_) => "run again when nobody writes to it".into(),
        }
    }
}

const FULL: &str = "make room and run the same command again: it goes on where it stopped, nothing is lost";

/// Whether the disk is full or a limit of size is reached.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

/// For `map_err`: adds the file and what was tried with it.
pub(crate) fn io_error<'a>(path: &'a Path, what: &'static str) -> impl FnOnce(io::Error) -> BuildError + use<'a> {
    move |error| BuildError::Io { path: path.to_owned(), what, error }
}
