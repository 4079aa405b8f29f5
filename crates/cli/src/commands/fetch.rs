//! `calque fetch`: URLs to files.

use crate::args::fetch::FetchArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque::Input;
use calque_service::{Cache, FetchRecord, FetchStatus, ListOutcome, TrimLimit, fetch_list};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use std::process::ExitCode;

/// A list may be this long: a hundred million URLs would not fit into memory.
const MAX_LIST: u64 = 1 << 30;

/// Runs it.
pub(crate) fn run(args: &FetchArgs) -> Result<ExitCode, Failure> {
    let mut urls = args.urls.clone();
    if let Some(path) = &args.list {
        urls.extend(list(path)?);
    }
    if let (true, Some(limit)) = (urls.is_empty(), args.trim) {
        let mut out = Output::open(None)?;
        out.text(&(trim(args, limit)? + "\n"))?;
        out.finish()?;
        return Ok(ExitCode::SUCCESS);
    }
    if urls.is_empty() {
        let list = args.list.as_ref().map(|list| format!("{}: ", list.display())).unwrap_or_default();
        let what = format!("{list}there is no URL to fetch");
        return Err(Failure::new(what, "give URLs, or a file of them with --urls"));
    }
    let bar = bar(urls.len());
    let mut on_record = |record: &FetchRecord| {
        if record.status == FetchStatus::Failed {
            let message = record.message.as_deref().unwrap_or_default();
            bar.suspend(|| tracing::warn!("{}: {message}", record.url));
        }
        bar.inc(1);
    };
    let outcome = fetch_list(&urls, args.output.as_deref(), args.refresh, &args.settings(), &mut on_record)?;
    bar.finish_and_clear();
    if args.output.is_none() {
        let mut out = Output::open(None)?;
        for record in &outcome.records {
            out.with(|out| {
                serde_json::to_writer(&mut *out, record)?;
                out.write_all(b"\n")
            })?;
        }
        out.finish()?;
    }
    if let Some(limit) = args.trim {
        tracing::info!("{}", trim(args, limit)?);
    }
    finish(args, &outcome)
}

/// Makes the cache smaller, and says by how much.
fn trim(args: &FetchArgs, limit: TrimLimit) -> Result<String, Failure> {
    let trimmed = Cache::open(args.web.cache.as_deref())?.trim(limit)?;
    let mega = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let (removed, left) = (mega(trimmed.bytes), mega(trimmed.left));
    Ok(format!("{} files ({removed}) removed from the cache, {left} left", trimmed.files))
}

/// Says how it went, and the exit status.
fn finish(args: &FetchArgs, outcome: &ListOutcome) -> Result<ExitCode, Failure> {
    let count = |status| outcome.records.iter().filter(|r| r.status == status).count();
    let (fetched, cached, kept) = (count(FetchStatus::Fetched), count(FetchStatus::Cached), count(FetchStatus::Kept));
    let failed: Vec<&FetchRecord> = outcome.records.iter().filter(|r| r.status == FetchStatus::Failed).collect();
    tracing::info!("{fetched} fetched, {cached} unchanged, {kept} kept from before, {} failed", failed.len());
    if outcome.interrupted {
        let done = outcome.records.len() - failed.len();
        tracing::warn!("stopped with {done} of {} done; run the same command again to go on", outcome.records.len());
        return Ok(ExitCode::from(130));
    }
    match failed.as_slice() {
        [] => Ok(ExitCode::SUCCESS),
        [one] => Err(Failure::new(
            format!("{}: {}", one.url, one.message.as_deref().unwrap_or_default()),
            one.help.as_deref().unwrap_or_default(),
        )),
        many => {
            let record = args.output.as_ref().map(|o| o.join("fetch.jsonl").display().to_string());
            let list = record.unwrap_or_else(|| "standard output".to_owned());
            let what = format!("{} of {} could not be had", many.len(), outcome.records.len());
            Err(Failure::new(what, format!("{list} says why, for each; the same command again tries only these")))
        }
    }
}

/// The URLs of a list.
pub(crate) fn list(path: &Path) -> Result<Vec<String>, Failure> {
    let input = Input::from_arg(path);
    let text = String::from_utf8(input.bytes(MAX_LIST)?)
        .map_err(|_| Failure::new(format!("{}: is not UTF-8", input.name()), "save the list as UTF-8 text"))?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    Ok(lines.filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect())
}

/// A bar on standard error, if that is a terminal and there is more than one URL.
pub(crate) fn bar(urls: usize) -> ProgressBar {
    if urls < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(urls as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len}, {per_sec}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
