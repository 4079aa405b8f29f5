//! Why a project cannot be opened or changed, with remedies, in the language of the reader.

use calque_messages::{Message, UiLang, message};
use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;

/// Why a project cannot be opened or changed.
#[derive(Debug)]
pub enum ProjectError {
    /// Another process has the project open.
    InUse(String),
    /// The file was written by a newer Calque.
    Newer(String),
    /// The file is no project, or damaged.
    Damaged(String, String),
    /// The disk is full.
    DiskFull(String),
    /// The file cannot be read or written.
    Storage(String, String),
    /// There is no such document, bead, cell or finding.
    Missing(&'static str, String),
    /// The command cannot be done.
    Refused(Message),
    /// Checking failed.
    Check(Box<calque::Error>),
}

impl ProjectError {
    /// A name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InUse(_) => "in-use",
            Self::Newer(_) => "newer",
            Self::Damaged(..) => "damaged",
            Self::DiskFull(_) => "disk-full",
            Self::Storage(..) => "storage",
            Self::Missing(..) => "missing",
            Self::Refused(_) => "refused",
            Self::Check(_) => "check",
        }
    }

    /// What is wrong, in a language.
    pub fn message(&self, lang: UiLang) -> String {
        let said = match self {
            Self::InUse(name) => message!("project-in-use", name = name),
            Self::Newer(name) => message!("project-newer", name = name),
            Self::Damaged(name, why) => message!("project-damaged", name = name, why = why),
            Self::DiskFull(name) => message!("project-disk-full", name = name),
            Self::Storage(name, why) => message!("project-storage", name = name, why = why),
            Self::Missing(what, id) => message!("project-missing", what = *what, id = id),
            Self::Refused(said) => said.clone(),
            Self::Check(e) => return e.to_string(),
        };
        said.text(lang)
    }

    /// What can be done about it, in a language.
    pub fn remedy(&self, lang: UiLang) -> String {
        let said = match self {
            Self::InUse(_) => message!("project-in-use-help"),
            Self::Newer(_) => message!("project-newer-help"),
            Self::Damaged(..) => message!("project-damaged-help"),
            Self::DiskFull(_) => message!("project-disk-full-help"),
            Self::Storage(..) => message!("project-storage-help"),
            Self::Missing(..) => message!("project-missing-help"),
            Self::Refused(_) => message!("project-refused-help"),
            Self::Check(e) => return e.help().into_owned(),
        };
        said.text(lang)
    }

    /// The error of SQLite on the file `name`.
    pub(crate) fn of(name: &str, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::InUse(name.to_owned()),
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(name.to_owned(), error.to_string()),
            Some(DiskFull) => Self::DiskFull(name.to_owned()),
            _ => Self::Storage(name.to_owned(), error.to_string()),
        }
    }
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(UiLang::En))
    }
}

impl std::error::Error for ProjectError {}

impl Remedy for ProjectError {
    fn help(&self) -> Cow<'_, str> {
        self.remedy(UiLang::En).into()
    }
}

impl From<calque::Error> for ProjectError {
    fn from(e: calque::Error) -> Self {
        Self::Check(Box::new(e))
    }
}
