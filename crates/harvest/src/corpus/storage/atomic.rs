//! Files that are there whole or not at all, also after a power failure: written under another
//! name in the same folder, synced to the disk, renamed.

use crate::corpus::error::{BuildError, io_error};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Number of the next temporary file: two threads of a process may write the same file.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Writes a file; one that was there is replaced.
pub(crate) fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), BuildError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(io_error(folder, "cannot be made"))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", NEXT.fetch_add(1, Ordering::Relaxed)));
    let temporary = path.with_file_name(name);
    let written = || -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&temporary)?);
        fill(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&temporary, path)?;
        sync_folder(folder)
    };
    written().map_err(|e| {
        // The disk may be full.
        let _ = fs::remove_file(&temporary);
        io_error(path, "cannot be written")(e)
    })
}

/// Syncs the names of a folder to the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
