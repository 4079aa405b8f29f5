//! Arguments of `calque diff`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::reading::ReadArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show what changed between two versions of a translation
///
/// Sentence by sentence, and with --reference whether each change came nearer to
/// the original or moved away from it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque diff draft.fr.txt final.fr.txt
  calque diff draft.fr.txt final.fr.txt --reference article.en.txt
  calque diff draft.fr.txt final.fr.txt --format json")]
pub(crate) struct DiffArgs {
    /// The old version: a file, a URL, or - for standard input
    pub(crate) old: PathBuf,

    /// The new version: a file, a URL, or - for standard input
    pub(crate) new: PathBuf,

    /// The original, to judge each change by
    #[arg(long, value_name = "FILE")]
    pub(crate) reference: Option<PathBuf>,

    /// How to write the changes
    #[arg(long, short, value_name = "FORMAT", default_value = "terminal")]
    pub(crate) format: DiffFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// A format of revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Terminal,
    Json,
}
