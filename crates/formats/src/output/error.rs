//! Why an output cannot be written: its name, what is wrong, what to do.

use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// An output that cannot be written.
#[derive(Debug)]
pub struct OutputError {
    /// The name of the output: a path, or `standard output`.
    pub name: String,
    /// What the system says.
    pub error: io::Error,
}

impl OutputError {
    pub(crate) fn new(path: Option<&Path>, error: io::Error) -> Self {
        let name = path.map_or_else(|| "standard output".to_owned(), |p| p.display().to_string());
        Self { name, error }
    }

    /// Whether the reader of standard output has gone, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        self.error.kind() == ErrorKind::BrokenPipe
    }
}

impl Remedy for OutputError {
    fn help(&self) -> Cow<'_, str> {
        let help = match self.error.kind() {
            ErrorKind::NotFound => "check that the folder exists",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "check who may write there",
            ErrorKind::IsADirectory => "name the file to write",
            ErrorKind::InvalidInput => "choose another format with --format, or another name",
            _ => "check the disk",
        };
        Cow::Borrowed(help)
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: cannot be written: {}", self.name, self.error)
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

pub(crate) fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
