//! `calque pair`: the files of two folders, or of a list, to pairs of files.

use super::shared::{settings, warn};
use super::vectors;
use super::web;
use crate::args::Cli;
use crate::args::pair::{By, PairArgs, PairFormat};
use crate::failure::Failure;
use crate::output::Output;
use calque::{
    FilePairLine, Input, PairBy, PairedFiles, PairingChoices, Settings, file_pair_lines, pair_folders_with,
    pair_mixed_with,
};
use calque_formats::warc::Pages;
use calque_formats::write::one_line;
use calque_service::is_url;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

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
    let encoder = vectors::encoder(&args.vectors, &settings)?;
    let choices = PairingChoices { by, min_score: args.min_score, encoder: encoder.as_deref() };
    let found = match (&args.source, &args.target, &args.urls) {
        (Some(source), Some(target), _) => {
            [source, target].into_iter().try_for_each(|folder| check(folder))?;
            pair_folders_with(source, target, &choices, &settings)?
        }
        (_, _, Some(list)) => pair_mixed_with(&documents(list, args, &settings)?, &choices, &settings)?,
        // The options see to it.
        _ => PairedFiles::default(),
    };
    for error in &found.unread {
        tracing::warn!("{error}; left out");
    }
    warn(&found.warnings);
    let lines = file_pair_lines(&found);
    out.with(|out| match args.format {
        PairFormat::Tsv => tsv(&lines, out),
        PairFormat::Jsonl => lines.iter().try_for_each(|line| out.write_all(calque::line(line).as_bytes())),
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

fn tsv(lines: &[FilePairLine], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "source\ttarget\tscore\tname\tcontent")?;
    for line in lines {
        let text = |x: &Option<String>| x.as_deref().map(|x| one_line(x).into_owned()).unwrap_or_default();
        let number = |x: Option<f32>| x.map(|x| format!("{x:.4}")).unwrap_or_default();
        let (source, target) = (text(&line.source), text(&line.target));
        writeln!(out, "{source}\t{target}\t{}\t{}\t{}", number(line.score), number(line.name), number(line.content))?;
    }
    Ok(())
}
