//! Which documents belong together, where nobody has said so: those of two folders,
//! or of a list or web archives with both languages in them.
//!
//! Finding out may take minutes, so the result is kept in the work folder under the
//! hash of all that it depends on.

use super::fault::{Fault, Step};
use super::keys::Key;
use super::plan::{Item, Planned};
use super::{BuildError, BuildSettings, Documents, atomic};
use calque::{Input, PairBy, Settings, files_of, pair_folders, pair_mixed};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Memory that comparing documents by content takes for each.
const PER_FILE: u64 = 12 << 10;

/// The file of the plan: made, if it is not there.
pub(super) fn kept(settings: &BuildSettings, made_with: &str, work: &Path) -> Result<PathBuf, BuildError> {
    match &settings.documents {
        Documents::Folders { source, target, by, min_score } => {
            let mut key = Key::new("folders 1");
            let mut files = 0;
            for folder in [source, target] {
                key = key.add(folder.as_os_str().as_encoded_bytes());
                for path in files_of(folder)? {
                    files += 1;
                    key = key.add(path.as_os_str().as_encoded_bytes()).add(stamp(&path));
                }
            }
            let found = |settings: &Settings| Ok(items(pair_folders(source, target, *by, *min_score, settings)?));
            made(settings, key.add(made_with).add(format!("{by:?} {min_score}")), work, (*by, files), found)
        }
        Documents::Mixed { names, by, min_score } => {
            let (inputs, faults) = found(settings, names);
            let mut key = Key::new("mixed 1");
            for input in &inputs {
                key = key.add(input.name());
                key = match input.fetched() {
                    // What was fetched or unpacked lies under the hash of its content.
                    Some(fetched) => key.add(fetched.path.as_os_str().as_encoded_bytes()),
                    None => key.add(stamp(Path::new(&input.name()))),
                };
            }
            for fault in &faults {
                key = key.add(serde_json::to_string(fault).unwrap_or_default());
            }
            let files = inputs.len() as u64;
            let found = |settings: &Settings| {
                let mut items = items(pair_mixed(&inputs, *by, *min_score, settings)?);
                items.extend(faults.into_iter().map(Item::Fault));
                Ok(items)
            };
            made(settings, key.add(made_with).add(format!("{by:?} {min_score}")), work, (*by, files), found)
        }
        Documents::Manifest(path) => Ok(path.clone()),
    }
}

/// Documents by their names, each once, or all that were unpacked where none are named; and what cannot be had.
fn found(settings: &BuildSettings, names: &[String]) -> (Vec<Input>, Vec<Fault>) {
    let places = &settings.places;
    let all = places.fetched.keys().filter(|_| names.is_empty());
    let names: BTreeSet<&String> = names.iter().chain(all).collect();
    let (mut inputs, mut faults) = (Vec::new(), places.damaged.clone());
    for name in names {
        match places.find(name) {
            Ok(input) => inputs.push(input),
            Err(fault) => faults.push(fault),
        }
    }
    (inputs, faults)
}

/// Size and time of a file, by which a change shows.
fn stamp(path: &Path) -> String {
    let of = |m: std::fs::Metadata| {
        let time = m.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        format!("{} {}", m.len(), time.as_nanos())
    };
    path.metadata().map(of).unwrap_or_default()
}

/// The plan of this key; `find` finds what belongs together, if that is not known yet.
fn made(
    settings: &BuildSettings,
    key: Key,
    work: &Path,
    (by, files): (PairBy, u64),
    find: impl FnOnce(&Settings) -> Result<Vec<Item>, BuildError>,
) -> Result<PathBuf, BuildError> {
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
    let items = find(&chosen)?;
    atomic::write(&path, |out| items.iter().try_for_each(|item| line(item, out)))?;
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
