//! What commands share: settings, filter presets, warnings, standard input, progress bars.

use crate::args::Cli;
use crate::failure::Failure;
use calque::stream::Progress;
use calque::{Input, Settings};
use calque_formats::pairs::Losses;
use calque_harvest::filter::Preset;
use calque_messages::UiLang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
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

/// Refuses to read standard input twice.
pub(crate) fn only_one_stdin(inputs: &[&Path]) -> Result<(), Failure> {
    if inputs.iter().filter(|p| **p == Path::new("-")).count() > 1 {
        return Err(Failure::new("standard input can be read only once", "give a file for the other side"));
    }
    Ok(())
}

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
