//! What was fetched, kept by content: `bodies/` holds each body once, under its
//! SHA-256; `urls/` says which URL gave which, and how to ask whether it changed.
//!
//! Files appear whole or not at all, so that many runs may share a cache and a
//! killed one leaves nothing half-written. Nothing is removed but by
//! [`Cache::trim`]; the folder may be deleted at any time.

use crate::error::{FetchError, Problem};
use crate::hex::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use url::Url;

/// A folder of fetched files.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// The response to a URL, without its body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CacheEntry {
    /// The URL, without credentials: for people who look into the folder.
    pub(crate) url: String,
    /// Where redirects led, without credentials.
    pub(crate) final_url: String,
    /// The key of where redirects led, to which the validators belong.
    pub(crate) final_key: String,
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    /// When the server last confirmed it, in seconds since 1970.
    pub(crate) fetched: u64,
}

/// The key of a URL, a SHA-256. The credentials are part of it: another user may see another page.
pub(crate) fn key(url: &Url) -> String {
    hex(&Sha256::digest(url.as_str()))
}

impl Cache {
    /// The cache in `folder`, else in the user's cache folder.
    pub fn open(folder: Option<&Path>) -> Result<Self, FetchError> {
        let folder = folder.map_or_else(users_cache, Path::to_path_buf);
        for part in ["bodies", "urls"] {
            fs::create_dir_all(folder.join(part))
                .map_err(|e| FetchError::new("", Problem::disk(folder.join(part), &e)))?;
        }
        Ok(Self { folder })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of a body.
    pub(crate) fn body(&self, sha256: &str) -> PathBuf {
        let start = sha256.get(..2).unwrap_or("00");
        self.folder.join("bodies").join(start).join(sha256)
    }

    fn entry_file(&self, key: &str) -> PathBuf {
        self.folder.join("urls").join(key.get(..2).unwrap_or("00")).join(format!("{key}.json"))
    }

    /// The entry of a URL, if it is whole and so is its body.
    pub(crate) fn get(&self, key: &str) -> Option<CacheEntry> {
        let entry: CacheEntry = serde_json::from_slice(&fs::read(self.entry_file(key)).ok()?).ok()?;
        // A name that is no hash could lead out of the folder.
        let is_hash = entry.sha256.len() == 64 && entry.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        let body = is_hash.then(|| self.body(&entry.sha256))?.metadata().ok()?;
        (body.len() == entry.bytes).then_some(entry)
    }

    /// Marks a body as used now, for [`Cache::trim`]. In a read-only cache nothing is marked.
    pub(crate) fn used(&self, entry: &CacheEntry) {
        if let Ok(file) = fs::File::options().append(true).open(self.body(&entry.sha256)) {
            let _ = file.set_modified(std::time::SystemTime::now());
        }
    }

    /// A file for a body that is still arriving.
    pub(crate) fn new_body(&self) -> Result<NamedTempFile, Problem> {
        let folder = self.folder.join("bodies");
        NamedTempFile::new_in(&folder).map_err(|e| Problem::disk(folder, &e))
    }

    /// Keeps a body under its SHA-256.
    pub(crate) fn keep_body(&self, file: NamedTempFile, sha256: &str) -> Result<(), Problem> {
        let path = self.body(sha256);
        let keep = || {
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            file.persist(&path).map(drop).map_err(|e| e.error)
        };
        keep().map_err(|e: io::Error| Problem::disk(&path, &e))
    }

    /// Keeps what is known of a URL.
    pub(crate) fn put(&self, key: &str, entry: &CacheEntry) -> Result<(), Problem> {
        let path = self.entry_file(key);
        let folder = path.parent().unwrap_or(&self.folder);
        let put = || {
            fs::create_dir_all(folder)?;
            let mut file = NamedTempFile::new_in(folder)?;
            serde_json::to_writer_pretty(&mut file, entry)?;
            file.flush()?;
            file.persist(&path).map(drop).map_err(|e| e.error)
        };
        put().map_err(|e: io::Error| Problem::disk(&path, &e))
    }
}

fn users_cache() -> PathBuf {
    cache_folder("fetch")
}

/// Where the system keeps the user's caches of one kind: `~/.cache/calque/KIND`, or as `XDG_CACHE_HOME` says.
pub fn cache_folder(kind: &str) -> PathBuf {
    let dirs = directories::ProjectDirs::from("", "", "calque");
    dirs.map_or_else(|| std::env::temp_dir().join("calque"), |dirs| dirs.cache_dir().to_path_buf()).join(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_while_their_bodies_are_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::open(Some(folder.path())).expect("writable");
        let mut file = cache.new_body().expect("writable");
        file.write_all(b"abc").expect("writable");
        let sha256 = hex(&Sha256::digest(b"abc"));
        cache.keep_body(file, &sha256).expect("writable");
        let key = key(&Url::parse("https://ann:secret@example.org/").expect("a URL"));
        let entry = CacheEntry { sha256: sha256.clone(), bytes: 3, ..CacheEntry::default() };
        cache.put(&key, &entry).expect("writable");
        assert_eq!(cache.get(&key), Some(entry.clone()));
        assert_ne!(key, super::key(&Url::parse("https://example.org/").expect("a URL")));
        fs::write(cache.body(&sha256), b"ab").expect("writable");
        assert_eq!(cache.get(&key), None, "the body was cut");
        for sha256 in ["../../../etc/passwd".to_owned(), String::new(), "é".repeat(32)] {
            cache.put(&key, &CacheEntry { sha256, ..entry.clone() }).expect("writable");
            assert_eq!(cache.get(&key), None);
        }
    }
}
