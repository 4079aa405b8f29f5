//! The options of `calque pair`.

use super::fetch::PaceArgs;
use super::others::VectorArgs;
use super::reading::{LangArgs, ReadArgs};
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
  calque pair en fr --pair-by names
  calque pair crawl.warc.gz crawl.warc.gz
  calque pair --urls urls.txt -o pairs.tsv

In the format tsv a line is source, target, score, how far the names agree, and the probability by
content. In jsonl there is also the evidence. Files without a partner come last, with the other side
empty. One folder with both languages in it may be given twice. A web archive (.warc, .warc.gz) counts
as a folder of its pages. A list of --urls has a URL or path a line, in both languages.")]
pub(crate) struct PairArgs {
    /// The folder or web archive of the originals
    #[arg(required_unless_present = "urls")]
    pub(crate) source: Option<PathBuf>,

    /// The folder or web archive of the translations
    #[arg(required_unless_present = "urls")]
    pub(crate) target: Option<PathBuf>,

    /// A list of pages and files in both languages, instead of folders
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "target"])]
    pub(crate) urls: Option<PathBuf>,

    /// What to go by; names alone need not read the files
    #[arg(long = "pair-by", alias = "by", value_name = "WHAT", default_value = "both")]
    pub(crate) by: By,

    /// Leave files alone that pair with a lower score, from 0 to 1
    #[arg(
        long = "min-pair-score",
        alias = "min-score",
        value_name = "NUMBER",
        default_value_t = 0.5,
        value_parser = super::reading::probability
    )]
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

    #[command(flatten, next_help_heading = "Inputs that are URLs")]
    pub(crate) pace: PaceArgs,

    #[command(flatten)]
    pub(crate) vectors: VectorArgs,
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
