//! Arguments of `calque segment`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::reading::ReadArgs;
use calque_text::Lang;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Cut a text into sentences
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque segment article.fr.txt
  calque segment page.html --format jsonl
  curl -s https://example.org/ | calque segment - --input-format html

In the format lines each sentence stands on a line of its own, with an empty line between blocks.")]
pub(crate) struct SegmentArgs {
    /// The text: a file, a URL, or - for standard input
    pub(crate) file: PathBuf,

    /// Language of the text, such as fr [default: found out]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    /// How to write the sentences
    #[arg(long, short, value_name = "FORMAT", default_value = "lines")]
    pub(crate) format: SegmentFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// A format of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SegmentFormat {
    Lines,
    Jsonl,
}
