//! What holds for the whole project: names that mean one thing, files that can be read in one
//! go, and documents that list what there is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of the longest file allowed.
const LONGEST: usize = 500;
/// The median file has at most so many lines.
const MEDIAN: usize = 250;
/// The crates whose public types share one space of names.
const CRATES: [&str; 19] = [
    "aligner",
    "bitext",
    "calque",
    "cli",
    "diff",
    "encoder",
    "formats",
    "harvest",
    "lsp",
    "messages",
    "model",
    "others",
    "project",
    "report",
    "service",
    "text",
    "train",
    "tree",
    "workbench",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All files below `folder` with this extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|e| e == extension) {
                out.push(entry);
            }
        }
    }
    out.sort();
    out
}

fn sources() -> Vec<(&'static str, PathBuf)> {
    let of = |name: &'static str| {
        files(&root().join("crates").join(name).join("src"), "rs").into_iter().map(move |f| (name, f))
    };
    CRATES.into_iter().flat_map(of).collect()
}

#[test]
fn every_crate_is_looked_at() {
    let mut there: Vec<String> = fs::read_dir(root().join("crates"))
        .expect("crates")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    assert_eq!(there, CRATES);
}

#[test]
fn a_public_type_has_a_name_of_its_own() {
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, file) in sources() {
        for line in read(&file).lines() {
            let line = line.trim_start();
            let declared =
                ["pub struct ", "pub enum ", "pub trait ", "pub type "].iter().find_map(|k| line.strip_prefix(k));
            if let Some(rest) = declared {
                let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                homes.entry(word).or_default().push(name);
            }
        }
    }
    assert!(homes.len() > 100, "too few types found: {}", homes.len());
    let twice: Vec<_> = homes.iter().filter(|(_, crates)| crates.len() > 1).collect();
    assert!(twice.is_empty(), "public types that share a name: {twice:?}");
}

#[test]
fn a_file_can_be_read_in_one_go() {
    let mut lengths: Vec<(usize, PathBuf)> =
        sources().into_iter().map(|(_, f)| (read(&f).lines().count(), f)).collect();
    lengths.sort();
    let long: Vec<_> = lengths.iter().filter(|(n, _)| *n > LONGEST).collect();
    assert!(long.is_empty(), "over {LONGEST} lines: {long:?}");
    let median = lengths[lengths.len() / 2].0;
    assert!(median <= MEDIAN, "the median file has {median} lines");
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> = sources()
        .into_iter()
        .map(|(_, f)| f)
        .filter(|f| !f.ends_with("tests.rs") && !read(f).starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "no module head: {silent:?}");
}

/// The words between backticks of a page.
fn code_words(page: &str) -> Vec<String> {
    page.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Paths between backticks are those of files and folders, or their ends; `NAME` and `XX` stand for any.
#[test]
fn the_architecture_names_files_that_exist() {
    let page = read(&root().join("ARCHITECTURE.md"));
    let all: Vec<String> = ["crates", "training", "corpus", "docs"]
        .iter()
        .flat_map(|folder| ["rs", "md", "tsv", "txt"].map(|e| files(&root().join(folder), e)).concat())
        .map(|f| f.to_string_lossy().into_owned())
        .collect();
    let is_path =
        |w: &String| w.contains('/') && !w.contains([' ', '<', '{', '*']) && !w.contains("NAME") && !w.contains("XX");
    let mut paths = code_words(&page).into_iter().filter(is_path).peekable();
    assert!(paths.peek().is_some(), "no path found in ARCHITECTURE.md");
    for word in paths {
        let plain = word.trim_end_matches('/');
        let there = root().join(plain).exists() || all.iter().any(|f| f.ends_with(&format!("/{plain}")));
        assert!(there, "ARCHITECTURE.md names `{word}`, which is not there");
    }
    let words = code_words(&page);
    for name in CRATES.iter().filter(|n| **n != "calque") {
        assert!(words.contains(&format!("calque-{name}")), "ARCHITECTURE.md does not list crate {name}");
    }
}

#[test]
fn the_pages_list_every_filter_and_rule() {
    let cleaning = read(&root().join("docs/cleaning.md"));
    for filter in calque_harvest::filter::ALL {
        assert!(cleaning.contains(&format!("`{}`", filter.id())), "docs/cleaning.md does not name {}", filter.id());
    }
    let rules = read(&root().join("docs/rules/README.md"));
    for rule in calque_diff::catalogue() {
        assert!(rules.contains(&format!("[{}]", rule.id)), "docs/rules/README.md does not name {}", rule.id);
    }
}
