//! `calque config`: every setting with its default, and the schema of the file.

use crate::args::config::ConfigArgs;
use crate::failure::Failure;
use crate::output::Output;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(args: &ConfigArgs) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    out.text(if args.schema { calque::SCHEMA } else { calque::DEFAULTS })?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
