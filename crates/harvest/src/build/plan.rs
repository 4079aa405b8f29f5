//! Which documents there are to align: pairs that are found (`pairing.rs`) or that a
//! manifest names, in an order that is always the same, cut into batches.
//!
//! A manifest is read as it goes, so
//! that it may be longer than memory. A batch ends where the names of its last
//! pair say so ([`number`]), not at a round number: a document that comes or goes
//! changes its own batch and leaves the others, and what was made of them, alone.

use super::error::io_at;
use super::fault::Fault;
use super::keys::{Key, number};
use super::manifest::Manifest;
use super::pairing::kept;
use super::{BuildError, BuildSettings, Documents};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// An entry of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Item {
    /// Two documents that belong together: paths or URLs.
    Pair(Planned),
    /// A document without a partner.
    Lone(String),
    /// Something that cannot be used.
    Fault(Fault),
}

/// Two documents that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Planned {
    pub(super) source: String,
    pub(super) target: String,
}

/// Items that are worked on as one, and whose results are one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// Its place in the plan.
    pub(super) index: u64,
    pub(super) items: Vec<Item>,
}

/// One item in so many ends a batch, on average: few enough that a run over some hundreds of documents
/// keeps all cores busy to its end.
const BATCH: u64 = 24;
/// No batch is longer.
const LONGEST: usize = 96;

/// The items of a run, in order.
pub(super) enum Plan {
    /// Made before, in the work folder: its file.
    Kept(PathBuf, BufReader<File>),
    /// Read from a manifest as it goes.
    Manifest(Manifest),
}

impl Plan {
    /// Finds out what there is to do. `made_with` is the hash of the settings, `work` the work folder.
    pub(super) fn open(settings: &BuildSettings, made_with: &str, work: &Path) -> Result<Self, BuildError> {
        match &settings.documents {
            Documents::Manifest(path) => Ok(Self::Manifest(Manifest::open(path)?)),
            Documents::Folders { .. } | Documents::Mixed { .. } => {
                let path = kept(settings, made_with, work)?;
                let file = File::open(&path).map_err(io_at(&path, "cannot be read"))?;
                Ok(Self::Kept(path, BufReader::new(file)))
            }
        }
    }

    /// How many lines there are: about as many as pairs.
    pub(super) fn pairs(&self) -> Result<u64, BuildError> {
        let path = match self {
            Self::Kept(path, _) => path,
            Self::Manifest(manifest) => manifest.path(),
        };
        let file = File::open(path).map_err(io_at(path, "cannot be read"))?;
        let (mut lines, mut line, mut n) = (BufReader::with_capacity(1 << 16, file), Vec::new(), 0);
        loop {
            line.clear();
            // A line without an end may be as long as the file.
            match (&mut lines).take(1 << 16).read_until(b'\n', &mut line).map_err(io_at(path, "cannot be read"))? {
                0 => return Ok(n),
                _ => n += u64::from(line.ends_with(b"\n")),
            }
        }
    }

    /// The next item.
    fn next_item(&mut self) -> Result<Option<Item>, BuildError> {
        match self {
            Self::Manifest(manifest) => manifest.next_item(),
            Self::Kept(path, lines) => {
                let mut line = String::new();
                let n = lines.read_line(&mut line).map_err(io_at(path, "cannot be read"))?;
                if n == 0 {
                    return Ok(None);
                }
                let broken = |e: serde_json::Error| io_at(path, "is damaged; delete it")(e.into());
                serde_json::from_str(&line).map(Some).map_err(broken)
            }
        }
    }
}

/// A plan in batches, and the hash of what has gone by.
pub(super) struct Batches {
    plan: Plan,
    next: u64,
    seen: Key,
}

impl Batches {
    pub(super) fn new(plan: Plan) -> Self {
        Self { plan, next: 0, seen: Key::new("plan 1") }
    }

    /// The next batch.
    pub(super) fn next_batch(&mut self) -> Result<Option<Batch>, BuildError> {
        let mut batch = Batch { index: self.next, items: Vec::new() };
        while batch.items.len() < LONGEST {
            let Some(item) = self.plan.next_item()? else { break };
            let text = serde_json::to_string(&item).unwrap_or_default();
            self.seen = self.seen.clone().add(&text);
            batch.items.push(item);
            if number(&text).is_multiple_of(BATCH) {
                break;
            }
        }
        self.next += 1;
        Ok(Some(batch).filter(|b| !b.items.is_empty()))
    }

    /// The hash of the whole plan, once all of it has gone by.
    pub(super) fn hash(self) -> String {
        self.seen.hex()
    }
}
