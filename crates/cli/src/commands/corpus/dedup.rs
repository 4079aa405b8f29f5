//! `calque corpus dedup`: from its options to its outputs.

use super::shared::{self, Errors, Pairs};
use crate::args::corpus::dedup::{DedupArgs, MatchArg, SideArg};
use crate::commands::shared::{bar, only_one_stdin, with_bar};
use crate::commands::web;
use crate::failure::Failure;
use crate::output::Output;
use calque_formats::pairs::PairReader;
use calque_formats::{DEFAULT_MAX_BYTES, Input};
use calque_harvest::dedup::{ComparedTexts, CopyCriterion, DedupSettings, dedup};
use calque_harvest::stream::{Progress, RunError};
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Runs it.
pub(crate) fn run(args: &DedupArgs) -> Result<ExitCode, Failure> {
    // Inputs are read twice; what comes by standard input is kept until then.
    let stdin = Stdin::keep(&args.files.inputs)?;
    only_one_stdin(&args.files.inputs.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>())?;
    let inputs = web::many(&args.files.inputs, &args.read.web, DEFAULT_MAX_BYTES)?;
    let open = || -> Result<Vec<PairReader>, RunError> {
        inputs.iter().map(|i| Ok(PairReader::open_with(&stdin.input(i), args.read.options())?)).collect()
    };
    let by = match args.by {
        MatchArg::Exact => CopyCriterion::Exact,
        MatchArg::Folded => CopyCriterion::Folded,
        MatchArg::Near => CopyCriterion::Near(args.near),
    };
    let side = match args.side {
        SideArg::Both => ComparedTexts::Pair,
        SideArg::Source => ComparedTexts::Source,
        SideArg::Target => ComparedTexts::Target,
    };
    let how = DedupSettings { criterion: by, compared: side, memory: args.memory as usize };
    let langs = &args.read.langs;
    let mut kept = Pairs::open(args.files.output.as_deref(), args.files.format, &args.write, langs)?;
    let mut copies =
        args.outcome.rejected.as_deref().map(|p| Pairs::open(Some(p), None, &args.write, langs)).transpose()?;
    let mut errors = Errors::open(args.outcome.errors.as_deref())?;
    // Opened first, so that an output that cannot be written is reported before the work is done.
    let written = args.outcome.report.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let (start, progress) = (Instant::now(), Progress::default());
    let write = |pair: &_, good| match (good, &mut copies) {
        (true, _) => kept.write(pair),
        (false, Some(copies)) => copies.write(pair),
        (false, None) => Ok(()),
    };
    // The second reading is much the shorter; the bar is for the first.
    let second = Progress::default();
    let done = with_bar(&bar(shared::size(&args.files.inputs)), &progress, || {
        dedup(open, how, [&progress, &second], write, |file, bad| {
            errors.add(file, bad);
            Ok(())
        })
    });
    let report = match done {
        Err(e) if e.is_closed_pipe() => return Ok(ExitCode::SUCCESS),
        other => other?,
    };
    kept.finish()?;
    copies.map_or(Ok(()), Pairs::finish)?;
    errors.finish()?;
    if let Some(out) = written {
        shared::write_json(out, &report)?;
    }
    tracing::info!("{} pairs a second", (report.read as f64 / start.elapsed().as_secs_f64().max(1e-9)).round());
    shared::say(&format!("{} pairs read, {} kept, {} copies dropped\n", report.read, report.kept, report.dropped));
    Ok(ExitCode::SUCCESS)
}

/// Standard input in a temporary file, if it is among the inputs.
struct Stdin(Option<tempfile::NamedTempFile>);

impl Stdin {
    fn keep(inputs: &[std::path::PathBuf]) -> Result<Self, Failure> {
        if !inputs.iter().any(|p| p == Path::new("-")) {
            return Ok(Self(None));
        }
        let fail = |e: io::Error| {
            Failure::new(
                format!("standard input cannot be kept in a temporary file: {e}"),
                "set TMPDIR to a folder on a larger disk",
            )
        };
        let mut file = tempfile::NamedTempFile::new().map_err(fail)?;
        io::copy(&mut io::stdin().lock(), &mut file).map_err(fail)?;
        Ok(Self(Some(file)))
    }

    fn input(&self, input: &Input) -> Input {
        match &self.0 {
            Some(file) if *input == Input::Stdin => Input::Path(file.path().to_owned()),
            _ => input.clone(),
        }
    }
}
