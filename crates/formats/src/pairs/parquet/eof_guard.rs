//! A Parquet file whose repeated reads at the end are an error.
//!
//! The Parquet library skips unknown fields of a page header, as many as the header declares, and treats a
//! read of zero bytes as a skipped field. A header of a few bytes that declares two thousand million fields
//! would keep it busy for minutes at the end of the file; with this guard it fails at once.

use parquet::errors::Result;
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{self, BufReader, Read};

/// How many empty reads at the end are allowed; a regular reader needs one or two.
const MAX_READS_AT_END: u32 = 16;

/// The file.
pub(super) struct EofGuardedFile(pub(super) File);

impl Length for EofGuardedFile {
    fn len(&self) -> u64 {
        Length::len(&self.0)
    }
}

impl ChunkReader for EofGuardedFile {
    type T = EofGuardedReader<BufReader<File>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(EofGuardedReader { inner: self.0.get_read(start)?, reads_at_end: 0 })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        self.0.get_bytes(start, length)
    }
}

/// A reader that fails after too many reads at its end.
pub(super) struct EofGuardedReader<R> {
    inner: R,
    reads_at_end: u32,
}

impl<R: Read> Read for EofGuardedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if n == 0 && !buffer.is_empty() {
            self.reads_at_end += 1;
            if self.reads_at_end > MAX_READS_AT_END {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends inside the header of a page"));
            }
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_may_be_read_a_few_times_only() {
        let mut reader = EofGuardedReader { inner: &b"abc"[..], reads_at_end: 0 };
        let mut text = String::new();
        assert_eq!(reader.read_to_string(&mut text).expect("the end is no error"), 3);
        let behind = (0..1000).find_map(|_| io::copy(&mut reader.by_ref().take(8), &mut io::sink()).err());
        assert_eq!(behind.map(|e| e.kind()), Some(io::ErrorKind::UnexpectedEof));
    }
}
