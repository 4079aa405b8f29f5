//! Gold files and the output of scores.

use crate::args::eval::{ScoreArgs, ScoreFormat};
use crate::args::reading::input;
use crate::failure::Failure;
use crate::output::Output;
use calque::eval::files::BadLine;
use calque::{InputError, Settings};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;

/// The text of a file of gold.
pub(super) fn gold_text(path: &Path, settings: &Settings) -> Result<String, Failure> {
    let input = input(path);
    let bytes = input.bytes(settings.read.max_size)?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Failure::new(format!("{}: is not UTF-8 (at byte {at})", input.name()), "gold is JSON Lines or beads, in UTF-8")
    })
}

/// Reads a file of gold; `shape` says what its lines are.
pub(super) fn gold<T>(
    path: &Path,
    settings: &Settings,
    shape: &str,
    read: impl FnOnce(&str) -> Result<T, BadLine>,
) -> Result<T, Failure> {
    let text = gold_text(path, settings)?;
    if text.trim().is_empty() {
        return Err(InputError::new(input(path).name(), calque_formats::InputProblem::Empty).into());
    }
    read(&text).map_err(|e| Failure::new(format!("{}:{e}", input(path).name()), shape))
}

/// What to call a file of gold.
pub(super) fn name(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Writes scores as asked.
pub(super) fn write(
    args: &ScoreArgs,
    record: &impl Serialize,
    table: impl FnOnce() -> String,
) -> Result<ExitCode, Failure> {
    let mut out = Output::open(args.output.as_deref())?;
    let text = match args.format {
        ScoreFormat::Terminal => table(),
        // Strings and finite numbers always serialise.
        ScoreFormat::Json => serde_json::to_string_pretty(record).unwrap_or_default() + "\n",
    };
    out.text(&text)?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
