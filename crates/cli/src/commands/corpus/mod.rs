//! `calque corpus`: one file per subcommand.

mod build;
mod convert;
mod dedup;
mod filter;
mod shared;
mod stats;

use crate::args::Cli;
use crate::args::corpus::{CorpusArgs, CorpusCommand};
use crate::commands::shared::settings;
use crate::failure::Failure;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &CorpusArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        CorpusCommand::Build(args) => build::run(cli, args),
        CorpusCommand::Merge(args) => build::run_merge(cli, args),
        CorpusCommand::Convert(args) => convert::run(args),
        CorpusCommand::Filter(args) => filter::run(args, settings(cli)?),
        CorpusCommand::Dedup(args) => dedup::run(args),
        CorpusCommand::Stats(args) => stats::run(args, settings(cli)?),
    }
}
