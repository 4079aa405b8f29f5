//! A cache made smaller: bodies that were not used for longest go first, then the
//! entries of URLs that have no body any more.
//!
//! A body's time is that of its last use. What a run in progress has just fetched
//! is the youngest; still, do not trim to less than a run needs while it runs.

use super::store::Cache;
use crate::error::{FetchError, Problem};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How small to make a cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrimLimit {
    /// Bodies of no more bytes than this.
    Size(u64),
    /// Nothing that was not used for so long.
    Unused(Duration),
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrimReport {
    /// Bodies.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes of the bodies that are left.
    pub left: u64,
}

/// Files that were being written this long ago were left by a run that was killed.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

impl Cache {
    /// Removes what was not used for longest, until the limit holds.
    pub fn trim(&self, limit: TrimLimit) -> Result<TrimReport, FetchError> {
        let now = SystemTime::now();
        let (bodies, urls) = (self.folder().join("bodies"), self.folder().join("urls"));
        let mut found = Vec::new();
        for (path, meta) in files(&bodies)? {
            let used = meta.modified().unwrap_or(now);
            if is_hash(&path) {
                found.push((used, path, meta.len()));
            } else if age(now, used) > ABANDONED {
                remove(&path)?;
            }
        }
        // Of equals by name, so that the same cache is trimmed alike.
        found.sort();
        let mut trimmed = TrimReport { left: found.iter().map(|body| body.2).sum(), ..TrimReport::default() };
        for (used, path, bytes) in found {
            let goes = match limit {
                TrimLimit::Size(size) => trimmed.left > size,
                TrimLimit::Unused(most) => age(now, used) > most,
            };
            if goes {
                remove(&path)?;
                trimmed.files += 1;
                trimmed.bytes += bytes;
                trimmed.left -= bytes;
            }
        }
        for (path, meta) in files(&urls)? {
            if path.extension().is_none_or(|e| e != "json") {
                if age(now, meta.modified().unwrap_or(now)) > ABANDONED {
                    remove(&path)?;
                }
                continue;
            }
            let key = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if self.get(&key).is_none() {
                remove(&path)?;
            }
        }
        Ok(trimmed)
    }
}

fn age(now: SystemTime, then: SystemTime) -> Duration {
    now.duration_since(then).unwrap_or_default()
}

/// Whether a file is named as a body is.
fn is_hash(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The files of a folder and of the folders in it. Another run may remove some meanwhile.
fn files(folder: &Path) -> Result<Vec<(PathBuf, fs::Metadata)>, FetchError> {
    let fail = |path: &Path, e: &io::Error| FetchError::new("", Problem::disk(path, e));
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| fail(&folder, &e))? {
            let path = entry.map_err(|e| fail(&folder, &e))?.path();
            match path.symlink_metadata() {
                Ok(meta) if meta.is_dir() => folders.push(path),
                Ok(meta) => out.push((path, meta)),
                Err(e) if e.kind() == ErrorKind::NotFound => {}
                Err(e) => return Err(fail(&path, &e)),
            }
        }
    }
    Ok(out)
}

fn remove(path: &Path) -> Result<(), FetchError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(FetchError::new("", Problem::disk(path, &e))),
        _ => Ok(()),
    }
}
