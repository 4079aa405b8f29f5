//! Options of `calque corpus build` and `calque corpus merge`.

use crate::args::fetch::PaceArgs;
use crate::args::pair::By;
use crate::args::reading::{LangArgs, ReadArgs, probability};
use calque::ReadSettings;
use calque_harvest::corpus::Shard;
use clap::Args;
use std::path::PathBuf;

/// Make a corpus of aligned sentences from documents and their translations
///
/// Pairs the documents, reads, segments, aligns and scores them, leaves out what is not good and what is
/// there twice, and writes files of pairs with a report. A run that was stopped, by whatever, goes on when
/// the same command is given again, and ends with the same bytes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque corpus build site/en site/fr -o corpus
  calque corpus build --manifest pairs.tsv -o corpus --format tsv.gz
  calque corpus build --urls urls.txt -o corpus
  calque corpus build --warc crawl-*.warc.gz -o corpus
  calque corpus build --manifest pairs.tsv -o shards --shard 3/16
  calque corpus build                            as [corpus] in calque.toml says

A manifest has a pair of paths or URLs a line, source<TAB>target, or JSON with \"source\" and
\"target\"; `calque pair` writes one. A list of --urls has a URL or path a line, in both languages.
Which of them belong together is found out, as it is for folders and web archives.

The folder of the results holds data/train-00000-of-000NN files, errors.jsonl (what could not be
used, and what to do about it), documents.jsonl (what each pair of documents gave), report.html
and report.json, and beside JSON lines and Parquet README.md, the card of a data set. The exit
status is 0 also if some documents could not be used.")]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct BuildArgs {
    /// The folder of the originals, or a web archive; without TARGET, of both
    pub(crate) source: Option<PathBuf>,

    /// The folder of the translations, or a web archive
    pub(crate) target: Option<PathBuf>,

    /// A list of pairs of documents, instead of folders
    #[arg(long, value_name = "FILE", conflicts_with = "source")]
    pub(crate) manifest: Option<PathBuf>,

    /// A list of pages and files in both languages, to be paired
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "manifest"])]
    pub(crate) urls: Option<PathBuf>,

    /// Web archives with pages in both languages, to be paired
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["source", "manifest", "urls"])]
    pub(crate) warc: Vec<PathBuf>,

    /// The folder of the results
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// What to pair documents by [default: both]
    #[arg(long, value_name = "WHAT")]
    pub(crate) pair_by: Option<By>,

    /// Leave files alone that pair with a lower score, from 0 to 1 [default: 0.5]
    #[arg(long, value_name = "NUMBER", value_parser = probability)]
    pub(crate) min_pair_score: Option<f32>,

    /// Also pair passages that stand in another order in the translation, and glossaries sorted anew
    #[arg(long)]
    pub(crate) crossings: bool,

    /// Filters: strict, normal, loose, or none to keep all pairs, copies too [default: normal]
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<String>,

    /// Change a threshold of the filters, such as ratio=2.5 or numbers=off; may be repeated
    #[arg(long = "set", value_name = "FILTER=NUMBER")]
    pub(crate) filters: Vec<String>,

    /// Replace a corpus that was made with other filters, without asking
    #[arg(long)]
    pub(crate) replace: bool,

    /// Do not repair texts (doubly encoded letters, entities, spaces, quotation marks)
    #[arg(long)]
    pub(crate) no_repair: bool,

    /// Check each pair with all rules of drift and write how faithful it is; slower
    #[arg(long)]
    pub(crate) fidelity: bool,

    /// Do one part of the work; `calque corpus merge` puts the parts together
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,

    #[command(flatten)]
    pub(crate) write: WriteCorpusArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten, next_help_heading = "Inputs that are URLs")]
    pub(crate) pace: PaceArgs,
}

/// How to write a corpus.
#[derive(Debug, Args)]
#[command(next_help_heading = "Writing")]
pub(crate) struct WriteCorpusArgs {
    /// Format of the pairs, with .gz or .zst behind it if they are to be packed [default: jsonl]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<String>,

    /// Pairs in a file at most [default: 1000000]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) pairs_per_file: Option<u64>,

    /// Name of the corpus, for the card of a data set [default: its languages]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Licence of the corpus, for the card, such as cc-by-4.0
    #[arg(long, value_name = "LICENCE")]
    pub(crate) licence: Option<String>,
}

/// What a run may take.
#[derive(Debug, Args)]
#[command(next_help_heading = "Running")]
pub(crate) struct RunArgs {
    /// Memory that the run may take, such as 500MB or 8GB [default: 2GB]
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size)]
    pub(crate) memory: Option<u64>,

    /// Threads [default: one for each core]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// Put together what `calque corpus build --shard` made
///
/// Duplicates are found across all shards. The corpus is the one that a single run makes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque corpus merge shards -o corpus
  calque corpus merge node1/00001-of-00002 node2/00002-of-00002 -o corpus --format tsv.gz")]
pub(crate) struct MergeArgs {
    /// Folders of shards, or folders that hold them
    #[arg(required = true, value_name = "FOLDER")]
    pub(crate) shards: Vec<PathBuf>,

    /// The folder of the results
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: PathBuf,

    #[command(flatten)]
    pub(crate) write: WriteCorpusArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}
