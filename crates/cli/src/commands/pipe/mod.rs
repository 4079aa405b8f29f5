//! `calque pipe`: records in, answers out, in the same order and with nothing kept.
//!
//! What has arrived is answered on all cores at once, and no more is waited for:
//! whoever writes one line and waits for its answer gets it. Lines are JSON;
//! tables are in [`tables`].

mod tables;

use super::shared::settings;
use crate::args::Cli;
use crate::args::pipe::{PipeArgs, PipeFormat};
use crate::failure::Failure;
use crate::output::Output;
use calque::Settings;
use calque_formats::arrow::{ColumnType, is_arrow};
use calque_harvest::answer::{Answerer, DocumentAnswerer, PairAnswerer};
use calque_harvest::corpus::CleaningSettings;
use calque_harvest::filter::{ALL, FilterContext, Preset, Screen};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufReader, Read};
use std::process::ExitCode;

/// Lines that are answered at a time.
const CHUNK: usize = 256;
/// The longest line; what is longer cannot be a record.
const MAX_LINE: usize = 64 << 20;

/// What answers records.
enum Answers {
    Pairs(Box<PairAnswerer>),
    Documents(Box<DocumentAnswerer>),
}

impl Answers {
    fn line(&self, line: &[u8]) -> String {
        match self {
            Self::Pairs(answerer) => answerer.answer_line(line),
            Self::Documents(answerer) => answerer.answer_line(line),
        }
    }

    fn fields(&self, fields: Map<String, Value>) -> Map<String, Value> {
        match self {
            Self::Pairs(answerer) => answerer.answer_value(Value::Object(fields)),
            Self::Documents(answerer) => answerer.answer_value(Value::Object(fields)),
        }
    }

    /// What answers have beside what records have.
    fn columns(&self) -> Vec<(String, ColumnType)> {
        match self {
            Self::Pairs(answerer) => answerer.columns(),
            Self::Documents(answerer) => answerer.columns(),
        }
    }
}

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &PipeArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    let answers = if args.documents {
        let sieve =
            CleaningSettings { preset: preset(&args.preset)?, changes: args.set.clone(), repair: !args.no_repair };
        Answers::Documents(Box::new(DocumentAnswerer::new(&settings, &sieve, args.fidelity)?))
    } else {
        Answers::Pairs(Box::new(answering(args, settings)?))
    };
    let mut input = BufReader::with_capacity(1 << 20, io::stdin());
    // Nothing is waited for when the format is known.
    let looks = || {
        Ok(if is_arrow(input.fill_buf().map_err(|e| unreadable(&e))?) { PipeFormat::Arrow } else { PipeFormat::Jsonl })
    };
    let from = args.from.map_or_else(looks, Ok::<_, Failure>)?;
    match (from, args.to.unwrap_or(from)) {
        (PipeFormat::Jsonl, PipeFormat::Jsonl) => each(&mut input, |line| answers.line(line)),
        (PipeFormat::Jsonl, PipeFormat::Arrow) => tables::from_lines(&mut input, &answers),
        (PipeFormat::Arrow, PipeFormat::Jsonl) => tables::to_lines(Box::new(input), &answers),
        (PipeFormat::Arrow, PipeFormat::Arrow) => tables::to_table(Box::new(input), &answers),
    }
}

/// What is done with single pairs.
fn answering(args: &PipeArgs, settings: Settings) -> Result<PairAnswerer, Failure> {
    let model = calque::chosen_model(&settings)?;
    let asked = preset(&args.preset)?;
    let mut screen =
        Screen::new(asked.unwrap_or_default(), FilterContext { settings, ..FilterContext::default() }, Some(model));
    let off = ALL.iter().filter(|_| asked.is_none()).map(|f| format!("{}=off", f.id()));
    for change in off.chain(args.set.iter().cloned()) {
        screen.set(&change).map_err(|e| Failure::new(e, "`calque explain` lists the filters"))?;
    }
    Ok(PairAnswerer { screen, repair: !args.no_repair, annotate: args.annotate, check: args.fidelity })
}

/// Answers every line, in order.
fn each(input: &mut BufReader<impl Read>, answer: impl Fn(&[u8]) -> String + Sync) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    while !out.is_closed() {
        let lines = arrived(input)?;
        if lines.is_empty() {
            break;
        }
        let answers: Vec<String> = lines.par_iter().map(|line| answer(line)).collect();
        out.with(|out| {
            answers.iter().try_for_each(|answer| writeln!(out, "{answer}"))?;
            out.flush()
        })?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// A preset by its name; `none` is none.
pub(crate) fn preset(asked: &str) -> Result<Option<Preset>, Failure> {
    let found = Preset::ALL.into_iter().find(|p| p.as_str() == asked);
    if found.is_none() && asked != "none" {
        let help = "choose one of strict, normal, loose, none";
        return Err(Failure::new(format!("`{asked}` is not a preset of filters"), help));
    }
    Ok(found)
}

/// Waits for a line, and takes what else is there.
fn arrived(input: &mut BufReader<impl Read>) -> Result<Vec<Vec<u8>>, Failure> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    while lines.is_empty() || (lines.len() < CHUNK && input.buffer().contains(&b'\n')) {
        let Some(line) = line(input).map_err(|e| unreadable(&e))? else { break };
        lines.push(line);
    }
    Ok(lines)
}

fn unreadable(e: &io::Error) -> Failure {
    Failure::new(format!("standard input: cannot be read: {e}"), "check what writes to it")
}

/// The next line without its end; of one that is too long, the beginning, which is no record.
fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if (&mut *input).take(MAX_LINE as u64).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() == MAX_LINE && line.last() != Some(&b'\n') {
        line.truncate(0);
        line.shrink_to_fit();
        input.skip_until(b'\n')?;
    }
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(line))
}
