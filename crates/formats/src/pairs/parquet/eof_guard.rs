//! A Parquet file that says so when it is at its end.
//!
//! The library skips what it does not know in the header of a page, as many
//! fields as the header declares, and takes nothing read for something
//! skipped. A header of some bytes that declares two thousand million fields
//! would so keep it busy for minutes behind the end of the file. Here reading on
//! there is an error.

use parquet::errors::Result;
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{self, BufReader, Read};

/// How often the end may be met before reading on is an error: what reads to the end meets it once or twice.
const PATIENCE: u32 = 16;

/// The file.
pub(super) struct Ended(pub(super) File);

impl Length for Ended {
    fn len(&self) -> u64 {
        Length::len(&self.0)
    }
}

impl ChunkReader for Ended {
    type T = UpToEnd<BufReader<File>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(UpToEnd { inner: self.0.get_read(start)?, met: 0 })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        self.0.get_bytes(start, length)
    }
}

/// A reader that loses patience at its end.
pub(super) struct UpToEnd<R> {
    inner: R,
    met: u32,
}

impl<R: Read> Read for UpToEnd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if n == 0 && !buffer.is_empty() {
            self.met += 1;
            if self.met > PATIENCE {
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
    fn the_end_may_be_met_but_not_lived_behind() {
        let mut reader = UpToEnd { inner: &b"abc"[..], met: 0 };
        let mut text = String::new();
        assert_eq!(reader.read_to_string(&mut text).expect("the end is no error"), 3);
        let behind = (0..1000).find_map(|_| io::copy(&mut reader.by_ref().take(8), &mut io::sink()).err());
        assert_eq!(behind.map(|e| e.kind()), Some(io::ErrorKind::UnexpectedEof));
    }
}
