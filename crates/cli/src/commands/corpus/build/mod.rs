//! `calque corpus build` and `calque corpus merge`: options and settings to a
//! run, with its progress on standard error and its summary on standard output.

mod documents;
mod replace;

use crate::args::Cli;
use crate::args::corpus::build::{BuildArgs, MergeArgs, RunArgs, WriteCorpusArgs};
use crate::commands::shared::{preset, settings};
use crate::failure::Failure;
use crate::output::Output;
use calque::CorpusSettings;
use calque_formats::pairs::PairFormat;
use calque_harvest::corpus::{
    BuildError, BuildProgress, BuildSettings, CleaningSettings, CorpusOptions, CorpusSummary, Provenance, build, merge,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Runs `calque corpus build`.
pub(crate) fn run(cli: &Cli, args: &BuildArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.read.apply(&mut settings);
    settings.align.crossings |= args.crossings;
    let corpus = std::mem::take(&mut settings.corpus);
    let options = corpus_options(&corpus, &args.write, &args.run)?;
    let output = args.output.clone().or(corpus.output.clone()).ok_or_else(|| {
        Failure::new(
            "there is no folder for the results",
            "name one with -o, or as `output` under [corpus] in calque.toml",
        )
    })?;
    let given = documents::given(args, &corpus)?;
    let (documents, sources) = documents::fetch_documents(given, args, &settings, &output)?;
    let settings = BuildSettings {
        sources,
        documents,
        output: output.clone(),
        calque: settings,
        fidelity: args.fidelity || corpus.fidelity,
        cleaning: cleaning_settings(args, &corpus)?,
        shard: args.shard,
        threads: threads(&args.run),
        options,
    };
    if args.shard.is_none() && !args.replace {
        replace::ask(&output, &settings.cleaning)?;
    }
    let summary = watched(|progress| build(&settings, progress))?;
    let output = args.shard.map_or(output.clone(), |shard| output.join(shard.name()));
    print_summary(&summary, &output, args.shard.is_some())
}

/// Runs `calque corpus merge`.
pub(crate) fn run_merge(cli: &Cli, args: &MergeArgs) -> Result<ExitCode, Failure> {
    let options = corpus_options(&settings(cli)?.corpus, &args.write, &args.run)?;
    let summary = watched(|progress| merge(&args.shards, &args.output, &options, progress))?;
    print_summary(&summary, &args.output, false)
}

/// How pairs are repaired and filtered.
fn cleaning_settings(args: &BuildArgs, corpus: &CorpusSettings) -> Result<CleaningSettings, Failure> {
    let asked = args.preset.as_ref().unwrap_or(&corpus.preset);
    let changes = corpus.filters.iter().chain(&args.filters).cloned().collect();
    Ok(CleaningSettings { preset: preset(asked)?, changes, repair: corpus.repair && !args.no_repair })
}

/// How to write the corpus.
fn corpus_options(corpus: &CorpusSettings, write: &WriteCorpusArgs, run: &RunArgs) -> Result<CorpusOptions, Failure> {
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
    if !packing.is_empty() && matches!(format, PairFormat::Parquet | PairFormat::Xces) {
        let what = format!("files of {} are not packed", format.as_str());
        return Err(Failure::new(what, format!("they are small already; write --format {}", format.as_str())));
    }
    Ok(CorpusOptions {
        format,
        compression: packing,
        duplicate: None,
        pairs_per_file: write.pairs_per_file.unwrap_or(corpus.pairs_per_file).max(1),
        memory: run.memory.unwrap_or(corpus.memory),
        name: write.name.clone().or_else(|| corpus.name.clone()),
        licence: write.licence.clone().or_else(|| corpus.licence.clone()),
        provenance: Provenance::default(),
    })
}

fn threads(run: &RunArgs) -> usize {
    run.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Prints the summary of a run and where its results are.
fn print_summary(summary: &CorpusSummary, output: &std::path::Path, shard: bool) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    out.text(&summary.text())?;
    let files = if shard { "manifest.json" } else { "data, report.html, report.json, documents.jsonl, errors.jsonl" };
    out.text(&format!("\nin {}: {files}\n", output.display()))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs with a bar on standard error, if that is a terminal.
fn watched(
    work: impl FnOnce(&BuildProgress) -> Result<CorpusSummary, BuildError> + Send,
) -> Result<CorpusSummary, Failure> {
    let (progress, ended) = (BuildProgress::default(), AtomicBool::new(false));
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
fn watch(bar: &ProgressBar, progress: &BuildProgress, ended: &AtomicBool) {
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
