//! Files that were dropped on the page: kept in a folder of their own until they are opened.

use crate::answer::ApiError;
use calque_formats::DEFAULT_MAX_BYTES;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The largest file, in bytes, where the settings say nothing else: no text that somebody edits is larger.
const MAX_UPLOAD: u64 = 256 << 20;
/// How many are kept at a time.
const KEPT: usize = 16;

/// Files that were dropped on the page.
#[derive(Debug)]
pub(crate) struct Uploads {
    folder: tempfile::TempDir,
    /// The largest one, in bytes.
    pub(crate) max_size: u64,
    names: Mutex<HashMap<String, Upload>>,
}

/// A file that was dropped on the page.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// Its name, for people and for its ending: never a path on this machine.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    order: usize,
}

impl Uploads {
    pub(crate) fn new(max_size: u64) -> std::io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("calque-").tempdir()?;
        let max_size = if max_size == DEFAULT_MAX_BYTES { MAX_UPLOAD } else { max_size };
        Ok(Self { folder, max_size, names: Mutex::new(HashMap::new()) })
    }

    /// A place for a new file of this name; `id` is what the page will call it.
    pub(crate) fn place(&self, id: &str) -> PathBuf {
        self.folder.path().join(id)
    }

    /// Adds the file that was written to the place of `id`; the oldest of too many goes.
    pub(crate) fn add(&self, id: &str, name: &str) -> Upload {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let order = names.values().map(|u| u.order + 1).max().unwrap_or(0);
        let upload = Upload { name: plain_name(name), path: self.place(id), order };
        names.insert(id.to_owned(), upload.clone());
        if names.len() > KEPT
            && let Some(oldest) = names.iter().min_by_key(|(_, u)| u.order).map(|(id, _)| id.clone())
            && let Some(gone) = names.remove(&oldest)
        {
            let _ = std::fs::remove_file(gone.path);
        }
        upload
    }

    /// An upload by its id.
    pub(crate) fn get(&self, id: &str) -> Result<Upload, ApiError> {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = || ApiError::not_found(calque_messages::message!("web-no-upload"));
        names.get(id).cloned().ok_or_else(missing)
    }
}

/// The last part of a name, without characters that no file name has.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if plain.trim_matches(['.', ' ']).is_empty() { "text".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_is_never_a_path() {
        for (given, name) in [
            ("a.docx", "a.docx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\texts\\fr.txt", "fr.txt"),
            ("..", "text"),
            ("", "text"),
            ("<img src=x>.md", "<img src=x>.md"),
            ("a\0b\n.txt", "ab.txt"),
        ] {
            assert_eq!(plain_name(given), name, "{given:?}");
        }
    }
}
