//! `calque pipe`: lines in, answers out, in the same order and with nothing kept.
//!
//! What has arrived is answered on all cores at once, and no more is waited for:
//! whoever writes one line and waits for its answer gets it.

use super::settings;
use crate::args::Cli;
use crate::args::pipe::PipeArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque::Settings;
use calque_harvest::build::{Answerer, SieveSettings};
use calque_harvest::filters::{ALL, Context};
use calque_harvest::{Answering, Preset, Screen, answer};
use rayon::prelude::*;
use std::io::{self, BufRead, BufReader, Read};
use std::process::ExitCode;

/// Lines that are answered at a time.
const CHUNK: usize = 256;
/// The longest line; what is longer cannot be a record.
const MAX_LINE: usize = 64 << 20;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &PipeArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    if args.documents {
        let sieve = SieveSettings { preset: preset(&args.preset)?, changes: args.set.clone(), repair: !args.no_repair };
        let answerer = Answerer::new(&settings, &sieve, args.fidelity)?;
        return each(|line| answerer.answer(line));
    }
    let how = answering(args, settings)?;
    each(|line| answer(line, &how))
}

/// What is done with single pairs.
fn answering(args: &PipeArgs, settings: Settings) -> Result<Answering, Failure> {
    let model = calque::chosen_model(&settings)?;
    let asked = preset(&args.preset)?;
    let mut screen = Screen::new(asked.unwrap_or_default(), Context { settings, ..Context::default() }, Some(model));
    let off = ALL.iter().filter(|_| asked.is_none()).map(|f| format!("{}=off", f.id()));
    for change in off.chain(args.set.iter().cloned()) {
        screen.set(&change).map_err(|e| Failure::new(e, "`calque explain` lists the filters"))?;
    }
    Ok(Answering { screen, repair: !args.no_repair, annotate: args.annotate, check: args.fidelity })
}

/// Answers every line, in order.
fn each(answer: impl Fn(&[u8]) -> String + Sync) -> Result<ExitCode, Failure> {
    let mut input = BufReader::with_capacity(1 << 20, io::stdin());
    let mut out = Output::open(None)?;
    while !out.is_closed() {
        let lines = arrived(&mut input)?;
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
    let fail = |e: io::Error| Failure::new(format!("standard input: cannot be read: {e}"), "check what writes to it");
    let mut lines: Vec<Vec<u8>> = Vec::new();
    while lines.is_empty() || (lines.len() < CHUNK && input.buffer().contains(&b'\n')) {
        let Some(line) = line(input).map_err(fail)? else { break };
        lines.push(line);
    }
    Ok(lines)
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
