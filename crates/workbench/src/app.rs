//! What all requests share: the token, the project that is open, uploads, the settings of the interface.

use crate::answer::{Answer, ApiError};
use crate::corpus::Corpus;
use crate::interface::Interface;
use crate::page::PageFiles;
use crate::recent::Recent;
use crate::state::{Checks, Memory, Opening};
use crate::uploads::Uploads;
use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use calque::{Settings, Suppressions};
use calque_diff::glossary::Glossary;
use calque_messages::UiLang;
use calque_project::Project;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What those who listen are told: that something is new.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Change {
    /// The number of the last event of the project.
    pub(crate) revision: i64,
    /// How often a check has come on.
    checked: u64,
}

/// What checks go by, and where decisions are kept.
pub(crate) struct Checking {
    pub(crate) settings: Settings,
    pub(crate) suppressions: Vec<Suppressions>,
    pub(crate) list: Option<PathBuf>,
    pub(crate) glossary_file: Option<PathBuf>,
}

/// What all requests share.
pub(crate) struct App {
    token: String,
    port: u16,
    /// The folder in which projects without a place of their own are kept.
    pub(crate) data: PathBuf,
    pub(crate) page: PageFiles,
    /// The settings of the command line and `calque.toml`.
    pub(crate) settings: Settings,
    /// Lists of dismissed findings, shared with the command line.
    pub(crate) suppressions: Vec<Suppressions>,
    /// The list that dismissals are written to, where the settings name one.
    pub(crate) list: Option<PathBuf>,
    /// The glossary that terms are written to, where the settings name one.
    pub(crate) glossary_file: Option<PathBuf>,
    /// What is known of the lists beside the documents.
    pub(crate) memory: Memory,
    glossary: Mutex<Option<Arc<Glossary>>>,
    project: Mutex<Option<Project>>,
    /// The checks that run beside the page, of the project that is open.
    pub(crate) checks: Checks,
    opening: Mutex<Option<Arc<Opening>>>,
    corpus: Mutex<Option<Arc<Mutex<Corpus>>>>,
    pub(crate) uploads: Uploads,
    pub(crate) recent: Recent,
    interface: Mutex<Interface>,
    changed: watch::Sender<Change>,
}

impl App {
    pub(crate) fn new(
        (token, port): (String, u16),
        data: PathBuf,
        page: PageFiles,
        options: Checking,
    ) -> std::io::Result<Self> {
        let Checking { settings, suppressions, list, glossary_file } = options;
        let named = |path: Option<PathBuf>| path.filter(|p| p.as_os_str() != "-");
        std::fs::create_dir_all(data.join("projects"))?;
        Ok(Self {
            token,
            port,
            page,
            project: Mutex::new(None),
            checks: Checks::default(),
            opening: Mutex::new(None),
            corpus: Mutex::new(None),
            uploads: Uploads::new(settings.read.max_size)?,
            recent: Recent::new(data.join("recent.json")),
            interface: Mutex::new(Interface::load(&data.join("interface.json"))),
            data,
            glossary: Mutex::new(settings.check.glossary.clone()),
            settings,
            suppressions,
            list: named(list),
            glossary_file: named(glossary_file),
            memory: Memory::default(),
            changed: watch::Sender::new(Change::default()),
        })
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) fn cookie_name(&self) -> String {
        format!("calque_{}", self.port)
    }

    /// The names of this host that a request may be for.
    pub(crate) fn hosts(&self) -> [String; 3] {
        ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{}", self.port))
    }

    /// The language of the interface: the one that was chosen, else the browser's, else the locale's.
    pub(crate) fn lang_of(&self, headers: &HeaderMap) -> UiLang {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|a| a.to_str().ok());
        let browser = || accepted?.split(',').find_map(|l| UiLang::from_locale(l.split(';').next()?.trim()));
        self.interface().ui_lang.or_else(browser).or(self.settings.ui_lang).unwrap_or_default()
    }

    /// The settings of the interface.
    pub(crate) fn interface(&self) -> MutexGuard<'_, Interface> {
        self.interface.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The project that is open, or none.
    pub(crate) fn slot(&self) -> MutexGuard<'_, Option<Project>> {
        self.project.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a project in the place of the one that is open, whose checks end.
    pub(crate) fn set_project(&self, slot: &mut Option<Project>, project: Option<Project>) {
        self.checks.stop_all();
        self.memory.forget();
        // The file is closed before another may be opened: it may be the same.
        *slot = None;
        *slot = project;
    }

    /// The opening that is under way, or was the last.
    pub(crate) fn opening(&self) -> MutexGuard<'_, Option<Arc<Opening>>> {
        self.opening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The corpus that is open, or none.
    pub(crate) fn corpus(&self) -> MutexGuard<'_, Option<Arc<Mutex<Corpus>>>> {
        self.corpus.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the project that is open.
    pub(crate) fn with_project<T>(
        &self,
        work: impl FnOnce(&mut Project) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        work(self.slot().as_mut().ok_or_else(ApiError::no_project)?)
    }

    /// The settings of a check, with messages in a language.
    pub(crate) fn check_settings(&self, lang: UiLang) -> Settings {
        let mut settings = Settings { ui_lang: Some(lang), ..self.settings.clone() };
        settings.check.glossary.clone_from(&*self.glossary());
        settings
    }

    /// The terms of the house.
    pub(crate) fn glossary(&self) -> MutexGuard<'_, Option<Arc<Glossary>>> {
        self.glossary.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those who listen that the project has changed.
    pub(crate) fn tell(&self) {
        let revision = self.slot().as_ref().map_or(0, Project::revision);
        self.changed.send_modify(|c| c.revision = revision);
    }

    /// Tells those who listen that a check has come on.
    pub(crate) fn tell_checked(&self) {
        self.changed.send_modify(|c| c.checked += 1);
    }

    /// Changes of the project from now on.
    pub(crate) fn listen(&self) -> watch::Receiver<Change> {
        self.changed.subscribe()
    }
}

/// Does work that takes time or waits for the disk, and answers with JSON.
pub(crate) async fn answer(
    app: Arc<App>,
    headers: &HeaderMap,
    work: impl FnOnce(&Arc<App>, UiLang) -> Answer + Send + 'static,
) -> Response {
    let lang = app.lang_of(headers);
    match blocking(app, move |app| work(app, lang)).await {
        Ok(value) => Json(value).into_response(),
        Err(error) => error.answer(lang),
    }
}

/// Does work that takes time or waits for the disk. Whatever happens in it, the server goes on.
pub(crate) async fn blocking<T: Send + 'static>(
    app: Arc<App>,
    work: impl FnOnce(&Arc<App>) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(result) => result,
        Err(failed) => Err(ApiError::internal(failed)),
    }
}
