//! `calque segment`: a text to sentences.

use super::shared::{settings, warn};
use super::web;
use crate::args::Cli;
use crate::args::segment::{SegmentArgs, SegmentFormat};
use crate::failure::Failure;
use crate::output::Output;
use calque_formats::write::one_line;
use calque_report::ReportSide;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &SegmentArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    settings.source_lang = args.lang.or(settings.source_lang);
    args.read.apply(&mut settings);
    let mut out = Output::open(args.output.as_deref())?;
    let [file] = web::inputs([&args.file], &args.read.web, settings.read.max_size)?;
    let (side, warnings) = calque::segment(&file, &settings)?;
    warn(&warnings);
    out.with(|out| match args.format {
        SegmentFormat::Lines => lines(&side, out),
        SegmentFormat::Jsonl => calque::segment_lines(&side).try_for_each(|line| out.write_all(line.as_bytes())),
    })?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// A sentence a line, an empty line between blocks.
fn lines(side: &ReportSide, out: &mut dyn Write) -> io::Result<()> {
    let mut block = side.sentences.first().map(|s| s.block);
    for sentence in &side.sentences {
        if block.replace(sentence.block) != Some(sentence.block) {
            out.write_all(b"\n")?;
        }
        writeln!(out, "{}", one_line(sentence.span.of(&side.document.text)))?;
    }
    Ok(())
}
