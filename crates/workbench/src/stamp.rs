//! Whether a file was changed since it was read: its length and the time of its last change.

use std::path::Path;
use std::time::UNIX_EPOCH;

/// Length and time of the last change of a file, in milliseconds since 1970.
pub(crate) fn stamp(path: &Path) -> Option<(u64, u64)> {
    let meta = path.metadata().ok()?;
    let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((meta.len(), changed.as_millis() as u64))
}
