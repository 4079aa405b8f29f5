//! `calque model`: what the embedded model knows.

use crate::args::{ModelArgs, ModelCommand};
use crate::failure::Failure;
use crate::output::Output;
use calque_model::Model;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(args: &ModelArgs) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    let model = Model::embedded();
    let (a, b) = model.langs();
    match args.command {
        ModelCommand::List => out.text(&format!("{a}-{b}  {} and {}, embedded\n", a.name(), b.name()))?,
        ModelCommand::Info => out.text(&format!("languages  {} and {}\n", a.name(), b.name()))?,
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
