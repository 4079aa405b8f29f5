//! `calque align`: two texts to beads.

use super::shared::{ENDINGS_OF_PAIRS, known_ending, log_losses, only_one_stdin, settings, warn};
use super::vectors;
use super::web;
use crate::args::Cli;
use crate::args::align::{AlignArgs, BeadFormat};
use crate::args::reading::input;
use crate::failure::Failure;
use crate::output::Output;
use calque::{AlignmentConstraints, SegmentUnit, bitext_with};
use calque_formats::pairs::{PairFormat, PairWriter, WritePairs};
use calque_formats::write::{self, BitextSide, BitextView};
use calque_report::ReportSide;
use std::path::Path;
use std::process::ExitCode;

/// Where the beads go: what shows beads writes to any output, a format of pairs makes its own.
enum Sink {
    Beads(Output, fn(&BitextView<'_>, &mut dyn std::io::Write) -> std::io::Result<()>),
    Pairs(PairWriter),
}

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &AlignArgs) -> Result<ExitCode, Failure> {
    only_one_stdin(&[&args.source, &args.target])?;
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.read.apply(&mut settings);
    let sink = open(args)?;
    let cut = if args.lines { SegmentUnit::Lines } else { SegmentUnit::Sentences };
    settings.align.crossings |= args.crossings;
    let given = AlignmentConstraints {
        anchors: args.anchors.as_deref().map(input),
        hard_breaks: args.hard_breaks.as_ref().map(|mark| mark.trim().to_owned()),
        vectors: args.source_vectors.as_deref().zip(args.target_vectors.as_deref()).map(|(s, t)| (input(s), input(t))),
        encoder: vectors::encoder(&args.vectors, &settings)?,
    };
    let [source, target] = web::inputs([&args.source, &args.target], &args.read.web, settings.read.max_size)?;
    let found = bitext_with(&source, &target, cut, &given, &settings)?;
    warn(&found.warnings);
    // Whoever aligns may want what little there is, so this is no error.
    if !found.seems_related(&settings)? {
        tracing::warn!("{} and {} do not seem to be translations of each other", found.source.name, found.target.name);
    }
    let texts = BitextView { source: side(&found.source), target: side(&found.target), alignment: &found.alignment };
    match sink {
        Sink::Beads(mut out, write) => {
            out.with(|out| write(&texts, out))?;
            out.finish()?;
        }
        Sink::Pairs(writer) => pairs(&texts, writer)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the output, before there is any work that could be lost.
fn open(args: &AlignArgs) -> Result<Sink, Failure> {
    let path = args.output.as_deref().filter(|p| *p != Path::new("-"));
    let named = path.and_then(|p| PairFormat::of_name(&p.to_string_lossy()));
    if args.format.is_none() && named.is_none() {
        known_ending(path, &[&ENDINGS_OF_PAIRS[..], &["txt"]].concat())?;
    }
    let format = args.format.unwrap_or(BeadFormat::Pairs(named.unwrap_or(PairFormat::Tsv)));
    let format = match format {
        BeadFormat::Vecalign => return Ok(Sink::Beads(Output::open(path)?, write::vecalign)),
        BeadFormat::Pairs(PairFormat::Tsv) => return Ok(Sink::Beads(Output::open(path)?, write::tsv)),
        BeadFormat::Pairs(PairFormat::Jsonl) => return Ok(Sink::Beads(Output::open(path)?, write::jsonl)),
        BeadFormat::Pairs(PairFormat::Html) => return Ok(Sink::Beads(Output::open(path)?, write::html)),
        BeadFormat::Pairs(pairs) => pairs,
    };
    let options = WritePairs {
        source_lang: args.langs.source_lang,
        target_lang: args.langs.target_lang,
        ..WritePairs::default()
    };
    Ok(Sink::Pairs(PairWriter::open(path, format, &options)?))
}

/// Writes the beads as pairs, and says what the format could not hold.
fn pairs(texts: &BitextView<'_>, mut writer: PairWriter) -> Result<(), Failure> {
    for record in write::records(texts) {
        match writer.write(&record) {
            Err(e) if e.is_closed_pipe() => return Ok(()),
            other => other?,
        }
    }
    match writer.finish() {
        Err(e) if e.is_closed_pipe() => {}
        losses => log_losses(&losses?),
    }
    Ok(())
}

fn side(side: &ReportSide) -> BitextSide<'_> {
    BitextSide { name: &side.name, lang: side.document.lang, text: &side.document.text, sentences: &side.sentences }
}
