//! Arguments of `calque corpus filter`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown)]

use super::pairs::{OutcomeArgs, PairFilesArgs, ReadPairsArgs, WritePairsArgs};
use calque::ReadSettings;
use clap::Args;
use std::path::PathBuf;

/// Which filters run, and how strictly; shared by the commands that filter.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct ScreenArgs {
    /// How strict: loose, normal, strict, or none to keep all pairs, copies too
    #[arg(long, value_name = "PRESET", default_value = "normal")]
    pub(crate) preset: String,

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
#[command(mut_arg("rejected", |a| a.help("Write what is dropped to this file, each with its reasons in `rejected_by`")))]
#[command(mut_arg("report", |a| a.help("Write counts and thresholds to this file, as JSON")))]
pub(crate) struct FilterArgs {
    #[command(flatten)]
    pub(crate) files: PairFilesArgs,

    #[command(flatten)]
    pub(crate) outcome: OutcomeArgs,

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
