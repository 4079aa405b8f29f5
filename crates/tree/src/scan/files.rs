//! The files of a tree, and the language that the name of its folder says.

use super::patterns::Patterns;
use crate::error::TreeError;
use calque_text::Lang;
use std::path::{Path, PathBuf};

/// The most files of a tree.
const MAX_FILES: usize = 200_000;
/// The deepest folder.
const MAX_DEPTH: usize = 64;

/// A page on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path inside the tree, with `/`.
    pub(crate) name: String,
}

/// The pages of a folder in the order of their names; hidden files and the folders `without` are left out.
pub(crate) fn pages_of(folder: &Path, patterns: &Patterns, without: &[PathBuf]) -> Result<Vec<PageFile>, TreeError> {
    if !folder.is_dir() {
        let what = format!("{}: is {}", folder.display(), if folder.exists() { "no folder" } else { "not there" });
        return Err(TreeError::usage(what, "give the folder of the originals, then those of the translations"));
    }
    let mut pages = Vec::new();
    walk(folder, "", 0, patterns, without, &mut pages)?;
    pages.sort_by(|a: &PageFile, b| a.name.cmp(&b.name));
    Ok(pages)
}

fn walk(
    folder: &Path,
    inside: &str,
    depth: usize,
    patterns: &Patterns,
    without: &[PathBuf],
    pages: &mut Vec<PageFile>,
) -> Result<(), TreeError> {
    let fail = |e: std::io::Error| {
        TreeError::usage(format!("{}: cannot be read: {e}", folder.display()), "check who may read it")
    };
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let (path, inner) = (entry.path(), format!("{inside}{name}"));
        // Links to folders are not followed, as they may form a cycle.
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            let left_out = path.canonicalize().is_ok_and(|p| without.contains(&p));
            if depth < MAX_DEPTH && !left_out {
                walk(&path, &format!("{inner}/"), depth + 1, patterns, without, pages)?;
            }
        } else if patterns.admit(&inner) && path.is_file() {
            pages.push(PageFile { path, name: inner });
        }
        if pages.len() > MAX_FILES {
            let what = format!("{}: has more than {MAX_FILES} pages", folder.display());
            return Err(TreeError::usage(what, "name a folder inside it, or leave some out with --exclude"));
        }
    }
    Ok(())
}

/// The language that the name of a folder says: `docs/fr`, `content/fr-FR`, `i18n/pt_BR/docs`.
pub(crate) fn language_of_folder(folder: &Path) -> Option<Lang> {
    let parts: Vec<String> = folder.components().map(|c| c.as_os_str().to_string_lossy().to_lowercase()).collect();
    parts.iter().rev().take(4).find_map(|part| {
        let code = part.split(['-', '_']).next().unwrap_or(part);
        let is_code = code.len() == 2 && part.len() <= 7 && code.chars().all(|c| c.is_ascii_lowercase());
        let known = ["en", "fr", "de", "es", "it", "nl", "pt", "ja", "zh", "ko", "ru", "pl", "uk", "tr", "ar", "cs"];
        if is_code && known.contains(&code) { code.parse().ok() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_say_their_language() {
        for (folder, code) in [
            ("docs/fr", Some("fr")),
            ("i18n/pt_BR/docs/current", Some("pt")),
            ("content.fr", None),
            ("docs/EN-us", Some("en")),
            ("no/such", None),
        ] {
            let said = language_of_folder(Path::new(folder)).map(|lang| lang.code().to_owned());
            assert_eq!(said.as_deref(), code, "{folder}");
        }
    }
}
