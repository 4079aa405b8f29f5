//! One file per command: from its options to its output.

pub(crate) mod align;
pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod corpus;
pub(crate) mod diff;
mod dismissed;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fetch;
pub(crate) mod model;
pub(crate) mod pair;
pub(crate) mod pairs;
pub(crate) mod pipe;
pub(crate) mod segment;
pub(crate) mod shell;
pub(crate) mod web;
pub(crate) mod words;

use crate::args::Cli;
use crate::failure::Failure;
use calque::{Input, Settings};
use std::path::Path;

/// The settings: the file's word, then the global options'; the model is opened, so that a bad
/// one is reported first.
fn settings(cli: &Cli) -> Result<Settings, Failure> {
    let mut settings = from_file(cli)?;
    if cli.model.is_some() {
        settings.model.clone_from(&cli.model);
    }
    calque::chosen_model(&settings)?;
    Ok(settings)
}

/// The settings file's word: `--settings`, else `calque.toml` here, else the defaults.
fn from_file(cli: &Cli) -> Result<Settings, Failure> {
    let (path, asked) = match &cli.settings {
        Some(path) => (path.as_path(), true),
        None => (Path::new("calque.toml"), false),
    };
    if !asked && !path.exists() {
        return Ok(Settings::default());
    }
    let bytes = Input::from_arg(path).bytes(1 << 20)?;
    let name = path.display().to_string();
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("{name}: is not UTF-8"), "save the settings as UTF-8 text"))?;
    tracing::debug!(file = %name, "settings read");
    Ok(Settings::parse(&name, &text)?)
}

/// Passes on what reading gave to say.
fn warn(warnings: &[String]) {
    for warning in warnings {
        tracing::warn!("{warning}");
    }
}

/// Refuses to read standard input twice.
fn only_one_stdin(inputs: &[&Path]) -> Result<(), Failure> {
    if inputs.iter().filter(|p| **p == Path::new("-")).count() > 1 {
        return Err(Failure::new("standard input can be read only once", "give a file for the other side"));
    }
    Ok(())
}
