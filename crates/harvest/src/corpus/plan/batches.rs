//! The plan of a run: pairs of documents that are found (`pairing.rs`) or listed in a manifest,
//! in an order that is always the same, cut into batches.
//!
//! A manifest is read during the run, so that it may be longer than memory. Batches end
//! by content-defined chunking (Muthitacharoen, Chen and Mazières 2001): a hash of the last
//! item decides ([`number`]), not its index. So a document that is added or removed changes
//! its own batch and leaves the others, and their results, as they are.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::plan::item::{Batch, Item};
use crate::corpus::plan::manifest::Manifest;
use crate::corpus::plan::pairing::plan_file;
use crate::corpus::settings::{BuildSettings, Documents, Shard};
use crate::corpus::sources::is_url;
use crate::corpus::storage::content_hash::{ContentHash, number};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Mean length of a batch, in items: short enough that a run over a few hundred documents keeps all cores
/// busy to its end.
const BATCH: u64 = 24;
/// Items of the longest batch.
const LONGEST: usize = 96;

/// The items of a run, in order.
pub(crate) enum Plan {
    /// A file in the work folder, made by `pairing.rs`.
    Stored(PathBuf, BufReader<File>),
    /// A manifest of the user.
    Manifest(Manifest),
}

impl Plan {
    /// Opens the plan, made first if it is not there. `settings_hash` is [`BuildSettings::hash`], `work` the work
    /// folder.
    pub(crate) fn open(settings: &BuildSettings, settings_hash: &str, work: &Path) -> Result<Self, BuildError> {
        match &settings.documents {
            Documents::Manifest(path) => Ok(Self::Manifest(Manifest::open(path)?)),
            Documents::Folders { .. } | Documents::Mixed { .. } => {
                let path = plan_file(settings, settings_hash, work)?;
                let file = File::open(&path).map_err(io_error(&path, "cannot be read"))?;
                Ok(Self::Stored(path, BufReader::new(file)))
            }
        }
    }

    /// The number of lines: about that of pairs.
    pub(crate) fn pairs(&self) -> Result<u64, BuildError> {
        let path = match self {
            Self::Stored(path, _) => path,
            Self::Manifest(manifest) => manifest.path(),
        };
        let file = File::open(path).map_err(io_error(path, "cannot be read"))?;
        let (mut lines, mut line, mut n) = (BufReader::with_capacity(1 << 16, file), Vec::new(), 0);
        loop {
            line.clear();
            // A line without an end may be as long as the file.
            match (&mut lines).take(1 << 16).read_until(b'\n', &mut line).map_err(io_error(path, "cannot be read"))? {
                0 => return Ok(n),
                _ => n += u64::from(line.ends_with(b"\n")),
            }
        }
    }

    /// The next item.
    fn next_item(&mut self) -> Result<Option<Item>, BuildError> {
        match self {
            Self::Manifest(manifest) => manifest.next_item(),
            Self::Stored(path, lines) => {
                let mut line = String::new();
                let n = lines.read_line(&mut line).map_err(io_error(path, "cannot be read"))?;
                if n == 0 {
                    return Ok(None);
                }
                let damaged = |e: serde_json::Error| io_error(path, "is damaged; delete it")(e.into());
                serde_json::from_str(&line).map(Some).map_err(damaged)
            }
        }
    }
}

/// A plan cut into batches, and the hash of the items so far.
pub(crate) struct Batches {
    plan: Plan,
    next: u64,
    hash: ContentHash,
}

impl Batches {
    pub(crate) fn new(plan: Plan) -> Self {
        Self { plan, next: 0, hash: ContentHash::new("plan 1") }
    }

    /// The next batch.
    pub(crate) fn next_batch(&mut self) -> Result<Option<Batch>, BuildError> {
        let mut batch = Batch { index: self.next, items: Vec::new() };
        while batch.items.len() < LONGEST {
            let Some(item) = self.plan.next_item()? else { break };
            let text = serde_json::to_string(&item).unwrap_or_default();
            self.hash = self.hash.clone().add(&text);
            batch.items.push(item);
            if number(&text).is_multiple_of(BATCH) {
                break;
            }
        }
        self.next += 1;
        Ok(Some(batch).filter(|b| !b.items.is_empty()))
    }

    /// The hash of the whole plan, after the last batch.
    pub(crate) fn hash(self) -> String {
        self.hash.hex()
    }
}

/// The URLs among the documents of a manifest, each once; with a shard, only those that it works on.
pub fn urls_of(manifest: &Path, shard: Option<Shard>) -> Result<Vec<String>, BuildError> {
    let mut batches = Batches::new(Plan::Manifest(Manifest::open(manifest)?));
    let mut urls = BTreeSet::new();
    while let Some(batch) = batches.next_batch()? {
        if shard.is_none_or(|shard| shard.has(batch.index)) {
            let pairs =
                batch.items.into_iter().filter_map(|item| if let Item::Pair(pair) = item { Some(pair) } else { None });
            urls.extend(pairs.flat_map(|pair| [pair.source, pair.target]).filter(|name| is_url(name)));
        }
    }
    Ok(urls.into_iter().collect())
}
