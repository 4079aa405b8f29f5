//! `json`: everything, for programs; described in `docs/status.md`. Fields are added and never renamed or removed
//! while `schema` stays the same.

use crate::page::{LanguageStatus, PageState, PageStatus, TreeStatus};
use serde::Serialize;
use serde_json::{Map, Value};

const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Root<'a> {
    tool: &'static str,
    version: &'static str,
    schema: u32,
    source: &'a str,
    source_lang: &'a str,
    warnings: &'a [String],
    languages: Vec<Language<'a>>,
}

#[derive(Serialize)]
struct Language<'a> {
    target: &'a str,
    target_lang: &'a str,
    share: f64,
    counts: Map<String, Value>,
    pages: &'a [PageStatus],
}

pub(super) fn emit(tree: &TreeStatus) -> String {
    let root = Root {
        tool: "calque",
        version: env!("CARGO_PKG_VERSION"),
        schema: SCHEMA,
        source: &tree.folder,
        source_lang: &tree.lang,
        warnings: &tree.warnings,
        languages: tree.languages.iter().map(language).collect(),
    };
    // Strings and numbers always serialise.
    serde_json::to_string_pretty(&root).unwrap_or_default() + "\n"
}

fn language(language: &LanguageStatus) -> Language<'_> {
    Language {
        target: &language.folder,
        target_lang: &language.lang,
        share: (language.share() * 1e4).round() / 1e4,
        counts: PageState::ALL.map(|s| (s.as_str().to_owned(), language.count(s).into())).into_iter().collect(),
        pages: &language.pages,
    }
}
