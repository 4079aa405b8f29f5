//! The bytes of an archive: uncompressed, or a sequence of gzip members with one record each. After damage
//! the next record is searched for.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, BufReader, Read};

const BUFFER: usize = 1 << 16;
/// The first bytes of a gzip member: the magic number and the method (deflate).
const MAGIC: &[u8] = b"\x1f\x8b\x08";

type Raw = BufReader<Box<dyn Read + Send>>;

/// A decompressed stream of records.
pub(super) struct Members {
    source: Source,
}

enum Source {
    Plain(Raw),
    Gzip(BufReader<Gzip>),
}

/// A reader of gzip members in sequence.
struct Gzip {
    /// The current member, or the position between two.
    at: At,
}

enum At {
    Member(Box<GzDecoder<Raw>>),
    Between(Raw),
    /// Only during a transition.
    InTransition,
}

impl Members {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut raw = BufReader::with_capacity(BUFFER, reader);
        let packed = raw.fill_buf()?.starts_with(&MAGIC[..2]);
        let gzip = |raw| Source::Gzip(BufReader::with_capacity(BUFFER, Gzip { at: At::Between(raw) }));
        Ok(Self { source: if packed { gzip(raw) } else { Source::Plain(raw) } })
    }

    pub(super) fn of_bytes(bytes: Vec<u8>) -> Self {
        // Reading from memory does not fail.
        let empty = || Self { source: Source::Plain(BufReader::new(Box::new(io::empty()))) };
        Self::new(Box::new(io::Cursor::new(bytes))).unwrap_or_else(|_| empty())
    }

    /// Whether only line ends remain.
    pub(super) fn at_end(&mut self) -> io::Result<bool> {
        loop {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok(true);
            }
            let blank = buffer.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let all = blank == buffer.len();
            self.consume(blank);
            if !all {
                return Ok(false);
            }
        }
    }

    /// Skips to the beginning of the next record; `false` if there is none.
    pub(super) fn next_record(&mut self) -> io::Result<bool> {
        match &mut self.source {
            Source::Plain(raw) => next_version(raw),
            Source::Gzip(stream) => {
                let at = std::mem::replace(&mut stream.get_mut().at, At::InTransition);
                let mut raw = match at {
                    At::Member(decoder) => decoder.into_inner(),
                    At::Between(raw) => raw,
                    At::InTransition => return Ok(false),
                };
                let found = next_magic(&mut raw);
                // Discard what was decompressed of the damaged member.
                *stream = BufReader::with_capacity(BUFFER, Gzip { at: At::Between(raw) });
                found
            }
        }
    }
}

/// Skips to the next line that begins a record.
fn next_version(raw: &mut Raw) -> io::Result<bool> {
    loop {
        let buffer = raw.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        if is_version(buffer) {
            return Ok(true);
        }
        // A record whose first bytes cross the end of the buffer is missed.
        let line = buffer.iter().position(|&b| b == b'\n').map_or(buffer.len(), |i| i + 1);
        raw.consume(line);
    }
}

/// Skips to the magic number of the next gzip member.
fn next_magic(raw: &mut Raw) -> io::Result<bool> {
    loop {
        let buffer = raw.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        if let Some(i) = buffer.windows(MAGIC.len()).position(|w| w == MAGIC) {
            raw.consume(i);
            return Ok(true);
        }
        let skip = (buffer.len() + 1).saturating_sub(MAGIC.len()).max(1);
        raw.consume(skip);
    }
}

impl Read for Gzip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.at, At::InTransition) {
                At::InTransition => return Ok(0),
                At::Between(mut raw) => {
                    // Some writers pad with zeros after the last member.
                    while raw.fill_buf()?.first() == Some(&0) {
                        raw.consume(1);
                    }
                    if raw.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    self.at = At::Member(Box::new(GzDecoder::new(raw)));
                }
                At::Member(mut decoder) => {
                    let read = decoder.read(out);
                    let ended = matches!(read, Ok(0)) && !out.is_empty();
                    self.at = if ended { At::Between(decoder.into_inner()) } else { At::Member(decoder) };
                    if !ended {
                        return read;
                    }
                }
            }
        }
    }
}

impl Read for Members {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match &mut self.source {
            Source::Plain(raw) => raw.read(out),
            Source::Gzip(stream) => stream.read(out),
        }
    }
}

impl BufRead for Members {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.source {
            Source::Plain(raw) => raw.fill_buf(),
            Source::Gzip(stream) => stream.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        match &mut self.source {
            Source::Plain(raw) => raw.consume(n),
            Source::Gzip(stream) => stream.consume(n),
        }
    }
}

/// Whether a line begins a record.
pub(super) fn is_version(line: &[u8]) -> bool {
    line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")
}
