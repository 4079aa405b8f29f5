//! The texts of the pairs, in a temporary file: memory holds their places alone.

use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// The texts of all pairs.
pub(super) struct Texts {
    file: Mutex<File>,
    /// Where each begins; one more than there are.
    starts: Vec<u64>,
}

/// The texts of a pair.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct PairText {
    #[serde(rename = "s")]
    pub(super) source: String,
    #[serde(rename = "t")]
    pub(super) target: String,
    /// The documents that it is from, where that is known.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(super) document: Option<String>,
}

impl Texts {
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self { file: Mutex::new(tempfile::tempfile()?), starts: vec![0] })
    }

    /// Adds texts after those that are there.
    pub(super) fn add(&mut self, texts: &[PairText]) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        let end = self.starts.last().copied().unwrap_or(0);
        let mut starts = Vec::with_capacity(texts.len());
        for text in texts {
            serde_json::to_writer(&mut bytes, text)?;
            starts.push(end + bytes.len() as u64);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(end))?;
        file.write_all(&bytes)?;
        self.starts.extend(starts);
        Ok(())
    }

    /// The texts of a pair; empty where the file cannot be read.
    pub(super) fn get(&self, pair: usize) -> PairText {
        let (Some(&start), Some(&end)) = (self.starts.get(pair), self.starts.get(pair + 1)) else {
            return PairText::default();
        };
        let mut bytes = vec![0; (end - start) as usize];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut bytes));
        read.ok().and_then(|()| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }
}
