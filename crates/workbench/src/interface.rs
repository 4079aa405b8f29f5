//! The settings of the interface, kept for all projects of this user.

use calque_messages::UiLang;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The most that the page may keep, in bytes.
const MAX_PAGE: usize = 64 << 10;

/// How the page looks and listens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Interface {
    pub(crate) ui_lang: Option<UiLang>,
    pub(crate) theme: Theme,
    pub(crate) keys: Keys,
    pub(crate) who: String,
    /// What the page keeps for itself.
    pub(crate) page: Value,
    #[serde(skip)]
    path: PathBuf,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Keys {
    #[default]
    Default,
    Intertext,
    Omegat,
}

/// What a request changes; what is absent stays.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InterfaceChange {
    ui_lang: Option<UiLang>,
    theme: Option<Theme>,
    keys: Option<Keys>,
    who: Option<String>,
    page: Option<Value>,
}

impl Default for Interface {
    fn default() -> Self {
        let who = ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let page = Value::Object(serde_json::Map::new());
        Self {
            ui_lang: None,
            theme: Theme::Auto,
            keys: Keys::Default,
            who: who.unwrap_or_default(),
            page,
            path: PathBuf::new(),
        }
    }
}

impl Interface {
    /// As they were kept; the defaults where there is no file, or none that can be read.
    pub(crate) fn load(path: &Path) -> Self {
        let kept = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { path: path.to_owned(), ..kept.unwrap_or_default() }
    }

    /// Changes and keeps them; false where the page wants to keep too much.
    pub(crate) fn change(&mut self, change: InterfaceChange) -> std::io::Result<bool> {
        if change.page.as_ref().is_some_and(|p| !p.is_object() || p.to_string().len() > MAX_PAGE) {
            return Ok(false);
        }
        self.ui_lang = change.ui_lang.or(self.ui_lang);
        self.theme = change.theme.unwrap_or(self.theme);
        self.keys = change.keys.unwrap_or(self.keys);
        self.who = change.who.map_or_else(|| self.who.clone(), |w| w.chars().take(80).collect());
        self.page = change.page.unwrap_or_else(|| self.page.take());
        let text = serde_json::to_vec_pretty(&self)?;
        let beside = self.path.with_extension("new");
        std::fs::write(&beside, text)?;
        std::fs::rename(beside, &self.path)?;
        Ok(true)
    }
}
