//! The options of `calque pair`.

use super::{LangArgs, ReadArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Find out which file of one folder translates which of another
///
/// Files pair one to one. A file that alone has its name on either side, codes and names of languages
/// left out, pairs with its namesake unless the two have nothing in common; the rest pair by what is in
/// them. Folders inside the folders are looked into.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque pair site/en site/fr
  calque pair originals translations --format jsonl -o pairs.jsonl
  calque pair texts texts --source-lang en --target-lang fr
  calque pair en fr --by names
  calque pair crawl.warc.gz crawl.warc.gz

In the format tsv a line is source, target, score, how far the names agree, and the probability by
content. In jsonl there is also the evidence. Files without a partner come last, with the other side
empty. One folder with both languages in it may be given twice. A web archive (.warc, .warc.gz) counts
as a folder of its pages.")]
pub(crate) struct PairArgs {
    /// The folder or web archive of the originals
    pub(crate) source: PathBuf,

    /// The folder or web archive of the translations
    pub(crate) target: PathBuf,

    /// What to go by; names alone need not read the files
    #[arg(long, value_name = "WHAT", default_value = "both")]
    pub(crate) by: By,

    /// Leave files alone that pair with a lower score, from 0 to 1
    #[arg(long, value_name = "NUMBER", default_value_t = 0.5, value_parser = super::probability)]
    pub(crate) min_score: f32,

    /// How to write the pairs
    #[arg(long, short, value_name = "FORMAT", default_value = "tsv")]
    pub(crate) format: PairFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// What files are paired by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    Both,
    Names,
    Content,
}

/// A format of paired files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairFormat {
    Tsv,
    Jsonl,
}
