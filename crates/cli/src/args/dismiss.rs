//! Arguments of `calque dismiss`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::reading::{LangArgs, ReadArgs};
use super::suppression::KnownArgs;
use clap::Args;
use std::path::PathBuf;

/// Dismiss findings by the ids that a check shows, with a reason
///
/// Writes an entry for each into a list, calque-dismissed.toml in this folder unless --suppress or
/// calque.toml name another. The next check in this folder reads the list, leaves the findings out, and says so.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque check article.en.txt article.fr.txt            shows, say, [36ee] and [d4d2]
  calque dismiss 36ee d4d2 article.en.txt article.fr.txt --reason \"the agency corrected it\"
  calque check article.en.txt article.fr.txt            leaves both out
  calque dismiss 36ee --report report.json --reason \"agreed with the desk\" --who night

The texts and options are those of the check, so that its line can be repeated with another command.
An id may be shortened as long as no other begins so. An entry holds while the words of the finding stay
and half of its segments' words; the list is a text file that may be edited.")]
pub(crate) struct DismissArgs {
    /// The ids, or how they begin, and the two texts that were checked, in any order; with --report, ids only
    #[arg(required = true, value_name = "ID|TEXT")]
    pub(crate) ids_and_texts: Vec<PathBuf>,

    /// Why, for those who read the list
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,

    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub(crate) who: Option<String>,

    /// Find the ids in this report of a check (json or jsonl) instead of checking the texts again
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// Also dismiss findings of texts that do not seem to be translations of each other
    #[arg(long)]
    pub(crate) allow_unrelated: bool,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) known: KnownArgs,
}
