//! `calque serve`: the workbench in the browser.

use super::shared::settings;
use super::suppression::Dismissed;
use crate::args::Cli;
use crate::args::serve::ServeArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque_workbench::{WorkbenchOptions, serve};
use std::process::{Command, ExitCode, Stdio};

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &ServeArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.encoder.apply(&mut settings);
    settings.align.refuse_unrelated &= !args.allow_unrelated;
    // What the settings name is written to; else the usual files are, beside the texts.
    let (list, glossary) = (settings.suppress.last().cloned(), settings.glossary.last().cloned());
    calque::add_usual_files(&mut settings, &[]);
    calque::open_glossaries(&mut settings)?;
    let suppressions = Dismissed::read(&settings)?.into_lists();
    let options = WorkbenchOptions {
        port: args.port,
        files: args.files.clone(),
        data: args.data.clone(),
        page: args.page.clone(),
        settings,
        suppressions,
        list,
        glossary,
    };
    let open = !args.no_open;
    let mut printed = Ok(());
    serve(options, |address| {
        printed = print(address);
        if open && printed.is_ok() {
            open_browser(address);
        }
    })?;
    printed?;
    Ok(ExitCode::SUCCESS)
}

fn print(address: &str) -> Result<(), Failure> {
    let mut out = Output::open(None)?;
    out.text(&format!("{address}\n"))?;
    out.finish()
}

/// Asks the desktop to show the address. Where there is none, the address that was printed is enough.
fn open_browser(address: &str) {
    let (program, args): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let command = Command::new(program)
        .args(args)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(e) = command {
        tracing::debug!("{program}: {e}");
    }
}
