//! What all requests share: the token, the project that is open, uploads, the settings of the interface.

use crate::answer::{Answer, ApiError};
use crate::corpus::Corpus;
use crate::interface::Interface;
use crate::page::PageFiles;
use crate::recent::Recent;
use crate::uploads::Uploads;
use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use calque::{Settings, Suppressions};
use calque_messages::UiLang;
use calque_project::Project;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

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
    project: Mutex<Option<Project>>,
    corpus: Mutex<Option<Arc<Mutex<Corpus>>>>,
    pub(crate) uploads: Uploads,
    pub(crate) recent: Recent,
    interface: Mutex<Interface>,
    changed: watch::Sender<i64>,
}

impl App {
    pub(crate) fn new(
        (token, port): (String, u16),
        data: PathBuf,
        page: PageFiles,
        (settings, suppressions): (Settings, Vec<Suppressions>),
    ) -> std::io::Result<Self> {
        std::fs::create_dir_all(data.join("projects"))?;
        Ok(Self {
            token,
            port,
            page,
            project: Mutex::new(None),
            corpus: Mutex::new(None),
            uploads: Uploads::new(settings.read.max_size)?,
            recent: Recent::new(data.join("recent.json")),
            interface: Mutex::new(Interface::load(&data.join("interface.json"))),
            data,
            settings,
            suppressions,
            changed: watch::Sender::new(0),
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
        Settings { ui_lang: Some(lang), ..self.settings.clone() }
    }

    /// Tells those who listen that the project has changed.
    pub(crate) fn tell(&self) {
        let revision = self.slot().as_ref().map_or(0, Project::revision);
        self.changed.send_modify(|r| *r = revision);
    }

    /// Changes of the project from now on.
    pub(crate) fn listen(&self) -> watch::Receiver<i64> {
        self.changed.subscribe()
    }
}

/// Does work that takes time or waits for the disk, and answers with JSON.
pub(crate) async fn answer(
    app: Arc<App>,
    headers: &HeaderMap,
    work: impl FnOnce(&App, UiLang) -> Answer + Send + 'static,
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
    work: impl FnOnce(&App) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(result) => result,
        Err(failed) => Err(ApiError::internal(failed)),
    }
}
