//! What `convert`, `filter`, `dedup` and `stats` share: opening inputs and outputs, the
//! list of unreadable records, the bar.

use crate::args::corpus::pairs::{ReadPairsArgs, WritePairsArgs};
use crate::args::reading::{LangArgs, input};
use crate::commands::shared::{ENDINGS_OF_PAIRS, known_ending, log_losses, only_one_stdin};
use crate::commands::web;
use crate::failure::Failure;
use crate::output::Output;
use calque_formats::DEFAULT_MAX_BYTES;
use calque_formats::pairs::{BadRecord, PairFormat, PairReader, PairRecord, PairWriter};
use calque_harvest::stream::RunError;
use serde::Serialize;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Opens the inputs.
pub(super) fn readers(inputs: &[PathBuf], read: &ReadPairsArgs) -> Result<Vec<PairReader>, Failure> {
    only_one_stdin(&inputs.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    let inputs = web::many(inputs, &read.web, DEFAULT_MAX_BYTES)?;
    inputs.iter().map(|input| Ok(PairReader::open_with(input, read.options())?)).collect()
}

/// Bytes of all inputs, where known.
pub(super) fn size(inputs: &[PathBuf]) -> Option<u64> {
    inputs.iter().map(|p| input(p).len_hint()).sum()
}

/// An output of pairs.
pub(super) struct Pairs(PairWriter);

impl Pairs {
    /// Opens a file, or standard output; the format is the one asked for, else by name, else jsonl.
    pub(super) fn open(
        path: Option<&Path>,
        format: Option<PairFormat>,
        write: &WritePairsArgs,
        langs: &LangArgs,
    ) -> Result<Self, Failure> {
        let path = path.filter(|p| *p != Path::new("-"));
        let named = path.and_then(|p| PairFormat::of_name(&p.to_string_lossy()));
        if format.or(named).is_none() {
            known_ending(path, &ENDINGS_OF_PAIRS)?;
        }
        let format = format.or(named).unwrap_or(PairFormat::Jsonl);
        Ok(Self(PairWriter::open(path, format, &write.options(langs))?))
    }

    /// Writes a pair.
    pub(super) fn write(&mut self, pair: &PairRecord) -> Result<(), RunError> {
        Ok(self.0.write(pair)?)
    }

    /// Completes the output, and logs what the format could not hold.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self.0.finish() {
            Err(e) if e.is_closed_pipe() => Ok(()),
            losses => {
                log_losses(&losses?);
                Ok(())
            }
        }
    }
}

/// The list of records that could not be read.
pub(super) struct Errors {
    out: Option<(Output, PathBuf)>,
    count: u64,
    first: Option<String>,
    /// The first error of writing the list itself, returned at the end.
    failed: Option<Failure>,
}

#[derive(Serialize)]
struct BadLine<'a> {
    file: &'a str,
    line: u64,
    why: &'a str,
    raw: &'a str,
}

/// A line of the list of unreadable records, as JSON.
pub(super) fn bad_line(file: &str, bad: &BadRecord) -> String {
    let line = BadLine { file, line: bad.line, why: &bad.why, raw: &bad.raw };
    // Strings and numbers always serialise.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

impl Errors {
    /// Opens the list, if one is wanted.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let out = path.map(|p| Ok::<_, Failure>((Output::open(Some(p))?, p.to_owned()))).transpose()?;
        Ok(Self { out, count: 0, first: None, failed: None })
    }

    /// Adds a record.
    pub(super) fn add(&mut self, file: &str, bad: &BadRecord) {
        self.count += 1;
        self.first.get_or_insert_with(|| format!("{file}:{}: {}", bad.line, bad.why));
        if let Some((out, _)) = &mut self.out
            && let Err(failure) = out.text(&bad_line(file, bad))
        {
            self.failed.get_or_insert(failure);
        }
    }

    /// Completes the list, and logs how many there are.
    pub(super) fn finish(self) -> Result<(), Failure> {
        if let Some(first) = &self.first {
            if let Some((_, path)) = &self.out {
                tracing::warn!("{} records could not be read; they are listed in {}", self.count, path.display());
            } else {
                tracing::warn!(
                    "{} records could not be read (--errors FILE lists them); the first: {first}",
                    self.count
                );
            }
        }
        match self.failed {
            Some(failure) => Err(failure),
            None => self.out.map_or(Ok(()), |(out, _)| out.finish()),
        }
    }
}

/// Writes a value to a file as JSON.
pub(super) fn write_json(mut out: Output, value: &impl Serialize) -> Result<(), Failure> {
    // Reports have string keys only.
    out.text(&(serde_json::to_string_pretty(value).unwrap_or_default() + "\n"))?;
    out.finish()
}

/// Prints to standard error.
pub(super) fn say(text: &str) {
    // If standard error is closed, there is nowhere to report that.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
