//! One run at a time in one folder. The system lets go of the lock when the
//! process ends, however it ends.

use super::BuildError;
use super::error::io_at;
use std::fs::{File, TryLockError, create_dir_all};
use std::path::Path;

/// Held while a run is at work in a folder.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder, which is made if it is not there.
    pub(super) fn take(folder: &Path) -> Result<Self, BuildError> {
        create_dir_all(folder).map_err(io_at(folder, "cannot be made"))?;
        let path = folder.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(io_at(&path, "cannot be written"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(BuildError::Busy(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(BuildError::Io { path, what: "cannot be locked", error }),
        }
    }
}
