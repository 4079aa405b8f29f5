//! `calque corpus build` and `calque corpus merge`: options and settings to a
//! run, with its progress on standard error and its summary on standard output.

use crate::args::Cli;
use crate::args::corpus::build::{BuildArgs, MergeArgs, RunArgs, WriteCorpusArgs};
use crate::args::pair::By;
use crate::commands::pipe::preset;
use crate::commands::{settings, warn, web};
use crate::failure::Failure;
use crate::output::Output;
use calque::{CorpusSettings, PairBy, Settings};
use calque_formats::pairs::PairFormat;
use calque_harvest::build::{
    BuildError, BuildSettings, Choice, Documents, Places, Progress, SieveSettings, Summary, build, merge, urls_of,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Runs `calque corpus build`.
pub(crate) fn run(cli: &Cli, args: &BuildArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.read.apply(&mut settings);
    let corpus = std::mem::take(&mut settings.corpus);
    let choice = choice(&corpus, &args.write, &args.run)?;
    let output = args.output.clone().or(corpus.output.clone()).ok_or_else(|| {
        Failure::new(
            "there is no folder for the results",
            "name one with -o, or as `output` under [corpus] in calque.toml",
        )
    })?;
    let documents = documents(args, &corpus)?;
    let settings = BuildSettings {
        places: places(&documents, args, &settings, &output)?,
        documents,
        output: output.clone(),
        calque: settings,
        fidelity: args.fidelity || corpus.fidelity,
        sieve: sieve(args, &corpus)?,
        shard: args.shard,
        threads: threads(&args.run),
        choice,
    };
    let summary = watched(|progress| build(&settings, progress))?;
    let output = args.shard.map_or(output.clone(), |shard| output.join(shard.name()));
    say(&summary, &output, args.shard.is_some())
}

/// Runs `calque corpus merge`.
pub(crate) fn run_merge(cli: &Cli, args: &MergeArgs) -> Result<ExitCode, Failure> {
    let choice = choice(&settings(cli)?.corpus, &args.write, &args.run)?;
    let summary = watched(|progress| merge(&args.shards, &args.output, &choice, progress))?;
    say(&summary, &args.output, false)
}

/// Where the documents are: as the options say, else as the settings do.
fn documents(args: &BuildArgs, corpus: &CorpusSettings) -> Result<Documents, Failure> {
    let by = match args.pair_by {
        Some(By::Both) => PairBy::Both,
        Some(By::Names) => PairBy::Names,
        Some(By::Content) => PairBy::Content,
        None => corpus.pair_by,
    };
    let min_score = args.min_pair_score.unwrap_or(corpus.min_pair_score);
    let folders = |source: &PathBuf, target: &PathBuf| {
        for folder in [source, target] {
            if folder.exists() && !folder.is_dir() && !calque::is_archive(folder) {
                let help =
                    "give two folders or web archives (.warc, .warc.gz), or a list of pairs of files with --manifest";
                return Err(Failure::new(format!("{}: is not a folder", folder.display()), help));
            }
        }
        Ok(Documents::Folders { source: source.clone(), target: target.clone(), by, min_score })
    };
    match (&args.source, &args.target, &args.manifest) {
        (Some(source), Some(target), _) => folders(source, target),
        (_, _, Some(manifest)) => Ok(Documents::Manifest(manifest.clone())),
        _ => match (&corpus.source, &corpus.target, &corpus.manifest) {
            (Some(source), Some(target), None) => folders(source, target),
            (None, None, Some(manifest)) => Ok(Documents::Manifest(manifest.clone())),
            _ => Err(Failure::new(
                "there are no documents to build from",
                "give two folders or --manifest FILE, or say so under [corpus] in calque.toml: either source and \
                 target, or manifest",
            )),
        },
    }
}

/// Documents that are no files: URLs of a manifest are fetched, web archives unpacked. What was fetched
/// before is not asked for again, so that a run that goes on ends as it would have.
fn places(documents: &Documents, args: &BuildArgs, settings: &Settings, output: &Path) -> Result<Places, Failure> {
    let mut places = Places::default();
    match documents {
        Documents::Folders { source, target, .. } => {
            for archive in [source, target].into_iter().filter(|path| calque::is_archive(path)) {
                warn(&places.add_archive(archive, &output.join(".calque").join("pages"))?);
            }
        }
        Documents::Manifest(path) => {
            let urls = urls_of(path)?;
            let mut how = args.read.web.settings(settings.read.max_size);
            how.max_age = Duration::MAX;
            let pages = if urls.is_empty() { Vec::new() } else { calque_service::fetch_all(&urls, &how, &|_| ())? };
            for (url, page) in urls.into_iter().zip(pages) {
                match page {
                    Ok(page) => drop(places.fetched.insert(url, web::fetched(page))),
                    Err(e) => drop(places.failed.insert(url, (e.problem.to_string(), e.help().to_owned()))),
                }
            }
        }
    }
    Ok(places)
}

/// What to keep.
fn sieve(args: &BuildArgs, corpus: &CorpusSettings) -> Result<SieveSettings, Failure> {
    let asked = args.preset.as_ref().unwrap_or(&corpus.preset);
    let changes = corpus.filters.iter().chain(&args.filters).cloned().collect();
    Ok(SieveSettings { preset: preset(asked)?, changes, repair: corpus.repair && !args.no_repair })
}

/// How to write the corpus.
fn choice(corpus: &CorpusSettings, write: &WriteCorpusArgs, run: &RunArgs) -> Result<Choice, Failure> {
    let asked = write.format.as_ref().unwrap_or(&corpus.format);
    let (name, packing) = match asked.rsplit_once('.') {
        Some((name, packing @ ("gz" | "zst"))) => (name, format!(".{packing}")),
        _ => (asked.as_str(), String::new()),
    };
    let format = PairFormat::ALL.into_iter().find(|f| f.as_str() == name).ok_or_else(|| {
        let names: Vec<&str> = PairFormat::ALL.iter().map(|f| f.as_str()).collect();
        Failure::new(
            format!("`{asked}` is not a format of pairs"),
            format!("choose one of {}, with .gz or .zst behind it to have the files packed", names.join(", ")),
        )
    })?;
    Ok(Choice {
        format,
        packing,
        duplicate: None,
        pairs_per_file: write.pairs_per_file.unwrap_or(corpus.pairs_per_file).max(1),
        memory: run.memory.unwrap_or(corpus.memory),
    })
}

fn threads(run: &RunArgs) -> usize {
    run.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Says what a run did, and where its results are.
fn say(summary: &Summary, output: &std::path::Path, shard: bool) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    out.text(&summary.text())?;
    let places = if shard { "manifest.json" } else { "data, report.html, report.json, errors.jsonl" };
    out.text(&format!("\nin {}: {places}\n", output.display()))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs with a bar on standard error, if that is a terminal.
fn watched(work: impl FnOnce(&Progress) -> Result<Summary, BuildError> + Send) -> Result<Summary, Failure> {
    let (progress, ended) = (Progress::default(), AtomicBool::new(false));
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let summary = std::thread::scope(|scope| {
        if !bar.is_hidden() {
            scope.spawn(|| watch(&bar, &progress, &ended));
        }
        let summary = work(&progress);
        ended.store(true, Ordering::Relaxed);
        summary
    });
    bar.finish_and_clear();
    Ok(summary?)
}

/// Draws the bar until the run has ended.
fn watch(bar: &ProgressBar, progress: &Progress, ended: &AtomicBool) {
    let style = |template| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let documents = style("{bar:30} {pos} of {len} document pairs, {msg}, {eta} left");
    let start = Instant::now();
    bar.set_style(style("{spinner} {msg}"));
    while !ended.load(Ordering::Relaxed) {
        let get = |n: &std::sync::atomic::AtomicU64| n.load(Ordering::Relaxed);
        let (total, done) = (get(&progress.total), get(&progress.documents));
        let (gathered, written) = (get(&progress.gathered), get(&progress.written));
        if gathered > 0 {
            bar.set_style(style("{spinner} {msg}"));
            bar.set_message(match written {
                0 => format!("looking for copies: {gathered} pairs"),
                _ => format!("writing: {written} pairs gone through"),
            });
        } else if total == 0 {
            bar.set_message("pairing the documents");
        } else {
            let rate = get(&progress.sentences) as f64 / start.elapsed().as_secs_f64().max(0.001);
            bar.set_style(documents.clone());
            bar.set_length(total);
            bar.set_position(done.min(total));
            bar.set_message(format!("{rate:.0} sentences/s"));
        }
        bar.tick();
        std::thread::sleep(Duration::from_millis(100));
    }
}

impl From<BuildError> for Failure {
    fn from(e: BuildError) -> Self {
        Self::new(&e, e.help())
    }
}
