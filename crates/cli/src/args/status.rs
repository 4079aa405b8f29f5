//! Arguments of `calque status`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::reading::LangArgs;
use calque_tree::{PageState, StatusFormat};
use clap::Args;
use std::path::PathBuf;

/// See which pages of a documentation tree are translated, and what each translation lacks
///
/// Pairs the pages of a folder of originals with those of its translations, by path, front matter and content, and
/// says of each: missing, orphan, in step, behind (which sections, headings, paragraphs, list items and blocks of code
/// have no counterpart), or differs in meaning. By content, never by date.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque status docs/en docs/fr
  calque status docs/en docs/fr docs/de --format markdown -o STATUS.md
  calque status docs/en docs/fr --since translation
  calque status docs/en docs/fr --write-baseline known-pages.jsonl
  calque status docs/en docs/fr --baseline known-pages.jsonl --fail-on missing,behind
  calque status                            # what [tree] of calque.toml says

A comment <!-- calque-ignore --> before a block of Markdown or HTML, or a note \"calque-ignore\" in
PO, sets that part apart; <!-- calque-ignore-file: why --> a whole page. Results are kept by
content: only pages that changed are compared again.

The exit status is 1 if --fail-on names a state and a page is in it.")]
pub(crate) struct StatusArgs {
    /// The folder of the originals [default: source of [tree]]
    pub(crate) source: Option<PathBuf>,

    /// The folders of the translations [default: targets of [tree]]
    pub(crate) targets: Vec<PathBuf>,

    /// terminal, json, markdown, html, junit or sarif [default: by the name of -o, else terminal]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<StatusFormat>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Exit with status 1 if a page is in one of these states, with commas: missing, untranslated, unrelated, behind,
    /// changed, differs, orphan, unreadable; any for each of them
    #[arg(long, value_name = "STATES", value_parser = states)]
    pub(crate) fail_on: Option<States>,

    /// Also say what the originals changed since, as Git knows: translation (since the last commit of each
    /// translation), or a revision such as v1.2 (since then, where the translation is older)
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,

    /// Only pages that match, such as 'guide/**/*.md'; may be given several times
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,

    /// Leave out pages that match, such as 'blog/'; may be given several times
    #[arg(long, value_name = "PATTERN")]
    pub(crate) exclude: Vec<String>,

    /// Leave out what this file knows, as --write-baseline made it; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Vec<PathBuf>,

    /// Write all that is open to this file, and count it as known from now on
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Also list the pages that are in step, and every part of a page (terminal and markdown)
    #[arg(long)]
    pub(crate) all: bool,

    /// Keep results in this folder [default: calque/status in the user's cache folder]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(crate) cache: Option<PathBuf>,

    /// Compare all pages anew, and keep nothing
    #[arg(long)]
    pub(crate) no_cache: bool,

    #[command(flatten)]
    pub(crate) langs: LangArgs,
}

/// States of pages that make the command fail.
#[derive(Clone, Debug, Default)]
pub(crate) struct States(pub(crate) Vec<PageState>);

fn states(text: &str) -> Result<States, String> {
    if text == "never" {
        return Ok(States::default());
    }
    let open = || PageState::ALL.into_iter().filter(|s| s.is_open());
    if text == "any" {
        return Ok(States(open().collect()));
    }
    let names = || open().map(PageState::as_str).collect::<Vec<_>>().join(", ");
    let state = |name: &str| {
        let found = open().find(|s| s.as_str() == name.trim());
        found.ok_or_else(|| format!("`{name}` is no state: choose of {}, any, never", names()))
    };
    text.split(',').map(state).collect::<Result<Vec<_>, _>>().map(States)
}
