//! Options of `calque corpus filter`, `dedup` and `stats`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown)]

use super::corpus::{PairFilesArgs, ReadPairsArgs, WritePairsArgs};
use calque::ReadSettings;
use calque_harvest::filter::Preset;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Which filters run, and how strictly; shared by the commands that filter.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct ScreenArgs {
    /// How strict: loose, normal or strict
    #[arg(long, value_name = "PRESET", default_value = "normal", value_parser = preset)]
    pub(crate) preset: Preset,

    /// Move a threshold or turn a filter off, as in ratio.threshold=2.5 or copy=off; may be repeated
    #[arg(long, value_name = "FILTER=NUMBER")]
    pub(crate) set: Vec<String>,

    /// Leave the texts as they are: no repair of encodings, entities, spaces and quotation marks
    #[arg(long)]
    pub(crate) no_repair: bool,

    /// Words that no pair may have, one a line; drops what has more than profanity.threshold of them
    #[arg(long, value_name = "FILE")]
    pub(crate) profanity: Option<PathBuf>,

    /// Drop pairs with a side near to one of these texts: a test set, as pairs or as plain lines; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) test_set: Vec<PathBuf>,
}

/// Keep the good pairs of a corpus, with a reason for each that is dropped
///
/// Texts are mended first (doubly encoded letters, HTML entities, spaces, quotation marks). Then
/// the filters run, the cheapest first, until one rejects the pair; near copies go last.
/// `calque explain` describes every filter.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque corpus filter crawl.tsv.gz -o clean.tsv.gz
  calque corpus filter crawl.tsv -o clean.jsonl --preset strict --rejected dropped.jsonl --report report.json
  calque corpus filter crawl.tsv -o scored.tsv --annotate --set fidelity=0
  calque corpus filter crawl.tsv --explain --set ratio=2")]
pub(crate) struct FilterArgs {
    #[command(flatten)]
    pub(crate) files: PairFilesArgs,

    /// Write what is dropped to this file, each with its reasons in `rejected_by`
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,

    /// Write counts and thresholds to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// List records that cannot be read in this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,

    /// Keep every pair, and add the score of each filter (`filter_NAME`) and the reasons
    #[arg(long)]
    pub(crate) annotate: bool,

    /// Show pairs near each threshold instead of writing any
    #[arg(long, conflicts_with_all = ["annotate", "output", "rejected"])]
    pub(crate) explain: bool,

    /// How many pairs --explain shows for each filter
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(crate) explain_pairs: usize,

    /// Memory for finding copies, such as 256MB
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size, default_value = "256MB")]
    pub(crate) memory: u64,

    #[command(flatten)]
    pub(crate) screen: ScreenArgs,

    #[command(flatten)]
    pub(crate) read: ReadPairsArgs,

    #[command(flatten)]
    pub(crate) write: WritePairsArgs,
}

/// Keep one copy of each pair of a corpus
///
/// Of copies the one with the highest score stays, of equals the first; the order stays as it is.
/// Memory does not grow with the corpus but for one bit a pair: what sorting needs beyond --memory
/// is on disk, in TMPDIR.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque corpus dedup all.tsv.zst -o unique.tsv.zst
  calque corpus dedup a.jsonl b.jsonl -o unique.jsonl --near 0.7 --rejected copies.jsonl
  calque corpus dedup all.tsv -o unique.tsv --match folded --side target")]
pub(crate) struct DedupArgs {
    #[command(flatten)]
    pub(crate) files: PairFilesArgs,

    /// What makes copies: the same characters, the same words whatever their form, or nearly the same words
    #[arg(long = "match", value_name = "HOW", default_value = "near")]
    pub(crate) by: MatchArg,

    /// How much near copies overlap in words and pairs of words, from 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = super::probability, default_value_t = 0.8)]
    pub(crate) near: f32,

    /// Which side is compared: both, source or target
    #[arg(long, value_name = "SIDE", default_value = "both")]
    pub(crate) side: SideArg,

    /// Memory for sorting, such as 1GB
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size, default_value = "256MB")]
    pub(crate) memory: u64,

    /// Write the copies to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,

    /// Write counts to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// List records that cannot be read in this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadPairsArgs,

    #[command(flatten)]
    pub(crate) write: WritePairsArgs,
}

/// What makes copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchArg {
    Exact,
    Folded,
    Near,
}

/// Which side is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideArg {
    Both,
    Source,
    Target,
}

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

fn preset(text: &str) -> Result<Preset, String> {
    let found = Preset::ALL.into_iter().find(|p| p.as_str() == text);
    found.ok_or_else(|| "choose one of loose, normal, strict".into())
}
