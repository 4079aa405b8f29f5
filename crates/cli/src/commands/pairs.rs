//! `calque check --pairs`: pairs in, records out, in the same order.
//!
//! Pairs are read in chunks, each chunk is checked on all cores, and its records
//! are written before the next is read: memory does not grow with the file, and
//! the output does not depend on the number of cores.

use crate::args::{CheckArgs, input};
use crate::failure::Failure;
use crate::output::Output;
use calque::{Settings, check_record};
use calque_formats::pairs::{PairReader, PairRecord};
use calque_report::{Format, jsonl};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use std::process::ExitCode;

/// Pairs checked at a time.
const CHUNK: usize = 512;
/// And at most this many bytes of text, so that long pairs do not pile up.
const CHUNK_BYTES: usize = 4 << 20;
/// Smaller files are done before a bar could be read.
const WORTH_A_BAR: u64 = 1 << 20;

/// Runs it.
pub(crate) fn run(args: &CheckArgs, settings: &Settings, mut out: Output) -> Result<ExitCode, Failure> {
    if args.format.is_some_and(|f| f != Format::Jsonl) {
        return Err(Failure::new("--pairs writes jsonl only", "leave --format out, or use --format jsonl"));
    }
    let Some(path) = &args.pairs else {
        return Err(Failure::new("SOURCE and TARGET, or --pairs, are missing", "see `calque check --help`"));
    };
    let source = input(path);
    let bar = bar(source.len_hint());
    let mut reader = PairReader::open(&source)?;
    let mut fails = false;
    while !out.is_closed() {
        let chunk = next_chunk(&mut reader);
        // What came before a bad line is still written, then the line is named.
        let (records, error) = chunk;
        let lines: Vec<(String, bool)> = records.par_iter().map(|r| line(r, settings)).collect();
        for (line, failing) in &lines {
            out.text(line)?;
            fails |= failing;
        }
        bar.set_position(reader.bytes_read());
        if let Some(error) = error {
            bar.finish_and_clear();
            if args.output.is_none() {
                out.finish()?;
            }
            return Err(error);
        }
        if records.is_empty() {
            break;
        }
    }
    bar.finish_and_clear();
    out.finish()?;
    Ok(ExitCode::from(u8::from(fails)))
}

/// The next pairs, and the error that ended them early.
fn next_chunk(reader: &mut PairReader) -> (Vec<PairRecord>, Option<Failure>) {
    let mut records = Vec::with_capacity(CHUNK);
    let mut bytes = 0;
    while records.len() < CHUNK && bytes < CHUNK_BYTES {
        match reader.next_pair() {
            Ok(Some(record)) => {
                bytes += record.source.len() + record.target.len();
                records.push(record);
            }
            Ok(None) => break,
            Err(error) => return (records, Some(error.into())),
        }
    }
    (records, None)
}

/// One record as it is written, and whether it fails the check.
fn line(record: &PairRecord, settings: &Settings) -> (String, bool) {
    let check = check_record(record, settings);
    let fails = check.findings.iter().any(|f| settings.fail_on.fails(f.severity));
    (jsonl::pair_line(&record.id, &record.source, &record.target, check.score, &check.findings), fails)
}

/// A bar on standard error, if that is a terminal and the work is long.
pub(crate) fn bar(bytes: Option<u64>) -> ProgressBar {
    match bytes {
        Some(n) if n >= WORTH_A_BAR => {
            let bar = ProgressBar::with_draw_target(Some(n), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left") {
                bar.set_style(style);
            }
            bar
        }
        _ => ProgressBar::hidden(),
    }
}
