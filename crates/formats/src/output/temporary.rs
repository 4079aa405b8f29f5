//! Files that are being written under another name until they are complete, and
//! what becomes of them when the user stops the program: nothing stays.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// The names of all such files so far. Who is done has another name or is gone, so that removing by
/// these names does no harm.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary file in the folder of a path, that anybody may read whom the umask allows, as if
/// it were created in place.
pub fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".calque-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // Held from before there is a file, so that none can be missed by `remove_unfinished`.
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    let file = builder.tempfile_in(folder)?;
    begun.push(file.path().to_path_buf());
    Ok(file)
}

/// Removes the files that are not complete; the last thing a program does that was told to stop.
pub fn remove_unfinished() {
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    for path in begun.drain(..) {
        // It is most often complete and renamed, and so not there.
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn only_what_is_complete_stays() {
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
