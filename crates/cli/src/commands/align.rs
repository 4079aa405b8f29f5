//! `calque align`: two texts to beads.

use super::{only_one_stdin, settings, warn, web};
use crate::args::{AlignArgs, BitextFormat, Cli, input};
use crate::failure::Failure;
use crate::output::Output;
use calque::{Cut, Given, bitext_given};
use calque_formats::write::{self, BitextSide};
use calque_report::Side;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &AlignArgs) -> Result<ExitCode, Failure> {
    only_one_stdin(&[&args.source, &args.target])?;
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.read.apply(&mut settings);
    let mut out = Output::open(args.output.as_deref())?;
    let cut = if args.lines { Cut::Lines } else { Cut::Sentences };
    settings.align.crossings |= args.crossings;
    let given = Given {
        anchors: args.anchors.as_deref().map(input),
        hard_breaks: args.hard_breaks.as_ref().map(|mark| mark.trim().to_owned()),
        vectors: args.source_vectors.as_deref().zip(args.target_vectors.as_deref()).map(|(s, t)| (input(s), input(t))),
    };
    let [source, target] = web::inputs([&args.source, &args.target], &args.read.web, settings.read.max_size)?;
    let found = bitext_given(&source, &target, cut, &given, &settings)?;
    warn(&found.warnings);
    // Whoever aligns may want what little there is, so this is no error.
    if !found.seems_related(&settings)? {
        tracing::warn!("{} and {} do not seem to be translations of each other", found.source.name, found.target.name);
    }
    let texts = write::Bitext { source: side(&found.source), target: side(&found.target), alignment: &found.alignment };
    let by_name = args.output.as_deref().and_then(|p| p.extension()).and_then(|e| e.to_str());
    let format = args.format.unwrap_or(match by_name {
        Some("jsonl" | "ndjson") => BitextFormat::Jsonl,
        Some("html" | "htm") => BitextFormat::Html,
        _ => BitextFormat::Tsv,
    });
    out.with(|out| match format {
        BitextFormat::Tsv => write::tsv(&texts, out),
        BitextFormat::Jsonl => write::jsonl(&texts, out),
        BitextFormat::Vecalign => write::vecalign(&texts, out),
        BitextFormat::Html => write::html(&texts, out),
    })?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn side(side: &Side) -> BitextSide<'_> {
    BitextSide { name: &side.name, lang: side.document.lang, text: &side.document.text, sentences: &side.sentences }
}
