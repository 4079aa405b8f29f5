//! Several runs that share the work, and the merge of what they made.
//!
//! Batches are dealt out in turn, so that every shard has its share of all
//! folders. A shard ends with a manifest: what it was made from and with, which
//! parts it has, and that it is done. [`merge`] takes nothing that does not fit
//! together, puts the parts in the order of the plan, and gathers the corpus that
//! one run would have made.

use super::card::Made;
use super::error::io_at;
use super::gather::{Choice, gather};
use super::keys::Key;
use super::lock::Lock;
use super::part::{self, Line};
use super::settings::Shard;
use super::sieve::Sieve;
use super::summary::Summary;
use super::work::{Done, place};
use super::{BuildError, Counts, Progress, WORK, atomic};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

const MANIFEST: &str = "manifest.json";

/// What a shard says of itself when it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Manifest {
    /// The version of Calque that made it.
    calque: String,
    shard: u64,
    of: u64,
    /// The hash of the list of all documents.
    inputs: String,
    /// The hash of the settings, the model and the version.
    settings: String,
    /// How near copies are to be dropped.
    duplicate: Option<f32>,
    /// How the pairs were made, for the card.
    #[serde(default)]
    made: Made,
    /// The parts by their place in the plan.
    parts: BTreeMap<u64, String>,
    counts: Counts,
    /// Entries of the error report.
    errors: u64,
    done: bool,
}

/// Ends a shard: writes its manifest.
pub(super) fn finish(
    shard: Shard,
    output: &Path,
    inputs: String,
    (made_with, made): (&str, Made),
    sieve: &Sieve,
    done: &BTreeMap<u64, Done>,
) -> Result<Summary, BuildError> {
    let (mut counts, mut errors) = (Counts::default(), 0);
    for names in done.values() {
        for line in part::read(&place(&output.join(WORK), "sieved", &names.sieved))? {
            match line? {
                Line::Pair(_) | Line::Document(_) => {}
                Line::Fault(_) => errors += 1,
                Line::End(part) => counts.add(&part),
            }
        }
    }
    let settings = Key::new("shards").add(made_with).add(sieve.key()).hex();
    let manifest = Manifest {
        calque: env!("CARGO_PKG_VERSION").to_owned(),
        shard: shard.number,
        of: shard.of,
        inputs,
        settings,
        duplicate: sieve.duplicate(),
        made,
        parts: done.iter().map(|(&batch, names)| (batch, names.sieved.clone())).collect(),
        counts: counts.clone(),
        errors,
        done: true,
    };
    atomic::write(&output.join(MANIFEST), |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")
    })?;
    Ok(Summary { counts, faults: errors, ..Summary::default() })
}

/// Gathers the corpus from shards: folders of shards, or folders that hold them.
pub fn merge(folders: &[PathBuf], output: &Path, choice: &Choice, progress: &Progress) -> Result<Summary, BuildError> {
    let mut shards = Vec::new();
    for folder in folders {
        find(folder, &mut shards)?;
    }
    fit(&shards)?;
    let mut parts: BTreeMap<u64, PathBuf> = BTreeMap::new();
    for (folder, manifest) in &shards {
        for (&batch, key) in &manifest.parts {
            parts.insert(batch, place(&folder.join(WORK), "sieved", key));
        }
    }
    if let Some(path) = parts.values().find(|p| !p.exists()) {
        let help = "copy the folders of the shards whole, or run the shard again";
        return Err(BuildError::usage(format!("{}: is missing", path.display()), help));
    }
    let passed = shards.iter().map(|(_, m)| m.counts.passed).sum();
    progress.total.store(passed, Ordering::Relaxed);
    let _lock = Lock::take(&output.join(WORK))?;
    let first = shards.first().map(|(_, manifest)| manifest);
    let (duplicate, made) = (first.and_then(|m| m.duplicate), first.map(|m| m.made.clone()).unwrap_or_default());
    let choice = Choice { duplicate, made, ..choice.clone() };
    gather(&parts.into_values().collect::<Vec<_>>(), output, &choice, progress)
}

/// Finds the shards of a folder: itself, or the folders in it.
fn find(folder: &Path, shards: &mut Vec<(PathBuf, Manifest)>) -> Result<(), BuildError> {
    let mut folders = vec![folder.to_owned()];
    if !folder.join(MANIFEST).exists() {
        let entries = std::fs::read_dir(folder).map_err(io_at(folder, "cannot be read"))?;
        let inside: Result<Vec<_>, _> = entries.map(|e| e.map(|e| e.path())).collect();
        folders = inside.map_err(io_at(folder, "cannot be read"))?;
        folders.retain(|f| f.join(MANIFEST).exists());
        folders.sort();
    }
    if folders.is_empty() {
        return Err(BuildError::usage(
            format!("{}: holds no shard that is done", folder.display()),
            "give the folder that `calque corpus build --shard 1/N -o FOLDER` wrote to",
        ));
    }
    for folder in folders {
        let path = folder.join(MANIFEST);
        let bytes = std::fs::read(&path).map_err(io_at(&path, "cannot be read"))?;
        let manifest =
            serde_json::from_slice(&bytes).map_err(|e| io_at(&path, "is no manifest of a shard")(e.into()))?;
        shards.push((folder, manifest));
    }
    Ok(())
}

/// Checks that shards are all there, each once, of the same inputs, made alike.
fn fit(shards: &[(PathBuf, Manifest)]) -> Result<(), BuildError> {
    let Some(((first, like), rest)) = shards.split_first() else {
        return Err(BuildError::usage("there is no shard to merge", "give the folder of the shards"));
    };
    let again = "run the shards again with the same inputs, settings and version, then merge";
    for (folder, manifest) in rest {
        let differs = [
            ("number of shards", manifest.of != like.of),
            ("inputs", manifest.inputs != like.inputs),
            ("settings or version", manifest.settings != like.settings),
        ];
        if let Some((what, _)) = differs.iter().find(|(_, differs)| *differs) {
            let what = format!("{} and {}: the {what} differ", first.display(), folder.display());
            return Err(BuildError::usage(what, again));
        }
    }
    let mut have = BTreeSet::new();
    for (folder, manifest) in shards {
        if !have.insert(manifest.shard) {
            let what = format!("{}: shard {}/{} is given twice", folder.display(), manifest.shard, manifest.of);
            return Err(BuildError::usage(what, "give each shard once"));
        }
    }
    let missing: Vec<String> =
        (1..=like.of).filter(|n| !have.contains(n)).take(10).map(|n| format!("{n}/{}", like.of)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let help = format!("run `calque corpus build --shard {}` and the like, then merge", missing[0]);
    Err(BuildError::usage(format!("shards are missing or not done: {}", missing.join(", ")), help))
}
