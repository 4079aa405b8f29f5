//! Arguments of `calque corpus stats`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown)]

use super::pairs::ReadPairsArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show what is in a corpus: counts, lengths, scores, languages, words
///
/// As a page for the terminal, as one HTML page with charts, or as JSON. Memory does not grow with
/// the corpus: distinct words are estimated, the commonest are exact unless very many differ.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque corpus stats clean.tsv.gz
  calque corpus stats clean.jsonl --filter-report report.json -o corpus.html
  calque corpus stats dropped.jsonl --format json")]
pub(crate) struct StatsArgs {
    /// The pairs: files, URLs, or - for standard input
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,

    /// terminal, html or json [default: by the name of -o, else terminal]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<StatsFormat>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The report of `calque corpus filter`, for the reasons of loss
    #[arg(long, value_name = "FILE")]
    pub(crate) filter_report: Option<PathBuf>,

    /// Do not score pairs that have no score
    #[arg(long)]
    pub(crate) no_scores: bool,

    #[command(flatten)]
    pub(crate) read: ReadPairsArgs,
}

/// A format of statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    Terminal,
    Html,
    Json,
}
