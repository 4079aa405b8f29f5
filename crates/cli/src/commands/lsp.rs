//! `calque lsp`: the language server, on standard input and output.

use super::dismiss;
use super::shared::settings;
use super::suppression::Dismissed;
use crate::args::Cli;
use crate::args::lsp::LspArgs;
use crate::failure::Failure;
use calque::{Report, named_by, named_findings};
use calque_lsp::{Host, HostError, Knowledge, Tree, start};
use calque_messages::UiLang;
use lsp_server::Connection;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &LspArgs) -> Result<ExitCode, Failure> {
    let (connection, threads) = Connection::stdio();
    let ended = |error: String| Failure::new(error, "start the server from an editor; docs/lsp.md shows how");
    let session = start(connection).map_err(|e| ended(e.to_string()))?;
    // Paths in calque.toml, and the list of dismissed findings, are those of the folder that is open.
    if let Some(root) = session.root() {
        std::env::set_current_dir(root)
            .map_err(|e| Failure::new(format!("{}: {e}", root.display()), "open a folder that exists"))?;
    }
    session.run(&Terminal { cli, args }).map_err(|e| ended(e.to_string()))?;
    threads.join().map_err(|e| ended(e.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// The command line as the one that starts the server.
struct Terminal<'a> {
    cli: &'a Cli,
    args: &'a LspArgs,
}

impl Host for Terminal<'_> {
    fn knowledge(&self, _root: Option<&Path>, locale: Option<&str>) -> Result<Knowledge, HostError> {
        let mut settings = settings(self.cli).map_err(|e| said(&e))?;
        if self.cli.ui_lang.is_none()
            && let Some(lang) = locale.and_then(UiLang::from_locale)
        {
            settings.ui_lang = Some(lang);
        }
        self.args.langs.apply(&mut settings);
        settings.align.refuse_unrelated &= !self.args.allow_unrelated;
        calque::add_usual_files(&mut settings, &[]);
        calque::open_glossaries(&mut settings).map_err(|e| said(&e.into()))?;
        let suppressions = Dismissed::read(&settings).map_err(|e| said(&e))?.into_lists();
        let trees = trees(&settings);
        Ok(Knowledge { settings, suppressions, trees })
    }

    fn dismiss(&self, report: &Report, id: &str, reason: &str) -> Result<(), HostError> {
        let settings = settings(self.cli).map_err(|e| said(&e))?;
        let list = settings.suppress.last().cloned().unwrap_or_else(|| PathBuf::from(calque::DISMISSED));
        let all = named_findings(report);
        let found = named_by(&all, id).map_err(|_| HostError(format!("no finding has the id {id}")))?;
        dismiss::add(&list, &[found], reason, None).map(|_| ()).map_err(|e| said(&e))
    }
}

/// The trees of the settings, as whole paths.
fn trees(settings: &calque::Settings) -> Vec<Tree> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let Some(source) = settings.tree.source.as_deref().map(whole) else { return Vec::new() };
    settings.tree.targets.iter().map(|target| Tree { source: source.clone(), target: whole(target) }).collect()
}

fn said(failure: &Failure) -> HostError {
    HostError(failure.in_words())
}
