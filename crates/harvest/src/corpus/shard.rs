//! Shards: several runs that share the batches, and the merge of their results.
//!
//! Batches are dealt out in turn, so that every shard has its share of all folders. A
//! shard ends by writing its manifest: what it was made from and with, and which parts it
//! has. [`merge`] refuses what does not fit together, puts the parts in the order of the
//! plan, and gathers the corpus that one run would have made.

use crate::corpus::counts::CorpusCounts;
use crate::corpus::error::{BuildError, io_error};
use crate::corpus::gather::{CorpusSummary, gather};
use crate::corpus::part::{self, Line};
use crate::corpus::progress::BuildProgress;
use crate::corpus::settings::{CorpusOptions, Provenance, Shard};
use crate::corpus::storage::content_hash::ContentHash;
use crate::corpus::storage::lock::Lock;
use crate::corpus::storage::{WORK, atomic};
use crate::corpus::work::{BatchResult, PairCleaner, SCREENED, result_path};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

const MANIFEST: &str = "manifest.json";

/// `manifest.json` of a shard that is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ShardManifest {
    /// The version of Calque that made it.
    calque: String,
    shard: u64,
    of: u64,
    /// The hash of the plan.
    inputs: String,
    /// The hash of the settings, the model and the version.
    settings: String,
    /// Similarity from which on pairs are copies.
    duplicate: Option<f32>,
    /// How the pairs were made, for the card.
    #[serde(default)]
    made: Provenance,
    /// The names of the parts, by their index in the plan.
    parts: BTreeMap<u64, String>,
    counts: CorpusCounts,
    /// Entries of the error report.
    errors: u64,
    done: bool,
}

/// Ends a shard: writes its manifest.
pub(crate) fn finish(
    shard: Shard,
    output: &Path,
    inputs: String,
    (settings_hash, made): (&str, Provenance),
    cleaner: &PairCleaner,
    done: &BTreeMap<u64, BatchResult>,
) -> Result<CorpusSummary, BuildError> {
    let (mut counts, mut errors) = (CorpusCounts::default(), 0);
    for names in done.values() {
        for line in part::read(&result_path(&output.join(WORK), SCREENED, &names.screened))? {
            match line? {
                Line::Pair(_) | Line::Document(_) => {}
                Line::Error(_) => errors += 1,
                Line::End(part) => counts.add(&part),
            }
        }
    }
    let settings = ContentHash::new("shards").add(settings_hash).add(cleaner.key()).hex();
    let manifest = ShardManifest {
        calque: env!("CARGO_PKG_VERSION").to_owned(),
        shard: shard.number,
        of: shard.of,
        inputs,
        settings,
        duplicate: cleaner.duplicate(),
        made,
        parts: done.iter().map(|(&batch, names)| (batch, names.screened.clone())).collect(),
        counts: counts.clone(),
        errors,
        done: true,
    };
    atomic::write(&output.join(MANIFEST), |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")
    })?;
    Ok(CorpusSummary { counts, faults: errors, ..CorpusSummary::default() })
}

/// Gathers the corpus from shards. `folders` are those of shards, or hold them.
pub fn merge(
    folders: &[PathBuf],
    output: &Path,
    options: &CorpusOptions,
    progress: &BuildProgress,
) -> Result<CorpusSummary, BuildError> {
    let mut shards = Vec::new();
    for folder in folders {
        find_shards(folder, &mut shards)?;
    }
    check_fit(&shards)?;
    let mut parts: BTreeMap<u64, PathBuf> = BTreeMap::new();
    for (folder, manifest) in &shards {
        for (&batch, key) in &manifest.parts {
            parts.insert(batch, result_path(&folder.join(WORK), SCREENED, key));
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
    let (duplicate, provenance) = (first.and_then(|m| m.duplicate), first.map(|m| m.made.clone()).unwrap_or_default());
    let options = CorpusOptions { duplicate, provenance, ..options.clone() };
    gather(&parts.into_values().collect::<Vec<_>>(), output, &options, progress)
}

/// Finds the shards of a folder: itself, or the folders in it.
fn find_shards(folder: &Path, shards: &mut Vec<(PathBuf, ShardManifest)>) -> Result<(), BuildError> {
    let mut folders = vec![folder.to_owned()];
    if !folder.join(MANIFEST).exists() {
        let entries = std::fs::read_dir(folder).map_err(io_error(folder, "cannot be read"))?;
        let inside: Result<Vec<_>, _> = entries.map(|e| e.map(|e| e.path())).collect();
        folders = inside.map_err(io_error(folder, "cannot be read"))?;
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
        let bytes = std::fs::read(&path).map_err(io_error(&path, "cannot be read"))?;
        let manifest =
            serde_json::from_slice(&bytes).map_err(|e| io_error(&path, "is no manifest of a shard")(e.into()))?;
        shards.push((folder, manifest));
    }
    Ok(())
}

/// Checks that all shards are there, each once, with the same inputs and settings.
fn check_fit(shards: &[(PathBuf, ShardManifest)]) -> Result<(), BuildError> {
    let Some(((first, expected), rest)) = shards.split_first() else {
        return Err(BuildError::usage("there is no shard to merge", "give the folder of the shards"));
    };
    let help = "run the shards again with the same inputs, settings and version, then merge";
    for (folder, manifest) in rest {
        let differs = [
            ("number of shards", manifest.of != expected.of),
            ("inputs", manifest.inputs != expected.inputs),
            ("settings or version", manifest.settings != expected.settings),
        ];
        if let Some((what, _)) = differs.iter().find(|(_, differs)| *differs) {
            let what = format!("{} and {}: the {what} differ", first.display(), folder.display());
            return Err(BuildError::usage(what, help));
        }
    }
    let mut present = BTreeSet::new();
    for (folder, manifest) in shards {
        if !present.insert(manifest.shard) {
            let what = format!("{}: shard {}/{} is given twice", folder.display(), manifest.shard, manifest.of);
            return Err(BuildError::usage(what, "give each shard once"));
        }
    }
    let missing: Vec<String> =
        (1..=expected.of).filter(|n| !present.contains(n)).take(10).map(|n| format!("{n}/{}", expected.of)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let help = format!("run `calque corpus build --shard {}` and the like, then merge", missing[0]);
    Err(BuildError::usage(format!("shards are missing or not done: {}", missing.join(", ")), help))
}
