//! `calque corpus`: one file per task.

mod build;
mod clean;
mod convert;
mod dedup;
mod filter;
mod stats;

use crate::args::Cli;
use crate::args::corpus::{CorpusArgs, CorpusCommand};
use crate::failure::Failure;
use calque_formats::pairs::Losses;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &CorpusArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        CorpusCommand::Build(args) => build::run(cli, args),
        CorpusCommand::Merge(args) => build::run_merge(cli, args),
        CorpusCommand::Convert(args) => convert::run(args),
        CorpusCommand::Filter(args) => filter::run(args, super::settings(cli)?),
        CorpusCommand::Dedup(args) => dedup::run(args),
        CorpusCommand::Stats(args) => stats::run(args, super::settings(cli)?),
    }
}

/// Says on standard error what a format could not hold.
pub(crate) fn say_losses(losses: &Losses) {
    for (what, n) in losses.iter() {
        tracing::warn!("{n} {what}");
    }
}
