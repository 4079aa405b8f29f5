//! `calque pipe`: records in, answers out, in the same order and with nothing kept.
//!
//! What has arrived is answered on all cores at once, and no more is waited for:
//! whoever writes one line and waits for its answer gets it. Lines are JSON;
//! tables are in [`tables`]. What both share is in [`records`].

mod records;
mod tables;

use super::shared::{preset, settings};
use crate::args::Cli;
use crate::args::pipe::{PipeArgs, PipeFormat};
use crate::failure::Failure;
use crate::output::Output;
use calque::Settings;
use calque::stream::for_each_chunk;
use calque_formats::arrow::is_arrow;
use calque_harvest::answer::{DocumentAnswerer, PairAnswerer};
use calque_harvest::corpus::CleaningSettings;
use calque_harvest::filter::{ALL, FilterContext, Screen};
use records::{Answers, Lines, PACE, unreadable};
use std::io::{self, BufRead, BufReader, Read};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &PipeArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    let answers = if args.documents {
        let cleaning =
            CleaningSettings { preset: preset(&args.preset)?, changes: args.set.clone(), repair: !args.no_repair };
        Answers::Documents(Box::new(DocumentAnswerer::new(&settings, &cleaning, args.fidelity)?))
    } else {
        Answers::Pairs(Box::new(pair_answerer(args, settings)?))
    };
    let mut input = BufReader::with_capacity(1 << 20, io::stdin());
    // Nothing is waited for when the format is known.
    let looks = || {
        Ok(if is_arrow(input.fill_buf().map_err(|e| unreadable(&e))?) { PipeFormat::Arrow } else { PipeFormat::Jsonl })
    };
    let from = args.input_format.map_or_else(looks, Ok::<_, Failure>)?;
    match (from, args.format.unwrap_or(from)) {
        (PipeFormat::Jsonl, PipeFormat::Jsonl) => answer_lines(&mut input, |line| answers.line(line)),
        (PipeFormat::Jsonl, PipeFormat::Arrow) => tables::from_lines(&mut input, &answers),
        (PipeFormat::Arrow, PipeFormat::Jsonl) => tables::to_lines(Box::new(input), &answers),
        (PipeFormat::Arrow, PipeFormat::Arrow) => tables::to_table(Box::new(input), &answers),
    }
}

/// The answerer of single pairs.
fn pair_answerer(args: &PipeArgs, settings: Settings) -> Result<PairAnswerer, Failure> {
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
fn answer_lines(
    input: &mut BufReader<impl Read + Send>,
    answer: impl Fn(&[u8]) -> String + Sync,
) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    for_each_chunk(
        &mut Lines(input),
        PACE,
        |line| answer(line),
        |_, answers| {
            out.with(|out| {
                answers.iter().try_for_each(|answer| writeln!(out, "{answer}"))?;
                out.flush()
            })?;
            Ok::<_, Failure>(out.go_on())
        },
    )?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
