//! Names of results: SHA-256 of everything that a result depends on. A result that is there
//! under its name is up to date; if anything it depends on changes, so does the name.

use crate::corpus::error::{BuildError, io_error};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A hash of several values; their lengths are hashed too, so that no two lists of values collide by joining.
#[derive(Clone)]
pub(crate) struct ContentHash(Sha256);

impl ContentHash {
    /// For results of one kind.
    pub(crate) fn new(kind: &str) -> Self {
        Self(Sha256::new()).add(kind)
    }

    /// Adds a value that the result depends on.
    pub(crate) fn add(mut self, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.0.update((value.len() as u64).to_le_bytes());
        self.0.update(value);
        self
    }

    /// The name: the first 128 bits, in hexadecimal.
    pub(crate) fn hex(self) -> String {
        hex(&self.0.finalize()[..16])
    }
}

/// The first 64 bits of the SHA-256 of a text: a pseudo-random number for content-defined chunking.
pub(crate) fn number(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

/// The first 128 bits of the SHA-256 of a file, in hexadecimal.
pub(crate) fn of_file(path: &Path) -> Result<String, BuildError> {
    digest(path).map(|d| hex(&d[..16])).map_err(io_error(path, "cannot be read"))
}

/// The SHA-256 of a file, as `sha256sum` prints it.
pub(crate) fn sha256(path: &Path) -> Result<String, BuildError> {
    digest(path).map(|d| hex(&d)).map_err(io_error(path, "cannot be read"))
}

fn digest(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.finalize().into()),
            n => hash.update(&buffer[..n]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
