//! Answers: JSON, and errors as JSON with a code, a message and a remedy in the language of the reader.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use calque_messages::{Message, UiLang, message};
use calque_project::ProjectError;
use calque_text::Remedy;
use serde_json::{Value, json};

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    said: Said,
    /// Whether the same request with `force` would be done.
    can_force: bool,
}

#[derive(Debug)]
enum Said {
    Messages(Box<(Message, Message)>),
    Words(String, String),
    Project(ProjectError),
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

    pub(crate) fn internal(why: impl std::fmt::Display) -> Self {
        let what = message!("web-internal", why = why.to_string());
        Self::messages(StatusCode::INTERNAL_SERVER_ERROR, "internal", what, message!("web-internal-help"))
    }

    /// An error of the library, in its words.
    pub(crate) fn of(error: &(impl std::error::Error + Remedy), code: &'static str) -> Self {
        let said = Said::Words(error.to_string(), error.help().into_owned());
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, code, said, can_force: false }
    }

    /// What is wrong, and what can be done about it.
    pub(crate) fn words(&self, lang: UiLang) -> (String, String) {
        match &self.said {
            Said::Messages(said) => (said.0.text(lang), said.1.text(lang)),
            Said::Words(what, help) => (what.clone(), help.clone()),
            Said::Project(e) => (e.message(lang), e.remedy(lang)),
        }
    }

    pub(crate) fn answer(&self, lang: UiLang) -> Response {
        let (what, help) = self.words(lang);
        let error = json!({ "code": self.code, "message": what, "remedy": help, "can_force": self.can_force });
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}

impl From<ProjectError> for ApiError {
    fn from(error: ProjectError) -> Self {
        let status = match &error {
            ProjectError::InUse(_) => StatusCode::CONFLICT,
            ProjectError::Missing(..) => StatusCode::NOT_FOUND,
            ProjectError::DiskFull(_) => StatusCode::INSUFFICIENT_STORAGE,
            ProjectError::Storage(..) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { status, code: error.code(), said: Said::Project(error), can_force: false }
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
        Self { can_force, ..Self::of(&error, code) }
    }
}

impl From<calque_formats::InputError> for ApiError {
    fn from(error: calque_formats::InputError) -> Self {
        Self::of(&error, "input")
    }
}
