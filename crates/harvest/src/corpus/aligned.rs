//! What the work folder keeps of a run beside its results: the pairs as they were aligned, before repair and
//! filters, and the documents without a partner.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::part::{self, Line};
use crate::corpus::plan::Item;
use crate::corpus::storage::WORK;
use crate::corpus::work::ALIGNED;
use calque_formats::pairs::PairRecord;
use std::path::{Path, PathBuf};

/// Calls `each` with every pair that a run in the folder `output` has aligned, in no order that means anything,
/// until it returns false. There are none where the work folder was deleted.
pub fn aligned_pairs(output: &Path, mut each: impl FnMut(PairRecord) -> bool) -> Result<(), BuildError> {
    for part in parts(&output.join(WORK).join(ALIGNED))? {
        for line in part::read(&part)? {
            if let Line::Pair(pair) = line?
                && !each(pair.into_record())
            {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The documents of a run in the folder `output` that found no partner, by the last plan that was made.
pub fn unpaired_documents(output: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(output.join(WORK)) else { return Vec::new() };
    let is_plan = |path: &PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with("plan-") && path.extension().is_some_and(|e| e == "jsonl")
    };
    let plans = entries.filter_map(|e| Some(e.ok()?.path())).filter(is_plan);
    let newest = plans.max_by_key(|path| (path.metadata().and_then(|m| m.modified()).ok(), path.clone()));
    let text = newest.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    let unpaired = |line: &str| match serde_json::from_str(line) {
        Ok(Item::Unpaired(name)) => Some(name),
        _ => None,
    };
    text.lines().filter_map(unpaired).collect()
}

/// The parts below a folder, by name.
fn parts(folder: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let mut parts = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop().filter(|f| f.is_dir()) {
        let entries = std::fs::read_dir(&next).map_err(io_error(&next, "cannot be read"))?;
        for entry in entries {
            let path = entry.map_err(io_error(&next, "cannot be read"))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "zst") {
                parts.push(path);
            }
        }
    }
    parts.sort();
    Ok(parts)
}
