//! An output that is written as a stream: standard output, or a file that appears under its name only when
//! it is complete; compressed if its name ends in `.gz` or `.zst`.

use super::error::OutputError;
use super::temporary::temporary_beside;
use flate2::{Compression, write::GzEncoder};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const BUFFER: usize = 1 << 17;

/// An open output.
pub(crate) struct OutputFile {
    out: Encoder,
    path: Option<PathBuf>,
}

enum Encoder {
    Plain(Destination),
    Gzip(GzEncoder<Destination>),
    Zstd(zstd::stream::write::Encoder<'static, Destination>),
}

enum Destination {
    Stdout(BufWriter<Stdout>),
    File(BufWriter<NamedTempFile>),
    Device(BufWriter<File>),
}

impl OutputFile {
    /// Standard output, or a file.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, OutputError> {
        let Some(path) = path else {
            let out = Encoder::Plain(Destination::Stdout(BufWriter::with_capacity(BUFFER, io::stdout())));
            return Ok(Self { out, path: None });
        };
        // Symbolic links are followed, so that the file is replaced and not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let fail = |e| OutputError::new(Some(&path), e);
        let raw = raw(&path).map_err(fail)?;
        let ends = |ext: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ext));
        let out = if ends("gz") {
            Encoder::Gzip(GzEncoder::new(raw, Compression::default()))
        } else if ends("zst") || ends("zstd") {
            Encoder::Zstd(zstd::stream::write::Encoder::new(raw, 0).map_err(fail)?)
        } else {
            Encoder::Plain(raw)
        };
        Ok(Self { out, path: Some(path) })
    }

    /// Writes bytes.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.out.write_all(bytes).map_err(|e| OutputError::new(self.path.as_deref(), e))
    }

    /// Passes the stream to `write`.
    pub(crate) fn with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), OutputError> {
        write(&mut self.out).map_err(|e| OutputError::new(self.path.as_deref(), e))
    }

    /// Completes the output: flushes, and gives a file its name.
    pub(crate) fn finish(self) -> Result<(), OutputError> {
        let path = self.path;
        self.out.finish(path.as_deref()).map_err(|e| OutputError::new(path.as_deref(), e))
    }
}

fn raw(path: &Path) -> io::Result<Destination> {
    match path.metadata() {
        Ok(meta) if meta.is_dir() => Err(io::Error::new(ErrorKind::IsADirectory, "it is a directory")),
        Ok(meta) if !meta.is_file() => {
            Ok(Destination::Device(BufWriter::with_capacity(BUFFER, File::options().write(true).open(path)?)))
        }
        _ => Ok(Destination::File(BufWriter::with_capacity(BUFFER, temporary_beside(path)?))),
    }
}

impl Encoder {
    fn finish(self, path: Option<&Path>) -> io::Result<()> {
        let raw = match self {
            Self::Plain(raw) => raw,
            Self::Gzip(encoder) => encoder.finish()?,
            Self::Zstd(encoder) => encoder.finish()?,
        };
        match raw {
            Destination::Stdout(mut out) => out.flush(),
            Destination::Device(mut out) => out.flush(),
            Destination::File(out) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(path.unwrap_or(Path::new(""))).map(drop).map_err(|e| e.error)
            }
        }
    }
}

impl Write for Encoder {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(buf),
            Self::Gzip(out) => out.write(buf),
            Self::Zstd(out) => out.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Gzip(out) => out.flush(),
            Self::Zstd(out) => out.flush(),
        }
    }
}

impl Write for Destination {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(buf),
            Self::File(out) => out.write(buf),
            Self::Device(out) => out.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out) => out.flush(),
            Self::Device(out) => out.flush(),
        }
    }
}
