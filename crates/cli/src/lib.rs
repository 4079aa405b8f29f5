//! The command line: arguments in, exit status out ([`run`]). What it does is in the
//! library crates; here are the options (`args`), one file per command
//! (`commands`), and how results and failures are printed (`output`, `failure`,
//! `logging`, `terminal`). The binary `calque` and the command that the Python package installs both call it.
//!
//! Exit status: 0 nothing at or above `--fail-on`, 1 findings there, 2 could not
//! run, 130 stopped by Ctrl-C. Results go to standard output, everything else to standard error.

// The comments on options are their help texts, where `source<TAB>target` is no markup.
#![allow(rustdoc::invalid_html_tags)]

mod args;
mod commands;
mod failure;
mod logging;
mod output;
mod terminal;

use args::{Cli, Command};
use clap::Parser;
use failure::Failure;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command that `args` name; the first is the name of the program. Help and errors in the arguments end the
/// process. To be called once in a process: it starts logging and listens to Ctrl-C.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = Cli::try_parse_from(args).unwrap_or_else(|error| args::hints::hinted(error).exit());
    logging::start(cli.log, cli.color);
    // A list that is fetched stops by itself, with what it has.
    if !matches!(cli.command, Command::Fetch(_)) {
        calque_service::when_interrupted(|| {
            calque_formats::remove_unfinished();
            std::process::exit(130);
        });
    }
    match command(&cli) {
        Ok(code) => code,
        Err(failure) => failure.report(cli.color),
    }
}

fn command(cli: &Cli) -> Result<ExitCode, Failure> {
    match &cli.command {
        Command::Check(args) => commands::check::run(cli, args),
        Command::Dismiss(args) => commands::dismiss::run(cli, args),
        Command::Align(args) => commands::align::run(cli, args),
        Command::Pair(args) => commands::pair::run(cli, args),
        Command::Status(args) => commands::status::run(cli, args),
        Command::Words(args) => commands::words::run(cli, args),
        Command::Segment(args) => commands::segment::run(cli, args),
        Command::Serve(args) => commands::serve::run(cli, args),
        Command::Diff(args) => commands::diff::run(cli, args),
        Command::Corpus(args) => commands::corpus::run(cli, args),
        Command::Fetch(args) => commands::fetch::run(args),
        Command::Pipe(args) => commands::pipe::run(cli, args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Model(args) => commands::model::run(cli, args),
        Command::Eval(args) => commands::eval::run(cli, args),
        Command::Config(args) => commands::config::run(args),
        Command::Completions(args) => commands::shell::completions(args),
        Command::Man(args) => commands::shell::man(args),
    }
}
