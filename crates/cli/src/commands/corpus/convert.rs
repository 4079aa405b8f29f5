//! `calque corpus convert`: pairs from one format to another.
//!
//! One thread reads and one writes; chunks of records go back to the reader when they are written,
//! so that their memory is reused.

use super::shared::bad_line;
use crate::args::corpus::convert::ConvertArgs;
use crate::commands::shared::{bar, log_losses, only_one_stdin};
use crate::commands::web;
use crate::failure::Failure;
use crate::output::Output;
use calque_formats::pairs::{Entry, Losses, PairFormat, PairReader, PairRecord, PairWriter, ReadPairs};
use calque_formats::{DEFAULT_MAX_BYTES, Input, InputError};
use indicatif::ProgressBar;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Records in a chunk.
const CHUNK: usize = 1024;
/// Chunks read ahead of the writer at most.
const IN_FLIGHT: usize = 4;

/// What the reading thread sends.
enum Message {
    Pairs(Vec<PairRecord>, usize),
    Bad(String),
    LeftOut(Losses),
    Failed(InputError),
}

/// Runs it.
pub(crate) fn run(args: &ConvertArgs) -> Result<ExitCode, Failure> {
    only_one_stdin(&args.files.inputs.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    let path = args.files.output.as_deref().filter(|p| *p != Path::new("-"));
    let format = format(args, path)?;
    let inputs = web::many(&args.files.inputs, &args.read.web, DEFAULT_MAX_BYTES)?;
    let readers = open(&inputs, &args.read.options())?;
    let errors = args.errors.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let writer = PairWriter::open(path, format, &args.write.options(&args.read.langs))?;
    let size = inputs.iter().map(Input::len_hint).sum::<Option<u64>>();
    let bar = bar(size);
    let (full, received) = sync_channel(IN_FLIGHT);
    let (back, empty) = sync_channel(IN_FLIGHT + 2);
    let lenient = errors.is_some();
    let done = std::thread::scope(|scope| {
        let bar = &bar;
        scope.spawn(move || read(readers, lenient, bar, &full, &empty));
        write(writer, errors, received, &back)
    });
    bar.finish_and_clear();
    let Some((pairs, bad)) = done? else { return Ok(ExitCode::SUCCESS) };
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
    args.files.to.or_else(|| PairFormat::of_name(&path?.to_string_lossy())).ok_or_else(|| {
        let names: Vec<&str> = PairFormat::ALL.iter().map(|f| f.as_str()).collect();
        let help = format!("say which with --to: {}", names.join(", "));
        Failure::new("the format to write is not known", help)
    })
}

/// Reads all inputs, a chunk at a time, until the end or until the receiver is gone.
fn read(
    readers: Vec<PairReader>,
    lenient: bool,
    bar: &ProgressBar,
    full: &SyncSender<Message>,
    empty: &Receiver<Vec<PairRecord>>,
) {
    let mut before = 0;
    for mut reader in readers {
        loop {
            let mut chunk = empty.try_recv().unwrap_or_default();
            chunk.resize_with(CHUNK, PairRecord::default);
            let (n, end) = if lenient { entries(&mut reader, &mut chunk) } else { pairs(&mut reader, &mut chunk) };
            bar.set_position(before + reader.bytes_read());
            if full.send(Message::Pairs(chunk, n)).is_err() {
                return;
            }
            match end {
                End::NotYet => {}
                End::Input => break,
                End::Bad(line) => {
                    if full.send(Message::Bad(line)).is_err() {
                        return;
                    }
                }
                End::Failed(error) => {
                    // If the receiver is gone, it has an error of its own.
                    let _ = full.send(Message::Failed(error));
                    return;
                }
            }
        }
        before += reader.bytes_read();
        if full.send(Message::LeftOut(reader.left_out())).is_err() {
            return;
        }
    }
}

/// Why a chunk ended.
enum End {
    NotYet,
    Input,
    Bad(String),
    Failed(InputError),
}

/// Fills a chunk with pairs; a bad record is a failure.
fn pairs(reader: &mut PairReader, chunk: &mut [PairRecord]) -> (usize, End) {
    for (n, record) in chunk.iter_mut().enumerate() {
        match reader.read_into(record) {
            Ok(true) => {}
            Ok(false) => return (n, End::Input),
            Err(error) => return (n, End::Failed(error)),
        }
    }
    (chunk.len(), End::NotYet)
}

/// Fills a chunk with pairs up to a bad record.
fn entries(reader: &mut PairReader, chunk: &mut [PairRecord]) -> (usize, End) {
    for (n, record) in chunk.iter_mut().enumerate() {
        match reader.next_entry() {
            Ok(Some(Entry::Pair(pair))) => *record = pair,
            Ok(Some(Entry::Bad(bad))) => {
                return (n, End::Bad(bad_line(reader.name(), &bad)));
            }
            Ok(None) => return (n, End::Input),
            Err(error) => return (n, End::Failed(error)),
        }
    }
    (chunk.len(), End::NotYet)
}

/// Writes the chunks received, and logs what the format could not hold; `None` if the reader of standard output went away.
fn write(
    mut writer: PairWriter,
    mut errors: Option<Output>,
    received: Receiver<Message>,
    back: &SyncSender<Vec<PairRecord>>,
) -> Result<Option<(u64, u64)>, Failure> {
    let (mut bad, mut left_out) = (0, Losses::default());
    for message in received {
        match message {
            Message::Pairs(chunk, n) => {
                for record in &chunk[..n] {
                    match writer.write(record) {
                        Err(e) if e.is_closed_pipe() => return Ok(None),
                        other => other?,
                    }
                }
                // A chunk that the reader does not take back is dropped.
                let _ = back.try_send(chunk);
            }
            Message::Bad(line) => {
                bad += 1;
                if let Some(errors) = &mut errors {
                    errors.text(&line)?;
                }
            }
            Message::LeftOut(losses) => left_out.merge(&losses),
            Message::Failed(error) => return Err(error.into()),
        }
    }
    let written = writer.written();
    match writer.finish() {
        Err(e) if e.is_closed_pipe() => return Ok(None),
        losses => {
            log_losses(&left_out);
            log_losses(&losses?);
        }
    }
    errors.map(Output::finish).transpose()?;
    Ok(Some((written, bad)))
}
