//! Arguments of `calque words`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::fetch::WebArgs;
use super::reading::{EncoderArgs, LangArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Link the words of pairs
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque words pairs.tsv
  calque words pairs.tsv --tokenized --source-lang en --target-lang fr
  calque words pairs.jsonl --format json

Pairs are lines of source<TAB>target, or JSON objects as for `calque check --pairs`. In the format
pharaoh each line is a pair: source-target token numbers from 0, such as 0-0 1-2. json has the tokens,
the links with their probabilities, units of several words, how many links each token has (0: NULL),
and how surely the other side renders it.")]
pub(crate) struct WordsArgs {
    /// The pairs: a file, a URL, or - for standard input
    pub(crate) pairs: PathBuf,

    /// The texts are tokens already, separated by single spaces
    #[arg(long)]
    pub(crate) tokenized: bool,

    /// How to write the links
    #[arg(long, short, value_name = "FORMAT", default_value = "pharaoh")]
    pub(crate) format: LinkFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) encoder: EncoderArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) web: WebArgs,
}

/// A format of word links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LinkFormat {
    Pharaoh,
    Json,
}
