//! The server: a port of this machine, the routes, and the end by Ctrl-C.

use crate::answer::ApiError;
use crate::app::{App, Checking};
use crate::open::{self, OpenRequest, Part};
use crate::opening;
use crate::page::PageFiles;
use crate::random::hex;
use crate::routes::router;
use calque::{Settings, Suppressions};
use calque_formats::pairs::PairFormat;
use calque_messages::{UiLang, message};
use calque_service::is_url;
use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

/// The port that is tried first where none is asked for.
const PORT: u16 = 7317;
/// How many ports after it are tried.
const TRIED: u16 = 50;

/// How the workbench is started.
#[derive(Debug, Default)]
pub struct WorkbenchOptions {
    /// The port; the first free one from 7317 on where none is given, any free one for 0.
    pub port: Option<u16>,
    /// What to open: an original and its translation, files or URLs; or a project, or a file of pairs.
    pub files: Vec<PathBuf>,
    /// Where projects without a place of their own are kept; the user's data folder if absent.
    pub data: Option<PathBuf>,
    /// A folder to read the page from, while it is worked on.
    pub page: Option<PathBuf>,
    /// The settings of checks.
    pub settings: Settings,
    /// Lists of dismissed findings.
    pub suppressions: Vec<Suppressions>,
    /// The list that dismissals are written to; `calque-dismissed.toml` beside the translation if absent.
    pub list: Option<PathBuf>,
    /// The glossary that terms are written to; `calque-glossary.tsv` beside the translation if absent.
    pub glossary: Option<PathBuf>,
}

/// Why the workbench cannot be started.
#[derive(Debug)]
pub struct WorkbenchError {
    what: String,
    help: String,
}

impl WorkbenchError {
    fn new(what: impl fmt::Display, help: impl Into<String>) -> Self {
        Self { what: what.to_string(), help: help.into() }
    }
}

impl fmt::Display for WorkbenchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for WorkbenchError {}

impl Remedy for WorkbenchError {
    fn help(&self) -> Cow<'_, str> {
        self.help.as_str().into()
    }
}

/// Serves until the process is stopped; `ready` is told the address with the token once it can be asked.
/// What was answered is on the disk, so that stopping loses nothing.
pub fn serve(options: WorkbenchOptions, ready: impl FnOnce(&str)) -> Result<(), WorkbenchError> {
    let lang = options.settings.ui_lang.unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|e| WorkbenchError::new(e, ""))?;
    runtime.block_on(async move {
        let listener = listen(options.port, lang).await?;
        let port = listener.local_addr().map_err(|e| WorkbenchError::new(e, ""))?.port();
        let token = hex(32);
        let address = format!("http://127.0.0.1:{port}/?token={token}");
        let app = tokio::task::spawn_blocking(move || started(options, token, port, lang));
        let app = app.await.map_err(|e| WorkbenchError::new(e, ""))??;
        ready(&address);
        axum::serve(listener, router(app)).await.map_err(|e| WorkbenchError::new(e, ""))
    })
}

async fn listen(asked: Option<u16>, lang: UiLang) -> Result<TcpListener, WorkbenchError> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let taken = |port: u16, e: std::io::Error| {
        let why = e.to_string();
        let what = message!("web-port-taken", port = port.to_string(), why = why).text(lang);
        WorkbenchError::new(what, message!("web-port-taken-help").text(lang))
    };
    if let Some(port) = asked {
        return TcpListener::bind(at(port)).await.map_err(|e| taken(port, e));
    }
    let mut last = None;
    for port in PORT..=PORT + TRIED {
        match TcpListener::bind(at(port)).await {
            Ok(listener) => return Ok(listener),
            Err(e) => last = Some(e),
        }
    }
    Err(taken(PORT, last.unwrap_or_else(|| std::io::Error::other("no port"))))
}

/// The state of the server, with what is opened at the start.
fn started(options: WorkbenchOptions, token: String, port: u16, lang: UiLang) -> Result<Arc<App>, WorkbenchError> {
    let data = options
        .data
        .or_else(|| directories::ProjectDirs::from("", "", "calque").map(|dirs| dirs.data_local_dir().to_owned()));
    let data = data.unwrap_or_else(|| std::env::temp_dir().join("calque"));
    let page = PageFiles::new(options.page);
    let name = data.display().to_string();
    let no_data = |e: std::io::Error| {
        let why = e.to_string();
        let what = message!("project-storage", name = name, why = why).text(lang);
        WorkbenchError::new(what, message!("project-storage-help").text(lang))
    };
    let checking = Checking {
        settings: options.settings,
        suppressions: options.suppressions,
        list: options.list,
        glossary_file: options.glossary,
    };
    let app = App::new((token, port), data, page, checking).map_err(no_data)?;
    let app = Arc::new(app);
    let failed = |e: ApiError| {
        let (what, help) = e.words(lang);
        WorkbenchError::new(what, help)
    };
    open_files(&app, &options.files, lang).map_err(failed)?;
    Ok(app)
}

/// Opens what the command line names. The same texts again go on where they were left; long ones are read on
/// while the page is there.
fn open_files(app: &Arc<App>, files: &[PathBuf], lang: UiLang) -> Result<(), ApiError> {
    let part = |path: &PathBuf| match path.to_str().filter(|p| is_url(p)) {
        Some(url) => Some(Part { url: Some(url.to_owned()), ..Part::default() }),
        None => Some(Part { path: Some(path.clone()), ..Part::default() }),
    };
    let (project, request) = match files {
        [] => return Ok(()),
        [one] if one.is_dir() || !is_pairs(one) => return open::open_project(app, one, lang),
        [pairs] => (open::project_of(app, pairs, pairs), OpenRequest { pairs: part(pairs), ..OpenRequest::default() }),
        [source, target, ..] => {
            let request = OpenRequest { source: part(source), target: part(target), ..OpenRequest::default() };
            (open::project_of(app, source, target), request)
        }
    };
    let known = project.exists();
    if known {
        open::open_project(app, &project, lang)?;
    }
    let empty = app.slot().as_ref().is_none_or(|p| p.documents().next().is_none());
    if empty {
        let force = !app.settings.align.refuse_unrelated;
        let request = OpenRequest { save_as: (!known).then_some(project), force, ..request };
        opening::start(app, request, lang).wait()?;
    }
    Ok(())
}

/// A file of pairs larger than this, in bytes, is a corpus.
const CORPUS: u64 = 32 << 20;

/// Whether a name is that of a file of pairs which opens as a document.
fn is_pairs(path: &Path) -> bool {
    let is_format = path.to_str().and_then(PairFormat::of_name).is_some_and(|f| f != PairFormat::Html);
    is_format && path.metadata().is_ok_and(|m| m.len() <= CORPUS)
}
