//! `calque pair`: the files of two folders, or of a list, to pairs of files.

use super::shared::{settings, warn};
use super::web;
use crate::args::Cli;
use crate::args::pair::{By, PairArgs, PairFormat};
use crate::failure::Failure;
use crate::output::Output;
use calque::{Input, PairBy, PairedFiles, Settings, pair_folders, pair_mixed};
use calque_aligner::pairing::DocumentSimilarity;
use calque_formats::warc::Pages;
use calque_formats::write::one_line;
use calque_service::is_url;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

#[derive(Default, Serialize)]
struct Line {
    source: Option<String>,
    target: Option<String>,
    score: Option<f32>,
    name: Option<f32>,
    content: Option<f32>,
    evidence: Option<DocumentSimilarity>,
}

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &PairArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.read.apply(&mut settings);
    let mut out = Output::open(args.output.as_deref())?;
    let by = match args.by {
        By::Both => PairBy::Both,
        By::Names => PairBy::Names,
        By::Content => PairBy::Content,
    };
    let found = match (&args.source, &args.target, &args.urls) {
        (Some(source), Some(target), _) => {
            [source, target].into_iter().try_for_each(|folder| check(folder))?;
            pair_folders(source, target, by, args.min_score, &settings)?
        }
        (_, _, Some(list)) => pair_mixed(&documents(list, args, &settings)?, by, args.min_score, &settings)?,
        // The options see to it.
        _ => PairedFiles::default(),
    };
    for error in &found.unread {
        tracing::warn!("{error}; left out");
    }
    warn(&found.warnings);
    let lines = lines(&found);
    out.with(|out| match args.format {
        PairFormat::Tsv => tsv(&lines, out),
        PairFormat::Jsonl => jsonl(&lines, out),
    })?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses what is neither a folder nor a web archive.
fn check(folder: &Path) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() && !Pages::has_name(&folder.to_string_lossy()) {
        let help = "give two folders or web archives (.warc, .warc.gz), or a list of pages with --urls; for two files \
                    use `calque align` or `calque check`";
        return Err(Failure::new(format!("{}: is not a folder", folder.display()), help));
    }
    Ok(())
}

/// The documents of a list, as far as they can be had.
fn documents(list: &Path, args: &PairArgs, settings: &Settings) -> Result<Vec<Input>, Failure> {
    let names = web::names(list)?;
    let urls: Vec<String> = names.iter().filter(|name| is_url(name)).cloned().collect();
    let mut pages = web::listed(&urls, &args.read, &args.pace, settings.read.max_size)?.into_iter();
    let mut inputs = Vec::with_capacity(names.len());
    for name in names {
        match is_url(&name).then(|| pages.next()).flatten() {
            Some(Ok(page)) => inputs.push(Input::Fetched(Box::new(web::fetched(page)))),
            Some(Err(e)) => tracing::warn!("{e}; left out"),
            None => inputs.push(Input::Path(name.into())),
        }
    }
    Ok(inputs)
}

/// Pairs in the order of the sources, then sources alone, then targets alone.
fn lines(found: &PairedFiles) -> Vec<Line> {
    let round = |x: f32| (x * 1e4).round() / 1e4;
    let path = |path: &Path| Some(path.to_string_lossy().into_owned());
    let pairs = found.pairs.iter().map(|p| Line {
        source: path(&found.sources[p.source]),
        target: path(&found.targets[p.target]),
        score: Some(round(p.score)),
        name: Some(round(p.name)),
        content: p.content.map(round),
        evidence: p.evidence.map(|e| DocumentSimilarity {
            whole: e.whole.map(round),
            parts: e.parts.map(round),
            facts: round(e.facts),
            length: round(e.length),
            lead: e.lead.map(round),
        }),
    });
    let sources = found.lone_sources.iter().map(|&i| Line { source: path(&found.sources[i]), ..Line::default() });
    let targets = found.lone_targets.iter().map(|&i| Line { target: path(&found.targets[i]), ..Line::default() });
    pairs.chain(sources).chain(targets).collect()
}

fn tsv(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "source\ttarget\tscore\tname\tcontent")?;
    for line in lines {
        let text = |x: &Option<String>| x.as_deref().map(|x| one_line(x).into_owned()).unwrap_or_default();
        let number = |x: Option<f32>| x.map(|x| format!("{x:.4}")).unwrap_or_default();
        let (source, target) = (text(&line.source), text(&line.target));
        writeln!(out, "{source}\t{target}\t{}\t{}\t{}", number(line.score), number(line.name), number(line.content))?;
    }
    Ok(())
}

fn jsonl(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
