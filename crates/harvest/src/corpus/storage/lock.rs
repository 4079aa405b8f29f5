//! One run at a time in a folder. The system releases the lock when the process ends, however
//! it ends.

use crate::corpus::error::{BuildError, io_error};
use std::fs::{File, TryLockError, create_dir_all};
use std::path::Path;

/// Held while a run uses a folder.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Locks a folder, which is made if it is not there. Error: another run holds the lock.
    pub(crate) fn take(folder: &Path) -> Result<Self, BuildError> {
        create_dir_all(folder).map_err(io_error(folder, "cannot be made"))?;
        let path = folder.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(io_error(&path, "cannot be written"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(BuildError::Busy(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(BuildError::Io { path, what: "cannot be locked", error }),
        }
    }
}
