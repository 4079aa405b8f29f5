//! What was compared before: a result under a hash of all that it depends on, so that it is right or not there.

use crate::compare::Comparison;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;

/// Raised when what is kept means something else.
const VERSION: &str = "1";
/// The largest file that is read.
const MAX_BYTES: u64 = 1 << 30;

/// A file of results; without one, only what this run finds.
#[derive(Debug, Default)]
pub struct PageCache {
    path: Option<PathBuf>,
    before: HashMap<String, Entry>,
    /// What this run used or made: nothing else is kept.
    used: Mutex<HashMap<String, Entry>>,
}

/// A kept result.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Entry {
    Comparison(Box<Comparison>),
    Pairing(Vec<(usize, usize)>),
    /// Words of a page without a translation, and the reason for which none is wanted.
    Lone(Option<usize>, Option<String>),
}

#[derive(Serialize, Deserialize)]
struct Line {
    key: String,
    value: Entry,
}

impl PageCache {
    /// Reads the results kept in `folder` for the trees that `name` tells apart. What cannot be read is not there.
    pub fn open(folder: &Path, name: &str) -> Self {
        let path = folder.join(format!("{}.jsonl", CacheKey::new("file").add(name).hex()));
        let mut before = HashMap::new();
        if let Ok(bytes) = calque::Input::Path(path.clone()).bytes(MAX_BYTES) {
            for line in bytes.split(|&b| b == b'\n') {
                if let Ok(Line { key, value }) = serde_json::from_slice(line) {
                    before.insert(key, value);
                }
            }
        }
        Self { path: Some(path), before, used: Mutex::default() }
    }

    fn get(&self, key: &str) -> Option<Entry> {
        let found = self.before.get(key)?.clone();
        self.put(key, found.clone());
        Some(found)
    }

    fn put(&self, key: &str, entry: Entry) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), entry);
    }

    /// The comparison under a key, else what `make` gives.
    pub(crate) fn comparison(&self, key: &str, make: impl FnOnce() -> Comparison) -> Comparison {
        if let Some(Entry::Comparison(found)) = self.get(key) {
            return *found;
        }
        let made = make();
        self.put(key, Entry::Comparison(Box::new(made.clone())));
        made
    }

    /// The pairs under a key, else what `make` gives.
    pub(crate) fn pairing<E>(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<Vec<(usize, usize)>, E>,
    ) -> Result<Vec<(usize, usize)>, E> {
        if let Some(Entry::Pairing(found)) = self.get(key) {
            return Ok(found);
        }
        let made = make()?;
        self.put(key, Entry::Pairing(made.clone()));
        Ok(made)
    }

    /// What is known of a page without a translation, else what `make` gives.
    pub(crate) fn lone(
        &self,
        key: &str,
        make: impl FnOnce() -> (Option<usize>, Option<String>),
    ) -> (Option<usize>, Option<String>) {
        if let Some(Entry::Lone(words, ignored)) = self.get(key) {
            return (words, ignored);
        }
        let (words, ignored) = make();
        self.put(key, Entry::Lone(words, ignored.clone()));
        (words, ignored)
    }

    /// Writes what was used, if it is not what is there; a file that cannot be written is no failure of the run.
    pub fn save(self) -> std::io::Result<()> {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(path) =
            self.path.filter(|_| used.len() != self.before.len() || used.keys().any(|k| !self.before.contains_key(k)))
        else {
            return Ok(());
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::io::BufWriter::new(calque_formats::temporary_beside(&path)?);
        let mut lines: Vec<(String, Entry)> = used.into_iter().collect();
        lines.sort_by(|a, b| a.0.cmp(&b.0));
        for (key, value) in lines {
            serde_json::to_writer(&mut file, &Line { key, value })?;
            file.write_all(b"\n")?;
        }
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.persist(&path).map(drop).map_err(|e| e.error)
    }
}

/// The name of a result: a hash of what it depends on.
#[derive(Clone)]
pub(crate) struct CacheKey(Sha256);

impl CacheKey {
    /// For results of one kind.
    pub(crate) fn new(kind: &str) -> Self {
        Self(Sha256::new()).add(VERSION).add(env!("CARGO_PKG_VERSION")).add(kind)
    }

    /// Adds something that it depends on; lengths are hashed too, so that nothing collides by joining.
    pub(crate) fn add(mut self, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.0.update((value.len() as u64).to_le_bytes());
        self.0.update(value);
        self
    }

    pub(crate) fn hex(self) -> String {
        let mut out = String::with_capacity(32);
        for byte in &self.0.finalize()[..16] {
            // Writing into a string does not fail.
            let _ = write!(out, "{byte:02x}");
        }
        out
    }
}
