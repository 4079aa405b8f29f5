//! Arguments of `calque corpus`, one file per subcommand.

pub(crate) mod build;
pub(crate) mod convert;
pub(crate) mod dedup;
pub(crate) mod filter;
pub(crate) mod pairs;
pub(crate) mod stats;

use clap::{Args, Subcommand};

/// Make, clean and convert corpora of pairs
#[derive(Debug, Args)]
pub(crate) struct CorpusArgs {
    #[command(subcommand)]
    pub(crate) command: CorpusCommand,
}

/// What to do with a corpus.
#[derive(Debug, Subcommand)]
pub(crate) enum CorpusCommand {
    Build(build::BuildArgs),
    Merge(build::MergeArgs),
    Convert(convert::ConvertArgs),
    Filter(filter::FilterArgs),
    Dedup(dedup::DedupArgs),
    Stats(stats::StatsArgs),
}
