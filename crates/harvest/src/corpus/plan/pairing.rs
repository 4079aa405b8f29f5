//! Finds which documents belong together: those of two folders, or of a list or web archives
//! with both languages in them.
//!
//! That may take minutes, so the result is stored in the work folder under the hash of
//! everything it depends on.

use crate::corpus::error::BuildError;
use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::plan::item::{DocumentPair, Item};
use crate::corpus::settings::{BuildSettings, Documents};
use crate::corpus::storage::atomic;
use crate::corpus::storage::content_hash::ContentHash;
use calque::{Input, PairBy, Settings, files_of, pair_folders, pair_mixed};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Bytes that pairing by content takes for each document. Measured.
const PER_FILE: u64 = 12 << 10;

/// The file of the plan, made if it is not there.
pub(crate) fn plan_file(settings: &BuildSettings, settings_hash: &str, work: &Path) -> Result<PathBuf, BuildError> {
    match &settings.documents {
        Documents::Folders { source, target, by, min_score } => {
            let mut key = ContentHash::new("folders 1");
            let mut files = 0;
            for folder in [source, target] {
                key = key.add(folder.as_os_str().as_encoded_bytes());
                for path in files_of(folder)? {
                    files += 1;
                    key = key.add(path.as_os_str().as_encoded_bytes()).add(stamp(&path));
                }
            }
            let pair = |settings: &Settings| Ok(items(pair_folders(source, target, *by, *min_score, settings)?));
            stored_plan(settings, key.add(settings_hash).add(format!("{by:?} {min_score}")), work, (*by, files), pair)
        }
        Documents::Mixed { names, by, min_score } => {
            let (inputs, errors) = inputs_of(settings, names);
            let mut key = ContentHash::new("mixed 1");
            for input in &inputs {
                key = key.add(input.name());
                key = match input.fetched() {
                    // The path of a fetched or unpacked document is the hash of its content.
                    Some(fetched) => key.add(fetched.path.as_os_str().as_encoded_bytes()),
                    None => key.add(stamp(Path::new(&input.name()))),
                };
            }
            for error in &errors {
                key = key.add(serde_json::to_string(error).unwrap_or_default());
            }
            let files = inputs.len() as u64;
            let pair = |settings: &Settings| {
                let mut items = items(pair_mixed(&inputs, *by, *min_score, settings)?);
                items.extend(errors.into_iter().map(Item::Error));
                Ok(items)
            };
            stored_plan(settings, key.add(settings_hash).add(format!("{by:?} {min_score}")), work, (*by, files), pair)
        }
        Documents::Manifest(path) => Ok(path.clone()),
    }
}

/// Documents by their names, each once, or all that were unpacked where none is named; and those that cannot be
/// read.
fn inputs_of(settings: &BuildSettings, names: &[String]) -> (Vec<Input>, Vec<ErrorEntry>) {
    let sources = &settings.sources;
    let all = sources.fetched.keys().filter(|_| names.is_empty());
    let names: BTreeSet<&String> = names.iter().chain(all).collect();
    let (mut inputs, mut errors) = (Vec::new(), sources.damaged.clone());
    for name in names {
        match sources.find(name) {
            Ok(input) => inputs.push(input),
            Err(error) => errors.push(error),
        }
    }
    (inputs, errors)
}

/// Size and time of modification of a file.
fn stamp(path: &Path) -> String {
    let of = |m: std::fs::Metadata| {
        let time = m.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        format!("{} {}", m.len(), time.as_nanos())
    };
    path.metadata().map(of).unwrap_or_default()
}

/// The file of the plan of this key; `pair` finds what belongs together, if it is not there.
fn stored_plan(
    settings: &BuildSettings,
    key: ContentHash,
    work: &Path,
    (by, files): (PairBy, u64),
    pair: impl FnOnce(&Settings) -> Result<Vec<Item>, BuildError>,
) -> Result<PathBuf, BuildError> {
    let path = work.join(format!("plan-{}.jsonl", key.hex()));
    if path.exists() {
        return Ok(path);
    }
    if by != PairBy::Names && files * PER_FILE > settings.options.memory / 2 {
        return Err(BuildError::usage(
            format!("{files} files are too many to be paired by content within the memory given"),
            format!("pair them by their names with --pair-by names, or give --memory {}MB", files * PER_FILE / 500_000),
        ));
    }
    let mut reading = settings.calque.clone();
    reading.read.max_size = reading.read.max_size.min(settings.largest_document());
    let items = pair(&reading)?;
    atomic::write(&path, |out| items.iter().try_for_each(|item| write_line(item, out)))?;
    Ok(path)
}

fn write_line(item: &Item, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, item)?;
    out.write_all(b"\n")
}

/// The result of pairing as items of a plan.
fn items(found: calque::PairedFiles) -> Vec<Item> {
    let mut items = Vec::with_capacity(found.pairs.len());
    let name = |path: &Path| {
        path.to_str().map(str::to_owned).ok_or_else(|| ErrorEntry {
            file: path.display().to_string(),
            line: None,
            step: Step::Plan,
            why: "has a name that is not UTF-8".into(),
            remedy: "rename it".into(),
        })
    };
    for pair in &found.pairs {
        match (name(&found.sources[pair.source]), name(&found.targets[pair.target])) {
            (Ok(source), Ok(target)) => items.push(Item::Pair(DocumentPair { source, target })),
            (Err(error), _) | (_, Err(error)) => items.push(Item::Error(error)),
        }
    }
    let unpaired = found.lone_sources.iter().map(|&i| &found.sources[i]);
    let unpaired = unpaired.chain(found.lone_targets.iter().map(|&i| &found.targets[i]));
    items.extend(unpaired.map(|path| Item::Unpaired(path.display().to_string())));
    items.extend(found.unread.into_iter().map(|e| Item::Error(ErrorEntry::of_input(&e, Step::Read))));
    // A warning is `FILE: what is wrong; left out`.
    items.extend(found.warnings.iter().map(|warning| {
        let (file, why) = warning.split_once(": ").unwrap_or(("", warning));
        let remedy = "say which languages there are with --source-lang and --target-lang".into();
        let why = why.trim_end_matches("; left out").to_owned();
        Item::Error(ErrorEntry { file: file.to_owned(), line: None, step: Step::Plan, why, remedy })
    }));
    items
}
