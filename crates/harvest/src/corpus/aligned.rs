//! The pairs of a run as they were aligned, before repair and filters: what the work folder keeps of them.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::part::{self, Line};
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
