//! `calque status`: a documentation tree and its translations.

use super::shared::{known_ending, settings, warn};
use super::suppression::{Dismissed, MAX_BYTES};
use crate::args::Cli;
use crate::args::reading::input;
use crate::args::status::StatusArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::{colour_of_output, width};
use calque::Settings;
use calque_tree::{KnownItems, PageCache, Since, StatusFormat, StatusRequest, baseline, render, status};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &StatusArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    calque::open_glossaries(&mut settings)?;
    // The baselines of the settings are those of findings; pages have their own.
    let dismissed = Dismissed::read(&Settings { baseline: Vec::new(), ..settings.clone() })?;
    let request = request(args, &settings)?;
    let known = known(args, &settings)?;
    if args.format.is_none() {
        known_ending(args.output.as_deref(), &StatusFormat::ALL.map(StatusFormat::extension))?;
    }
    let by_name = args.output.as_deref().and_then(|p| p.extension()).and_then(|e| e.to_str()?.parse().ok());
    let format = args.format.or(by_name).unwrap_or_default();
    let mut out = Output::open(args.output.as_deref())?;
    let mut written = args.write_baseline.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let cache = if args.no_cache { PageCache::default() } else { cache(args, &request) };
    let bar = bar();
    let found = status(&request, &settings, &dismissed.all(), &cache, &|n| bar.inc(n as u64));
    bar.finish_and_clear();
    let mut tree = found?;
    if let Err(e) = cache.save() {
        tracing::warn!(
            "what was compared cannot be kept: {e}; name another folder with --cache, or none with --no-cache"
        );
    }
    warn(&tree.warnings);
    if let Some(file) = &mut written {
        file.text(&baseline(&tree))?;
    }
    known.apply(&mut tree);
    let paint = colour_of_output(cli.color, args.output.is_some());
    out.text(&render(&tree, format, settings.ui_lang.unwrap_or_default(), args.all, width(), paint))?;
    let wrong = args.fail_on.clone().unwrap_or_default().0;
    let fails =
        written.is_none() && tree.languages.iter().any(|l| l.pages.iter().any(|page| wrong.contains(&page.state)));
    out.finish()?;
    written.map_or(Ok(()), Output::finish)?;
    Ok(ExitCode::from(u8::from(fails)))
}

/// What is asked: by the options, else by `[tree]` of the settings.
fn request(args: &StatusArgs, settings: &Settings) -> Result<StatusRequest, Failure> {
    let tree = &settings.tree;
    let Some(source) = args.source.clone().or_else(|| tree.source.clone()) else {
        return Err(Failure::new(
            "the folder of the originals is missing",
            "give it and the folders of the translations, or write source and targets under [tree] in calque.toml",
        ));
    };
    let targets = if args.targets.is_empty() { tree.targets.clone() } else { args.targets.clone() };
    if targets.is_empty() {
        let help = "give the folders of the translations behind that of the originals";
        return Err(Failure::new(format!("{}: is compared with nothing", source.display()), help));
    }
    let either = |given: &[String], set: &[String]| if given.is_empty() { set.to_vec() } else { given.to_vec() };
    Ok(StatusRequest {
        source,
        targets,
        include: either(&args.include, &tree.include),
        exclude: either(&args.exclude, &tree.exclude),
        since: args.since.as_deref().map(Since::parse),
    })
}

/// What the baselines know.
fn known(args: &StatusArgs, settings: &Settings) -> Result<KnownItems, Failure> {
    let mut known = KnownItems::default();
    for path in args.baseline.iter().chain(&settings.tree.baseline) {
        let source = input(path);
        let name = source.name();
        let text = String::from_utf8(source.bytes(MAX_BYTES)?)
            .map_err(|_| Failure::new(format!("{name}: is not UTF-8"), "write the baseline anew"))?;
        known.add(&name, &text)?;
    }
    Ok(known)
}

/// The results of earlier runs over the same trees.
fn cache(args: &StatusArgs, request: &StatusRequest) -> PageCache {
    let folder = args.cache.clone().unwrap_or_else(|| calque_service::cache_folder("status"));
    let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let trees: Vec<PathBuf> = std::iter::once(&request.source).chain(&request.targets).map(|p| full(p)).collect();
    PageCache::open(&folder, &format!("{trees:?}"))
}

/// A count of pages on standard error, if that is a terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} pages, {per_sec}") {
        bar.set_style(style);
    }
    bar
}
