//! `calque model`: train, describe and measure models.

use super::shared::settings;
use crate::args::Cli;
use crate::args::model::{MeasureArgs, ModelArgs, ModelCommand, TrainArgs};
use crate::failure::Failure;
use crate::output::Output;
use calque_model::{Model, with_measured};
use calque_text::Lang;
use calque_train::{Manifest, MemoryLimit, Source, State, TrainError, TrainSettings, measure, pairs_of, train};
use indicatif::ProgressBar;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &ModelArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        ModelCommand::List => print(&list()),
        ModelCommand::Info => print(&describe(calque::chosen_model(&settings(cli)?)?)),
        ModelCommand::Train(args) => train_model(args),
        ModelCommand::Measure(args) => measure_model(calque::chosen_model(&settings(cli)?)?, args),
    }
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    out.text(text)?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    let (a, b) = Model::embedded().langs();
    format!("{a}-{b}  {} and {}, embedded\n", a.name(), b.name())
}

fn describe(model: &Model) -> String {
    let meta = model.meta();
    let (a, b) = model.langs();
    let mut out = String::new();
    let words = |lang| model.side(lang).map_or(0, |s| s.len());
    // Writing to a String cannot fail.
    let _ = writeln!(out, "name       {}", meta.name);
    let _ = writeln!(out, "languages  {} ({a}) and {} ({b})", a.name(), b.name());
    let _ = writeln!(out, "size       {:.1} MB", model.size() as f64 / 1e6);
    let _ = writeln!(out, "words      {} {a}, {} {b}", words(a), words(b));
    let phrases = model.phrases(a, b).map_or(0, |p| p.len());
    let _ = writeln!(out, "phrases    {phrases} idioms and names of several words");
    let _ = writeln!(out, "vectors    {} dimensions", model.dim());
    for (what, figure) in &meta.measured {
        let _ = writeln!(out, "measured   {what}: {figure}");
    }
    for d in &meta.data {
        let licence = if d.licence.is_empty() { "licence not given" } else { &d.licence };
        let _ = writeln!(
            out,
            "data       {}: {} pairs, weight {}, {licence}, xxh3 {}",
            d.name, d.pairs, d.weight, d.checksum
        );
    }
    out
}

/// `PATH` or `PATH:WEIGHT`; a path that holds a colon and exists is a path.
fn source(text: &str) -> Source {
    match text.rsplit_once(':') {
        Some((path, weight)) if !Path::new(text).exists() => match weight.parse() {
            Ok(weight) => Source { weight, ..Source::new(path) },
            Err(_) => Source::new(text),
        },
        _ => Source::new(text),
    }
}

fn train_model(args: &TrainArgs) -> Result<ExitCode, Failure> {
    let (sources, mut chosen) = if let Some(path) = &args.manifest {
        let manifest = Manifest::read(path, &args.data).map_err(|e| failed(&e))?;
        let chosen = manifest.settings();
        (manifest.data, chosen)
    } else {
        let (Some(first), Some(second)) = (args.langs.source_lang, args.langs.target_lang) else {
            let help = "say which languages the columns are in, such as --source-lang de --target-lang en";
            return Err(Failure::new("the languages of the pairs are not given", help));
        };
        let pairs = args.pairs.iter().map(|p| source(p));
        let entries = args.entries.iter().map(|p| Source { dictionary: true, ..source(p) });
        (pairs.chain(entries).collect(), TrainSettings::new(first, second))
    };
    chosen.memory = MemoryLimit(args.memory);
    chosen.vectors.seed = args.seed;
    chosen.vectors.epochs = args.epochs.unwrap_or(chosen.vectors.epochs);
    let state = State::new(format!("{}.training", args.output.display()));
    // Opened before training, which takes hours, so that an output that cannot be written is reported at once.
    let mut out = Output::open(Some(&args.output))?;
    let bar = ProgressBar::new_spinner();
    let say = |message: &str| {
        bar.set_message(message.to_owned());
        bar.tick();
        tracing::info!("{message}");
    };
    let keep = |pass: usize, bytes: &[u8]| {
        if args.keep {
            let path = format!("{}.{pass}", args.output.display());
            if let Err(e) = std::fs::write(&path, bytes) {
                tracing::warn!("{path}: cannot be written: {e}");
            }
        }
    };
    let bytes = train(&sources, &chosen, Some(&state), &say, keep).map_err(|e| match e {
        TrainError::NoPairs => Failure::new(format!("{}: {e}", given(args)), "see `calque model train --help`"),
        e => failed(&e),
    })?;
    if let Err(e) = Model::from_bytes(&bytes, "the new model") {
        // What it was made from is of no use to the next run either.
        state.remove();
        let what = format!("{}: gives no model: {e}", given(args));
        return Err(Failure::new(what, "give more pairs, with words on both sides"));
    }
    let bytes = with_measured(&bytes, &figures(&bytes, args)?).map_err(calque::Error::from)?;
    bar.finish_and_clear();
    out.with(|w| w.write_all(&bytes))?;
    out.finish()?;
    if !args.keep {
        state.remove();
    }
    Ok(ExitCode::SUCCESS)
}

/// What the new model reaches on the files given to measure it.
fn figures(bytes: &[u8], args: &TrainArgs) -> Result<Vec<(String, String)>, Failure> {
    let model = Model::from_bytes(bytes, "the new model").map_err(calque::Error::from)?;
    let mut out = Vec::new();
    for path in &args.measure {
        let found = measure::retrieval(&model, &pairs_of(path, columns(&model)).map_err(|e| failed(&e))?);
        let what = format!("retrieval by margin among the {} pairs of {}", found.pairs, file_name(path));
        out.push((what, format!("{:.2} %", 100.0 * found.mean())));
    }
    if let Some(path) = &args.dictionary {
        let [forth, back] =
            measure::lexicon_precision(&model, &pairs_of(path, columns(&model)).map_err(|e| failed(&e))?, 2000);
        let what = format!("first translation listed in {}", file_name(path));
        out.push((what, format!("{:.1} % forth, {:.1} % back", 100.0 * forth, 100.0 * back)));
    }
    Ok(out)
}

/// The languages of the columns of a file that a model is measured with.
fn columns(model: &Model) -> [Lang; 2] {
    [model.langs().0, model.langs().1]
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The files that a model is made from, in words.
fn given(args: &TrainArgs) -> String {
    args.manifest.as_ref().map_or_else(|| args.pairs.join(", "), |path| path.display().to_string())
}

fn failed(e: &calque_train::TrainError) -> Failure {
    Failure::new(e, "see `calque model train --help`")
}

fn measure_model(model: &Model, args: &MeasureArgs) -> Result<ExitCode, Failure> {
    let pairs = pairs_of(&args.pairs, columns(model)).map_err(|e| failed(&e))?;
    let found = measure::retrieval(model, &pairs);
    let mut out = format!(
        "retrieval  {:.2} % of {} pairs ({:.2} % forth, {:.2} % back)\n",
        100.0 * found.mean(),
        found.pairs,
        100.0 * found.forth,
        100.0 * found.back
    );
    if args.misses {
        for &(asked, found) in &found.misses {
            let _ = writeln!(
                out,
                "\nasked      {}\nright      {}\nfound      {}",
                pairs[asked].0, pairs[asked].1, pairs[found].1
            );
        }
    }
    if let Some(path) = &args.dictionary {
        let [forth, back] =
            measure::lexicon_precision(model, &pairs_of(path, columns(model)).map_err(|e| failed(&e))?, 2000);
        let _ = writeln!(out, "lexicon    first translation in the dictionary: {forth:.3} forth, {back:.3} back");
    }
    print(&out)
}
