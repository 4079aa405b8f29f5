//! What commands share: settings, filter presets, warnings, standard input, progress bars.

use crate::args::Cli;
use crate::failure::Failure;
use calque::stream::Progress;
use calque::{Input, Settings};
use calque_formats::pairs::Losses;
use calque_harvest::filter::Preset;
use calque_messages::UiLang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Progress is shown for inputs of at least this many bytes.
const MIN_BYTES_FOR_BAR: u64 = 1 << 20;

/// The settings of the file with the global options; the model is opened, so that an error in it is reported
/// before any work.
pub(crate) fn settings(cli: &Cli) -> Result<Settings, Failure> {
    let mut settings = from_file(cli)?;
    if cli.model.is_some() {
        settings.model.clone_from(&cli.model);
    }
    let of_locale = || UiLang::of_environment(|name| std::env::var(name).ok());
    settings.ui_lang = cli.ui_lang.or(settings.ui_lang).or_else(|| Some(of_locale()));
    calque::chosen_model(&settings)?;
    Ok(settings)
}

/// The settings of `--settings`, else of `calque.toml` in this folder, else the defaults.
fn from_file(cli: &Cli) -> Result<Settings, Failure> {
    let (path, asked) = match &cli.settings {
        Some(path) => (path.as_path(), true),
        None => (Path::new("calque.toml"), false),
    };
    if !asked && !path.exists() {
        return Ok(Settings::default());
    }
    let bytes = Input::from_arg(path).bytes(1 << 20)?;
    let name = path.display().to_string();
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("{name}: is not UTF-8"), "save the settings as UTF-8 text"))?;
    tracing::debug!(file = %name, "settings read");
    Ok(Settings::parse(&name, &text)?)
}

/// A preset of filters by its name; `None` for `none`.
pub(crate) fn preset(asked: &str) -> Result<Option<Preset>, Failure> {
    let found = Preset::ALL.into_iter().find(|p| p.as_str() == asked);
    if found.is_none() && asked != "none" {
        let help = "choose one of strict, normal, loose, none";
        return Err(Failure::new(format!("`{asked}` is not a preset of filters"), help));
    }
    Ok(found)
}

/// Logs warnings.
pub(crate) fn warn(warnings: &[String]) {
    for warning in warnings {
        tracing::warn!("{warning}");
    }
}

/// Refuses to read standard input twice, and says that a terminal is waited for.
pub(crate) fn only_one_stdin(inputs: &[&Path]) -> Result<(), Failure> {
    match inputs.iter().filter(|p| **p == Path::new("-")).count() {
        1 if std::io::stdin().is_terminal() => {
            tracing::warn!("waiting for text on standard input; end it with Ctrl-D");
        }
        0 | 1 => {}
        _ => return Err(Failure::new("standard input can be read only once", "give a file for the other side")),
    }
    Ok(())
}

/// Refuses to write a file whose ending names no format; one without an ending, a device and standard output may
/// be written in any. `known` are the endings of the formats that there are.
pub(crate) fn known_ending(path: Option<&Path>, known: &[&str]) -> Result<(), Failure> {
    let Some(path) = path.filter(|p| *p != Path::new("-")) else { return Ok(()) };
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let bare = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(name);
    let Some(ending) = Path::new(bare).extension().and_then(|e| e.to_str()) else { return Ok(()) };
    let is_device = path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir());
    if is_device || known.iter().any(|k| k.eq_ignore_ascii_case(ending)) {
        return Ok(());
    }
    let instead = match ending.to_ascii_lowercase().as_str() {
        "pdf" | "docx" | "doc" | "odt" if known.contains(&"html") => {
            "; a browser prints the HTML page, and word processors open it"
        }
        "xlsx" | "xls" | "ods" if known.contains(&"csv") => "; spreadsheets open csv",
        _ => "",
    };
    Err(Failure::new(
        format!("{}: there is no format to write with the ending .{ending}", path.display()),
        format!("end the name in one of {}, or name a format with --format{instead}", known.join(", ")),
    ))
}

/// The endings of files of pairs that `PairFormat::of_name` knows.
pub(crate) const ENDINGS_OF_PAIRS: [&str; 10] =
    ["jsonl", "json", "tsv", "tmx", "xlf", "xliff", "xces", "parquet", "po", "html"];

/// Logs what a format could not represent.
pub(crate) fn log_losses(losses: &Losses) {
    for (what, n) in losses.iter() {
        tracing::warn!("{n} {what}");
    }
}

/// A progress bar over `bytes` on standard error; hidden for short work or if that is not a terminal.
pub(crate) fn bar(bytes: Option<u64>) -> ProgressBar {
    match bytes {
        Some(n) if n >= MIN_BYTES_FOR_BAR => {
            let bar = ProgressBar::with_draw_target(Some(n), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left") {
                bar.set_style(style);
            }
            bar
        }
        _ => ProgressBar::hidden(),
    }
}

/// Runs `work` while a bar shows how far it has come.
pub(crate) fn with_bar<T>(bar: &ProgressBar, progress: &Progress, work: impl FnOnce() -> T) -> T {
    if bar.is_hidden() {
        return work();
    }
    let (done, ended) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while ended.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
                bar.set_position(progress.bytes());
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(done);
        result
    })
}
