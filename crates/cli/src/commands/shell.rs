//! `calque completions` and `calque man`: what shells and `man` want to know.

use crate::args::Cli;
use crate::args::shell::{CompletionsArgs, ManArgs};
use crate::failure::Failure;
use crate::output::Output;
use clap::CommandFactory;
use std::process::ExitCode;

/// Prints the completions for a shell.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "calque", &mut script);
    let mut out = Output::open(None)?;
    out.with(|out| out.write_all(&script))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page, or writes all of them into a folder.
pub(crate) fn man(args: &ManArgs) -> Result<ExitCode, Failure> {
    let command = Cli::command();
    let Some(dir) = &args.dir else {
        let mut out = Output::open(None)?;
        out.with(|out| clap_mangen::Man::new(command).render(out))?;
        out.finish()?;
        return Ok(ExitCode::SUCCESS);
    };
    clap_mangen::generate_to(command, dir).map_err(|e| {
        Failure::new(format!("{}: cannot be written: {e}", dir.display()), "check that the folder exists")
    })?;
    Ok(ExitCode::SUCCESS)
}
