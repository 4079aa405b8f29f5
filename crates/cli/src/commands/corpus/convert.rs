//! `calque corpus convert`: pairs from one format to another.

use super::shared::bad_line;
use crate::args::corpus::convert::ConvertArgs;
use crate::commands::shared::{bar, log_losses, only_one_stdin, with_bar};
use crate::commands::web;
use crate::failure::Failure;
use crate::output::Output;
use calque::stream::{Pace, PairSource, Progress, StreamItem, for_each_pair};
use calque_formats::pairs::{PairFormat, PairReader, PairWriter, ReadPairs};
use calque_formats::{DEFAULT_MAX_BYTES, Input};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How the pairs are read: one thread reads and one writes, and there is no work for others.
const PACE: Pace = Pace { items: 1024, bytes: 8 << 20, grain: 1024, read_ahead: true };

/// Runs it.
pub(crate) fn run(args: &ConvertArgs) -> Result<ExitCode, Failure> {
    only_one_stdin(&args.files.inputs.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    let path = args.files.output.as_deref().filter(|p| *p != Path::new("-"));
    let format = format(args, path)?;
    let inputs = web::many(&args.files.inputs, &args.read.web, DEFAULT_MAX_BYTES)?;
    let readers = open(&inputs, &args.read.options())?;
    let mut errors = args.errors.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let mut writer = PairWriter::open(path, format, &args.write.options(&args.read.langs))?;
    let progress = Progress::default();
    let open = if errors.is_some() { PairSource::lenient } else { PairSource::strict };
    let mut source = open(readers, &progress);
    let size = inputs.iter().map(Input::len_hint).sum::<Option<u64>>();
    let (mut bad, mut closed) = (0_u64, false);
    with_bar(&bar(size), &progress, || {
        for_each_pair(
            &mut source,
            PACE,
            |_, _| (),
            |item| {
                match item {
                    StreamItem::Pair(record, ()) => match writer.write(record) {
                        Err(e) if e.is_closed_pipe() => {
                            closed = true;
                            return Ok(ControlFlow::Break(()));
                        }
                        written => written?,
                    },
                    StreamItem::Bad(file, record) => {
                        bad += 1;
                        if let Some(errors) = &mut errors {
                            errors.text(&bad_line(file, record))?;
                        }
                    }
                }
                Ok::<_, Failure>(ControlFlow::Continue(()))
            },
        )
    })?;
    let pairs = writer.written();
    match if closed { None } else { Some(writer.finish()) } {
        None => return Ok(ExitCode::SUCCESS),
        Some(Err(e)) if e.is_closed_pipe() => return Ok(ExitCode::SUCCESS),
        Some(losses) => {
            log_losses(source.left_out());
            log_losses(&losses?);
        }
    }
    errors.map(Output::finish).transpose()?;
    let skipped = if bad > 0 { format!(", {bad} bad records left out") } else { String::new() };
    tracing::info!("{pairs} pairs written{skipped}");
    if let (Some(path), true) = (&args.errors, bad > 0) {
        tracing::warn!("{bad} bad records are listed in {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the inputs; those of the format moses are given two by two, or one for both.
fn open(inputs: &[Input], options: &ReadPairs) -> Result<Vec<PairReader>, Failure> {
    let moses = |input: &Input| {
        let format = options.format.or_else(|| PairFormat::of_name(&input.name()));
        format == Some(PairFormat::Moses)
    };
    let mut readers = Vec::new();
    let mut rest = inputs;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        match others.split_first() {
            Some((second, others)) if moses(first) && moses(second) => {
                readers.push(PairReader::open_two(first, second, options.clone())?);
                rest = others;
            }
            _ => readers.push(PairReader::open_with(first, options.clone())?),
        }
    }
    Ok(readers)
}

/// The format to write.
fn format(args: &ConvertArgs, path: Option<&Path>) -> Result<PairFormat, Failure> {
    args.files.format.or_else(|| PairFormat::of_name(&path?.to_string_lossy())).ok_or_else(|| {
        let names: Vec<&str> = PairFormat::ALL.iter().map(|f| f.as_str()).collect();
        let help = format!("say which with --format: {}", names.join(", "));
        Failure::new("the format to write is not known", help)
    })
}
