//! Arguments of `calque corpus dedup`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown)]

use super::pairs::{OutcomeArgs, PairFilesArgs, ReadPairsArgs, WritePairsArgs};
use crate::args::reading::probability;
use calque::ReadSettings;
use clap::{Args, ValueEnum};

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
#[command(mut_arg("rejected", |a| a.help("Write the copies to this file")))]
#[command(mut_arg("report", |a| a.help("Write counts to this file, as JSON")))]
pub(crate) struct DedupArgs {
    #[command(flatten)]
    pub(crate) files: PairFilesArgs,

    /// What makes copies: the same characters, the same words whatever their form, or nearly the same words
    #[arg(long = "match", value_name = "HOW", default_value = "near")]
    pub(crate) by: MatchArg,

    /// How much near copies overlap in words and pairs of words, from 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = probability, default_value_t = 0.8)]
    pub(crate) near: f32,

    /// Which side is compared: both, source or target
    #[arg(long, value_name = "SIDE", default_value = "both")]
    pub(crate) side: SideArg,

    /// Memory for sorting, such as 1GB
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size, default_value = "256MB")]
    pub(crate) memory: u64,

    #[command(flatten)]
    pub(crate) outcome: OutcomeArgs,

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
