//! `calque eval`: scores against gold. What is counted is in [`calque::eval`];
//! here files are read, Calque is run on them, and tables are laid out.

mod align;
mod check;
mod gold;
mod segment;
mod table;
mod words;

use super::shared::settings;
use crate::args::Cli;
use crate::args::eval::{EvalArgs, EvalCommand};
use crate::failure::Failure;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &EvalArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    match &args.command {
        EvalCommand::Align(args) => {
            args.langs.apply(&mut settings);
            align::run(args, &settings)
        }
        EvalCommand::Segment(args) => segment::run(args, &settings),
        EvalCommand::Words(args) => {
            args.langs.apply(&mut settings);
            words::run(args, &settings)
        }
        EvalCommand::Check(args) => {
            args.langs.apply(&mut settings);
            check::run(args, &settings)
        }
    }
}
