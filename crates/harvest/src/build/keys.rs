//! Names of results: a hash of all that they depend on. What has been made under
//! a name never has to be made again, and what depends on anything that has
//! changed has another name.

use super::BuildError;
use super::error::io_at;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Hashes values, each set apart from the next.
#[derive(Clone)]
pub(super) struct Key(Sha256);

impl Key {
    /// Of results of one kind; the name of the kind holds its version.
    pub(super) fn new(kind: &str) -> Self {
        Self(Sha256::new()).add(kind)
    }

    /// With one more thing that the result depends on.
    pub(super) fn add(mut self, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.0.update((value.len() as u64).to_le_bytes());
        self.0.update(value);
        self
    }

    /// The name: 32 hexadecimal digits.
    pub(super) fn hex(self) -> String {
        hex(&self.0.finalize()[..16])
    }
}

/// Where content is cut into groups, so that what is put in or left out changes the groups
/// around it only: a number that looks random.
pub(super) fn number(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

/// The hash of what is in a file, read a piece at a time.
pub(super) fn of_file(path: &Path) -> Result<String, BuildError> {
    digest(path).map(|d| hex(&d[..16])).map_err(io_at(path, "cannot be read"))
}

/// The SHA-256 of a file, as `sha256sum` prints it.
pub(super) fn sha256(path: &Path) -> Result<String, BuildError> {
    digest(path).map(|d| hex(&d)).map_err(io_at(path, "cannot be read"))
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
