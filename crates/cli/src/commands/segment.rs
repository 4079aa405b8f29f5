//! `calque segment`: a text to sentences.

use super::shared::{settings, warn};
use super::web;
use crate::args::Cli;
use crate::args::segment::{SegmentArgs, SegmentFormat};
use crate::failure::Failure;
use crate::output::Output;
use calque_formats::write::one_line;
use calque_report::ReportSide;
use calque_text::{BlockKind, CodePoints};
use serde::Serialize;
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
        SegmentFormat::Jsonl => jsonl(&side, out),
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

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    /// In code points of the text as read.
    start: usize,
    end: usize,
    block: u32,
    kind: BlockKind,
}

/// An object a sentence.
fn jsonl(side: &ReportSide, out: &mut dyn Write) -> io::Result<()> {
    let text = &side.document.text;
    let points = CodePoints::new(text);
    for sentence in &side.sentences {
        let span = points.span(sentence.span);
        let kind = side.document.blocks.get(sentence.block as usize).map_or(BlockKind::Paragraph, |b| b.kind);
        let line = Line { text: sentence.span.of(text), start: span.start, end: span.end, block: sentence.block, kind };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
