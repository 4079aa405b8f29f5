//! Files that are written under a temporary name until they are complete, and removed when the program is
//! interrupted.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// The temporary names of all files begun so far. A completed file has been renamed or removed, so that
/// removing by these names is safe.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary file in the folder of `path`, with the permissions (umask) of a file created there.
pub fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".calque-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // Locked before the file exists, so that `remove_unfinished` cannot miss it.
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    let file = builder.tempfile_in(folder)?;
    begun.push(file.path().to_path_buf());
    Ok(file)
}

/// Removes all files that are not complete; called when the program is interrupted.
pub fn remove_unfinished() {
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    for path in begun.drain(..) {
        // Usually it is complete and renamed, so that nothing is there.
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn only_complete_files_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let (done, cut) = (folder.path().join("done"), folder.path().join("cut"));
        let mut file = temporary_beside(&done).expect("a file");
        file.write_all(b"all").expect("written");
        file.persist(&done).expect("renamed");
        let unfinished = temporary_beside(&cut).expect("a file");
        remove_unfinished();
        let names: Vec<_> =
            std::fs::read_dir(folder.path()).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        assert_eq!(names, [done]);
        drop(unfinished);
    }
}
