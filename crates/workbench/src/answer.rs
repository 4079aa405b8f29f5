//! Answers: JSON, and errors as JSON with a code, a message and a remedy in the language of the reader.

use crate::refusals;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use calque_messages::{Message, UiLang, message};
use calque_project::ProjectError;
use calque_service::FetchError;
use calque_text::Remedy;
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// Why a request is refused.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    said: Said,
    /// Whether the same request with `force` would be done.
    can_force: bool,
}

#[derive(Clone, Debug)]
enum Said {
    Messages(Box<(Message, Message)>),
    Words(String, String),
    Project(Arc<ProjectError>),
}

/// A result of a request.
pub(crate) type Answer = Result<Value, ApiError>;

impl ApiError {
    fn messages(status: StatusCode, code: &'static str, what: Message, help: Message) -> Self {
        Self { status, code, said: Said::Messages(Box::new((what, help))), can_force: false }
    }

    pub(crate) fn forbidden(what: Message) -> Self {
        Self::messages(StatusCode::FORBIDDEN, "forbidden", what, message!("web-forbidden-help"))
    }

    pub(crate) fn unauthorized() -> Self {
        let (what, help) = (message!("web-no-token"), message!("web-no-token-help"));
        Self::messages(StatusCode::UNAUTHORIZED, "no-token", what, help)
    }

    pub(crate) fn unsupported_media(what: Message) -> Self {
        Self::messages(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", what, message!("web-forbidden-help"))
    }

    pub(crate) fn too_large(limit: u64) -> Self {
        let what = message!("web-too-large", limit = (limit >> 20) as usize);
        Self::messages(StatusCode::PAYLOAD_TOO_LARGE, "too-large", what, message!("web-too-large-help"))
    }

    pub(crate) fn bad_request(why: &str) -> Self {
        let what = message!("web-bad-request", why = why);
        Self::messages(StatusCode::BAD_REQUEST, "bad-request", what, message!("web-bad-request-help"))
    }

    pub(crate) fn no_project() -> Self {
        Self::messages(StatusCode::CONFLICT, "no-project", message!("web-no-project"), message!("web-no-project-help"))
    }

    pub(crate) fn no_corpus() -> Self {
        let help = message!("corpus-none-open-help");
        Self::messages(StatusCode::CONFLICT, "no-corpus", message!("corpus-none-open"), help)
    }

    pub(crate) fn not_found(what: Message) -> Self {
        Self::messages(StatusCode::NOT_FOUND, "missing", what, message!("project-missing-help"))
    }

    pub(crate) fn refused(code: &'static str, what: Message, help: Message) -> Self {
        Self::messages(StatusCode::UNPROCESSABLE_ENTITY, code, what, help)
    }

    /// A file that cannot be written, in words of its own where the disk is full.
    pub(crate) fn writing(path: &Path, error: &std::io::Error) -> Self {
        let name = path.parent().unwrap_or(path).display().to_string();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                ProjectError::DiskFull(name).into()
            }
            _ => ProjectError::Storage(name, error.to_string()).into(),
        }
    }

    pub(crate) fn stopped() -> Self {
        Self::messages(StatusCode::CONFLICT, "stopped", message!("web-stopped"), message!("web-stopped-help"))
    }

    pub(crate) fn internal(why: impl std::fmt::Display) -> Self {
        let what = message!("web-internal", why = why.to_string());
        Self::messages(StatusCode::INTERNAL_SERVER_ERROR, "internal", what, message!("web-internal-help"))
    }

    /// An error of the library, in its words.
    pub(crate) fn of(error: &(impl std::error::Error + Remedy), code: &'static str) -> Self {
        let said = Said::Words(error.to_string(), error.help().into_owned());
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, code, said, can_force: false }
    }

    /// An error of fetching a page.
    pub(crate) fn fetching(error: &FetchError) -> Self {
        Self::refusal(refusals::of_fetch(error), error, "fetch")
    }

    /// An error in words for somebody before the page, or in those of the library where there are none.
    fn refusal(
        words: Option<(Message, Message)>,
        error: &(impl std::error::Error + Remedy),
        code: &'static str,
    ) -> Self {
        words.map_or_else(|| Self::of(error, code), |(what, help)| Self::refused(code, what, help))
    }

    /// What is wrong, and what can be done about it.
    pub(crate) fn words(&self, lang: UiLang) -> (String, String) {
        match &self.said {
            Said::Messages(said) => (said.0.text(lang), said.1.text(lang)),
            Said::Words(what, help) => (what.clone(), help.clone()),
            Said::Project(e) => (e.message(lang), e.remedy(lang)),
        }
    }

    /// As JSON.
    pub(crate) fn json(&self, lang: UiLang) -> Value {
        let (what, help) = self.words(lang);
        json!({ "code": self.code, "message": what, "remedy": help, "can_force": self.can_force })
    }

    pub(crate) fn answer(&self, lang: UiLang) -> Response {
        (self.status, Json(json!({ "error": self.json(lang) }))).into_response()
    }
}

impl From<ProjectError> for ApiError {
    fn from(error: ProjectError) -> Self {
        if let ProjectError::Check(error) = error {
            return (*error).into();
        }
        let status = match &error {
            ProjectError::InUse(_) => StatusCode::CONFLICT,
            ProjectError::Missing(..) => StatusCode::NOT_FOUND,
            ProjectError::DiskFull(_) => StatusCode::INSUFFICIENT_STORAGE,
            ProjectError::Storage(..) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { status, code: error.code(), said: Said::Project(Arc::new(error)), can_force: false }
    }
}

impl From<calque::Error> for ApiError {
    fn from(error: calque::Error) -> Self {
        let (code, can_force) = match &error {
            calque::Error::Unrelated { .. } => ("unrelated", true),
            calque::Error::SameLanguage { .. } => ("same-language", false),
            calque::Error::Swapped { .. } => ("swapped", false),
            calque::Error::WrongLanguage { .. } => ("wrong-language", false),
            calque::Error::Input(_) => ("input", false),
            _ => ("check", false),
        };
        Self { can_force, ..Self::refusal(refusals::of_check(&error), &error, code) }
    }
}

impl From<calque_formats::InputError> for ApiError {
    fn from(error: calque_formats::InputError) -> Self {
        Self::refusal(refusals::of_input(&error), &error, "input")
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_full_disk_is_called_so() {
        let mut full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let error = full.write_all(b"words").expect_err("it is full");
        let said = ApiError::writing(Path::new("/uploads/x"), &error);
        assert_eq!((said.status, said.code), (StatusCode::INSUFFICIENT_STORAGE, "disk-full"));
        assert!(said.words(UiLang::En).0.contains("/uploads"), "{:?}", said.words(UiLang::En));
    }
}
