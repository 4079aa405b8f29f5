//! Lines of a stream: only `\n` ends a line, and the length of a line is limited.

use crate::error::InputProblem;
use crate::input::stream::Bytes;
use crate::pairs::record::MAX_TEXT;
use crate::pairs::source::Fault;
use encoding_rs::Encoding;
use std::borrow::Cow;
use std::io::{BufRead, Read};

/// The longest line, in bytes; JSON may escape a UTF-16 unit with six.
const MAX_LINE: usize = 1 << 20;

/// Reads lines into one buffer.
pub(crate) struct Lines {
    input: Bytes,
    buffer: Vec<u8>,
    /// The number of the line in the buffer, from 1.
    pub(crate) line: u64,
}

impl Lines {
    pub(crate) fn new(input: Bytes) -> Self {
        Self { input, buffer: Vec::with_capacity(1 << 12), line: 0 }
    }

    /// Reads the next line; false at the end. A line that is too long is skipped and a bad record.
    pub(crate) fn advance(&mut self) -> Result<bool, Fault> {
        self.buffer.clear();
        let n = (&mut self.input).take(MAX_LINE as u64 + 1).read_until(b'\n', &mut self.buffer)?;
        if n == 0 {
            return Ok(false);
        }
        self.line += 1;
        if n > MAX_LINE {
            let bad = Fault::bad(self.line, InputProblem::LongPair(n, MAX_TEXT), &self.buffer);
            if self.buffer.last() != Some(&b'\n') {
                skip_line(&mut self.input)?;
            }
            return Err(bad);
        }
        while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
            self.buffer.pop();
        }
        if self.line == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.buffer.drain(..3);
        }
        Ok(true)
    }

    /// The line, without its end.
    pub(crate) fn text(&self) -> Result<&str, Fault> {
        std::str::from_utf8(&self.buffer).map_err(|_| self.bad("is not valid UTF-8; convert the file first".to_owned()))
    }

    /// The line decoded from another encoding.
    pub(crate) fn decoded(&self, encoding: &'static Encoding) -> Result<Cow<'_, str>, Fault> {
        if encoding == encoding_rs::UTF_8 {
            return self.text().map(Cow::Borrowed);
        }
        Ok(encoding.decode_without_bom_handling(&self.buffer).0)
    }

    /// The fault for a line that is not a record.
    pub(crate) fn bad(&self, what: String) -> Fault {
        Fault::bad(self.line, InputProblem::Record(what), &self.buffer)
    }
}

fn skip_line(input: &mut Bytes) -> std::io::Result<()> {
    input.skip_until(b'\n').map(drop)
}
