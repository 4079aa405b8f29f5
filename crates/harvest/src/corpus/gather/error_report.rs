//! The error report, `errors.jsonl`: what the parts tell is written by `copies`; what the search for copies drops is
//! added here, and the first entries of each step are kept for the page.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::error_entry::{ErrorEntry, Step};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Entries of a step that are kept.
const KEPT: usize = 100;

/// Entries by step: their number, and the first of them.
#[derive(Debug, Default)]
pub(crate) struct Entries(BTreeMap<Step, (u64, Vec<ErrorEntry>)>);

impl Entries {
    /// All of them.
    pub(crate) fn count(&self) -> u64 {
        self.0.values().map(|(count, _)| count).sum()
    }

    /// By step, in the order of the run.
    pub(crate) fn by_step(&self) -> impl Iterator<Item = (&Step, &(u64, Vec<ErrorEntry>))> {
        self.0.iter()
    }

    fn add(&mut self, entry: &ErrorEntry) {
        let (count, kept) = self.0.entry(entry.step).or_default();
        *count += 1;
        if kept.len() < KEPT {
            kept.push(entry.clone());
        }
    }
}

/// The report, open for more entries.
pub(super) struct ErrorReport {
    path: PathBuf,
    out: BufWriter<File>,
    entries: Entries,
}

impl ErrorReport {
    /// Reads the entries that are there.
    pub(super) fn open(path: &Path) -> Result<Self, BuildError> {
        let unreadable = |e| io_error(path, "cannot be read")(e);
        let mut entries = Entries::default();
        for line in BufReader::new(File::open(path).map_err(unreadable)?).lines() {
            let entry = serde_json::from_str(&line.map_err(unreadable)?).map_err(|e| unreadable(e.into()))?;
            entries.add(&entry);
        }
        let file = OpenOptions::new().append(true).open(path).map_err(io_error(path, "cannot be written"))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(file), entries })
    }

    /// Adds entries.
    pub(super) fn add(&mut self, entries: &[ErrorEntry]) -> Result<(), BuildError> {
        for entry in entries {
            let line = serde_json::to_string(entry).unwrap_or_default();
            writeln!(self.out, "{line}").map_err(io_error(&self.path, "cannot be written"))?;
            self.entries.add(entry);
        }
        Ok(())
    }

    /// Ends the file; returns what it holds.
    pub(super) fn finish(mut self) -> Result<Entries, BuildError> {
        let written = self.out.flush().and_then(|()| self.out.get_ref().sync_all());
        written.map_err(io_error(&self.path, "cannot be written"))?;
        Ok(self.entries)
    }
}
