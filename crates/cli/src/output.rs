//! Where results go: standard output, or a file that appears whole or not at all.
//!
//! A file is written under a temporary name in the same folder and renamed when it
//! is complete. A reader of standard output that goes away early (`| head`) ends
//! the run silently; any other failure to write is an error.

use crate::failure::Failure;
use calque_formats::temporary_beside;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A destination of results.
pub(crate) enum Output {
    /// Standard output; `closed` once its reader has gone.
    Stdout { out: BufWriter<Stdout>, closed: bool },
    /// A file to be renamed into place.
    File { out: BufWriter<NamedTempFile>, path: PathBuf },
    /// A device or pipe, written to as it is.
    Device { out: BufWriter<File>, path: PathBuf },
}

impl Output {
    /// Standard output, or `path`; `-` is standard output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Self::Stdout { out: BufWriter::with_capacity(1 << 16, io::stdout()), closed: false });
        };
        // A link is followed, so that what it points to is replaced and not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let fail = |e: io::Error| cannot_write(&path, &e);
        match path.metadata() {
            Ok(meta) if meta.is_dir() => Err(Failure::new(
                format!("{}: is a directory", path.display()),
                "name the file to write, such as report.html",
            )),
            Ok(meta) if !meta.is_file() => {
                let file = File::options().write(true).open(&path).map_err(fail)?;
                Ok(Self::Device { out: BufWriter::new(file), path })
            }
            _ => {
                let file = temporary_beside(&path).map_err(fail)?;
                Ok(Self::File { out: BufWriter::with_capacity(1 << 16, file), path })
            }
        }
    }

    /// Whether the reader has gone, so that there is no use in going on.
    pub(crate) fn is_closed(&self) -> bool {
        matches!(self, Self::Stdout { closed: true, .. })
    }

    /// Whether a loop that writes here goes on.
    pub(crate) fn go_on(&self) -> ControlFlow<()> {
        if self.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.with(|out| out.write_all(text.as_bytes()))
    }

    /// Lets `write` write; a closed pipe is no failure.
    pub(crate) fn with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        match self {
            Self::Stdout { closed: true, .. } => Ok(()),
            Self::Stdout { out, closed } => settle(write(out), closed),
            Self::File { out, path } => write(out).map_err(|e| cannot_write(path, &e)),
            Self::Device { out, path } => write(out).map_err(|e| cannot_write(path, &e)),
        }
    }

    /// Completes the output: flushes, and gives a file its name.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout { closed: true, out } => {
                // What is left in the buffer has no reader.
                let _ = out.into_parts();
                Ok(())
            }
            Self::Stdout { mut out, mut closed } => {
                let flushed = settle(out.flush(), &mut closed);
                let _ = out.into_parts();
                flushed
            }
            Self::Device { mut out, path } => out.flush().map_err(|e| cannot_write(&path, &e)),
            Self::File { out, path } => {
                let file = out.into_inner().map_err(|e| cannot_write(&path, e.error()))?;
                file.persist(&path).map(drop).map_err(|e| cannot_write(&path, &e.error))
            }
        }
    }
}

fn settle(result: io::Result<()>, closed: &mut bool) -> Result<(), Failure> {
    match result {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => {
            *closed = true;
            Ok(())
        }
        Err(e) => Err(Failure::new(format!("cannot write to standard output: {e}"), "check the disk")),
        Ok(()) => Ok(()),
    }
}

fn cannot_write(path: &Path, e: &io::Error) -> Failure {
    let help = match e.kind() {
        ErrorKind::NotFound => "check that the folder exists",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "check who may write there",
        _ => "check the disk",
    };
    Failure::new(format!("{}: cannot be written: {e}", path.display()), help)
}
