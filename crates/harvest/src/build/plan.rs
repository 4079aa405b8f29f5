//! Which documents there are to align: pairs of folders or of a manifest, in an
//! order that is always the same, cut into batches.
//!
//! Pairing two folders may take minutes, so its result is kept in the work folder
//! under the hash of all that it depends on. A manifest is read as it goes, so
//! that it may be longer than memory. A batch ends where the names of its last
//! pair say so ([`number`]), not at a round number: a document that comes or goes
//! changes its own batch and leaves the others, and what was made of them, alone.

use super::error::io_at;
use super::fault::{Fault, Step};
use super::keys::{Key, number};
use super::manifest::Manifest;
use super::{BuildError, BuildSettings, Documents, atomic};
use calque::{PairBy, files_of, pair_folders};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

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

/// One item in so many ends a batch, on average.
const BATCH: u64 = 64;
/// No batch is longer.
const LONGEST: usize = 256;
/// Memory that comparing documents by content takes for each file.
const PER_FILE: u64 = 12 << 10;

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
            Documents::Folders { source, target, by, min_score } => {
                let path = kept(settings, made_with, work, (source, target), (*by, *min_score))?;
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

/// The plan of two folders: made, if it is not there.
fn kept(
    settings: &BuildSettings,
    made_with: &str,
    work: &Path,
    folders: (&Path, &Path),
    (by, min_score): (PairBy, f32),
) -> Result<PathBuf, BuildError> {
    let mut key = Key::new("folders 1").add(made_with).add(format!("{by:?} {min_score}"));
    let mut files = 0;
    for folder in [folders.0, folders.1] {
        key = key.add(folder.as_os_str().as_encoded_bytes());
        for path in files_of(folder)? {
            files += 1;
            let stamp = path.metadata().map(|m| {
                let time = m.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
                format!("{} {}", m.len(), time.as_nanos())
            });
            key = key.add(path.as_os_str().as_encoded_bytes()).add(stamp.unwrap_or_default());
        }
    }
    let path = work.join(format!("plan-{}.jsonl", key.hex()));
    if path.exists() {
        return Ok(path);
    }
    if by != PairBy::Names && files * PER_FILE > settings.choice.memory / 2 {
        return Err(BuildError::usage(
            format!("{files} files are too many to be paired by content within the memory given"),
            format!("pair them by their names with --pair-by names, or give --memory {}MB", files * PER_FILE / 500_000),
        ));
    }
    let mut chosen = settings.calque.clone();
    chosen.read.max_size = chosen.read.max_size.min(settings.largest_document());
    let found = pair_folders(folders.0, folders.1, by, min_score, &chosen)?;
    atomic::write(&path, |out| items(found).iter().try_for_each(|item| line(item, out)))?;
    Ok(path)
}

fn line(item: &Item, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, item)?;
    out.write_all(b"\n")
}

/// What the pairing of folders found, as a plan.
fn items(found: calque::PairedFiles) -> Vec<Item> {
    let mut items = Vec::with_capacity(found.pairs.len());
    let name = |path: &Path| {
        path.to_str().map(str::to_owned).ok_or_else(|| Fault {
            file: path.display().to_string(),
            line: None,
            step: Step::Plan,
            why: "has a name that is not UTF-8".into(),
            remedy: "rename it".into(),
        })
    };
    for pair in &found.pairs {
        match (name(&found.sources[pair.source]), name(&found.targets[pair.target])) {
            (Ok(source), Ok(target)) => items.push(Item::Pair(Planned { source, target })),
            (Err(fault), _) | (_, Err(fault)) => items.push(Item::Fault(fault)),
        }
    }
    let lone = found.lone_sources.iter().map(|&i| &found.sources[i]);
    let lone = lone.chain(found.lone_targets.iter().map(|&i| &found.targets[i]));
    items.extend(lone.map(|path| Item::Lone(path.display().to_string())));
    items.extend(found.unread.into_iter().map(|e| Item::Fault(Fault::of_input(&e, Step::Read))));
    // `FILE: what is the matter; left out`.
    items.extend(found.warnings.iter().map(|warning| {
        let (file, why) = warning.split_once(": ").unwrap_or(("", warning));
        let remedy = "say which languages there are with --source-lang and --target-lang".into();
        let why = why.trim_end_matches("; left out").to_owned();
        Item::Fault(Fault { file: file.to_owned(), line: None, step: Step::Plan, why, remedy })
    }));
    items
}
