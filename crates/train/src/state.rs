//! What a run leaves behind as it goes, so that the same command goes on where
//! it was stopped and gives the same bytes.
//!
//! A stage is a file of byte strings under a key, which stands for the data and
//! the settings that led there. What has another key, or is damaged, is as good
//! as absent.

use crate::error::TrainError;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

const MARK: &[u8; 8] = b"CALQUEST";

/// A folder of stages.
#[derive(Clone, Debug)]
pub struct State {
    folder: PathBuf,
}

impl State {
    /// Stages in `folder`, which is made when the first is saved.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Removes what was left behind.
    pub fn remove(&self) {
        // What cannot be removed is only in the way.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    /// Saves a stage: whole, or not at all.
    pub(crate) fn save(&self, stage: &str, key: u64, parts: &[&[u8]]) -> Result<(), TrainError> {
        let path = self.folder.join(stage);
        let fail = |source| TrainError::Write { path: path.display().to_string(), source };
        std::fs::create_dir_all(&self.folder).map_err(fail)?;
        let unfinished = self.folder.join(format!("{stage}.new"));
        write(&unfinished, key, parts).and_then(|()| std::fs::rename(&unfinished, &path)).map_err(fail)
    }

    /// The byte strings of a stage, if it is there, whole and of this key.
    pub(crate) fn load(&self, stage: &str, key: u64) -> Option<Vec<Vec<u8>>> {
        let bytes = std::fs::read(self.folder.join(stage)).ok()?;
        let (body, sum) = bytes.split_last_chunk::<8>()?;
        let (mark, mut rest) = body.split_first_chunk::<8>()?;
        if mark != MARK || u64::from_le_bytes(*sum) != xxh3_64(body) || take(&mut rest)? != key {
            return None;
        }
        let lengths: Vec<u64> = (0..take(&mut rest)?).map(|_| take(&mut rest)).collect::<Option<_>>()?;
        let mut parts = Vec::with_capacity(lengths.len());
        for n in lengths {
            let (part, after) = rest.split_at_checked(n as usize)?;
            parts.push(part.to_vec());
            rest = after;
        }
        Some(parts)
    }
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let (head, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(u64::from_le_bytes(*head))
}

fn write(path: &Path, key: u64, parts: &[&[u8]]) -> std::io::Result<()> {
    let mut head = MARK.to_vec();
    head.extend(key.to_le_bytes());
    head.extend((parts.len() as u64).to_le_bytes());
    parts.iter().for_each(|p| head.extend((p.len() as u64).to_le_bytes()));
    let mut out = BufWriter::new(File::create(path)?);
    let mut sum = Xxh3::new();
    for part in std::iter::once(head.as_slice()).chain(parts.iter().copied()) {
        sum.update(part);
        out.write_all(part)?;
    }
    out.write_all(&sum.digest().to_le_bytes())?;
    out.into_inner()?.sync_all()
}

/// Numbers from the bytes of a part, which need not be aligned.
pub(crate) fn numbers<T: bytemuck::AnyBitPattern>(bytes: &[u8]) -> Vec<T> {
    bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect()
}
