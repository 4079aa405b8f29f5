//! Which file is the original of a translation.
//!
//! In this order:
//! 1. a comment in the first or last five lines of the translation, in any syntax of comments:
//!    `calque: original=../en/guide.md`;
//! 2. the trees of the settings: the same path in the folder of the originals;
//! 3. the code of a language in the path, a folder or an ending: `docs/fr/guide.md` and `docs/en/guide.md`,
//!    `guide.fr.md` and `guide.en.md` or `guide.md`.

use calque_text::Lang;
use std::path::{Component, Path, PathBuf};

/// How many lines at either end of a text may hold the comment that names the original.
const LINES_OF_COMMENT: usize = 5;
/// The languages that are looked for where the path has the code of one.
const KNOWN: [Lang; 2] = [Lang::EN, Lang::FR];

/// A folder of originals, and one of their translations with the same paths below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The folder of the originals.
    pub source: PathBuf,
    /// The folder of the translations.
    pub target: PathBuf,
}

/// The original of the translation at `path` with the words `text`, if one is there. `originals` is the
/// language of originals, for files that only their paths pair: of `a.en.md` and `a.fr.md` the original is
/// the one in that language.
pub fn original_of(path: &Path, text: &str, trees: &[Tree], originals: Lang) -> Option<PathBuf> {
    let is_other = |found: &PathBuf| found != path && found.is_file();
    if let Some(named) = named_in(text) {
        let folder = path.parent().unwrap_or(Path::new(""));
        return Some(cleaned(&folder.join(named))).filter(is_other);
    }
    let in_tree = |tree: &Tree| Some(tree.source.join(path.strip_prefix(&tree.target).ok()?));
    if let Some(found) = trees.iter().filter_map(in_tree).find(is_other) {
        return Some(found);
    }
    let is_original = trees.iter().any(|t| path.starts_with(&t.source));
    let own = || language_of(path).filter(|&l| l != originals);
    if is_original { None } else { by_language(path, own()?, originals).into_iter().find(is_other) }
}

/// The path that a comment of the text names.
fn named_in(text: &str) -> Option<&str> {
    const KEY: &str = "calque: original=";
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(LINES_OF_COMMENT).max(LINES_OF_COMMENT.min(lines.len()));
    let ends = lines.iter().take(LINES_OF_COMMENT).chain(&lines[last..]);
    let named = ends.filter_map(|line| line.split_once(KEY)).map(|(_, rest)| rest).next()?;
    let named = match named.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => named.split_whitespace().next()?,
    };
    let named = named.trim_end_matches("-->").trim_end_matches("*/");
    (!named.is_empty()).then_some(named)
}

/// `a/b/../c` as `a/c`, without asking the disk.
fn cleaned(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

/// The language that a folder name or an ending names: `fr`, `fr-CA`, `fr_FR`.
fn named_language(name: &str) -> Option<Lang> {
    let (code, region) = name.split_once(['-', '_']).unwrap_or((name, "CA"));
    let is_region = region.len() == 2 && region.chars().all(|c| c.is_ascii_alphabetic());
    KNOWN.into_iter().find(|l| is_region && code.eq_ignore_ascii_case(l.code()))
}

/// The language in the path: of its last ending but one, else of the innermost folder that names one.
fn language_of(path: &Path) -> Option<Lang> {
    let of_ending = Path::new(path.file_stem()?).extension().and_then(|e| named_language(e.to_str()?));
    let mut folders = path.parent()?.components().rev();
    of_ending.or_else(|| folders.find_map(|c| named_language(c.as_os_str().to_str()?)))
}

/// The paths at which the counterpart in `wanted` of the file at `path`, in the language `own`, may be.
fn by_language(path: &Path, own: Lang, wanted: Lang) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let (stem, ending) = (path.file_stem().map(Path::new), path.extension().map(std::ffi::OsStr::to_os_string));
    if let Some(stem) = stem
        && stem.extension().and_then(|e| named_language(e.to_str()?)) == Some(own)
    {
        let with = |name: PathBuf| {
            let mut name = name.into_os_string();
            if let Some(ending) = &ending {
                name.push(".");
                name.push(ending);
            }
            path.with_file_name(name)
        };
        found.push(with(stem.with_extension(wanted.code())));
        found.push(with(stem.with_extension("")));
    }
    let parts: Vec<Component<'_>> = path.components().collect();
    for at in (0..parts.len().saturating_sub(1)).rev() {
        let Some(name) = parts[at].as_os_str().to_str().filter(|n| named_language(n) == Some(own)) else { continue };
        let before: PathBuf = parts[..at].iter().collect();
        let after: PathBuf = parts[at + 1..].iter().collect();
        let region = name.split_once(['-', '_']).map(|_| format!("{}-US", wanted.code()));
        for folder in [Some(wanted.code().to_owned()), region].into_iter().flatten() {
            found.push(before.join(folder).join(&after));
        }
        // Originals may lie beside the folders of translations: docs/guide.md and docs/fr/guide.md.
        found.push(before.join(&after));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, "text").expect("written");
        }
        folder
    }

    #[test]
    fn paths_with_the_code_of_a_language_are_paired() {
        let files = [
            "docs/en/a/guide.md",
            "docs/fr/a/guide.md",
            "news.en.txt",
            "news.fr.txt",
            "x.md",
            "x.fr.md",
            "site/page.html",
            "site/fr-CA/page.html",
            "fr/alone.md",
        ];
        let folder = folder(&files);
        let found = |name: &str| {
            let found = original_of(&folder.path().join(name), "", &[], Lang::EN)?;
            Some(found.strip_prefix(folder.path()).expect("below").display().to_string())
        };
        assert_eq!(found("docs/fr/a/guide.md").as_deref(), Some("docs/en/a/guide.md"));
        assert_eq!(found("news.fr.txt").as_deref(), Some("news.en.txt"));
        assert_eq!(found("x.fr.md").as_deref(), Some("x.md"));
        assert_eq!(found("site/fr-CA/page.html").as_deref(), Some("site/page.html"));
        for original_or_alone in ["docs/en/a/guide.md", "news.en.txt", "x.md", "fr/alone.md"] {
            assert_eq!(found(original_or_alone), None, "{original_or_alone}");
        }
    }

    #[test]
    fn a_comment_and_a_tree_name_the_original() {
        let folder = folder(&["src/a.md", "i18n/fr/current/a.md", "other/b.md"]);
        let path = folder.path().join("i18n/fr/current/a.md");
        let tree = Tree { source: folder.path().join("src"), target: folder.path().join("i18n/fr/current") };
        let trees = [tree];
        assert_eq!(original_of(&path, "", &trees, Lang::EN), Some(folder.path().join("src/a.md")));
        assert_eq!(original_of(&folder.path().join("src/a.md"), "", &trees, Lang::EN), None);
        let comment = "# Titre\n\n<!-- calque: original=../../../other/b.md -->\n";
        assert_eq!(original_of(&path, comment, &trees, Lang::EN), Some(folder.path().join("other/b.md")));
        // A comment that names a missing file is not overruled by a guess.
        assert_eq!(original_of(&path, "% calque: original=gone.tex\n", &trees, Lang::EN), None);
        assert_eq!(named_in("# calque: original=\"a b.md\" and more"), Some("a b.md"));
        let far = format!("{}calque: original=a.md\n{}", "x\n".repeat(9), "x\n".repeat(9));
        assert_eq!(named_in(&far), None);
    }
}
