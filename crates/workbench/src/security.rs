//! Who is let in: requests with the token, to this host, from this page.
//!
//! The server listens on this machine alone, but every page that a browser shows can send it requests.
//! So each request must name this host (a name that was pointed here by DNS is another), must come
//! from no other origin, must carry the token, as a cookie that other sites cannot use or as
//! `Authorization: Bearer`, and must say that it sends JSON or a file, which a form cannot.

use crate::answer::ApiError;
use crate::app::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use calque_messages::message;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What the page may load and run: its own files, and nothing that stands in a text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Lets a request pass, or answers it.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&app, &request) {
        Some(error) => error.answer(app.lang_of(request.headers())),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Why a request is not let in, if it is not.
fn refusal(app: &App, request: &Request) -> Option<ApiError> {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    if !app.hosts().iter().any(|h| h.eq_ignore_ascii_case(host)) {
        return Some(ApiError::forbidden(message!("web-foreign-host")));
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        let own = origin.to_str().ok().and_then(|o| o.strip_prefix("http://")).is_some_and(|o| o == host);
        if !own {
            return Some(ApiError::forbidden(message!("web-foreign-origin")));
        }
    }
    let foreign_site = headers.get("sec-fetch-site").is_some_and(|s| s == "cross-site" || s == "same-site");
    if foreign_site && request.uri().path() != "/" {
        return Some(ApiError::forbidden(message!("web-foreign-origin")));
    }
    // The first page asks for the token itself.
    if request.uri().path() == "/" && request.method() == Method::GET {
        return None;
    }
    if !has_token(app, headers) {
        return Some(ApiError::unauthorized());
    }
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if writes {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|c| c.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let wanted =
            if request.uri().path() == "/app/upload" { "application/octet-stream" } else { "application/json" };
        if !kind.eq_ignore_ascii_case(wanted) {
            return Some(ApiError::unsupported_media(message!("web-media-type", wanted = wanted)));
        }
    }
    None
}

/// Whether a request carries the token, as a cookie or as a bearer.
pub(crate) fn has_token(app: &App, headers: &HeaderMap) -> bool {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|a| a.to_str().ok()?.strip_prefix("Bearer "));
    let name = app.cookie_name();
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|c| c.to_str().ok()).flat_map(|c| c.split(';'));
    let cookie = cookies.filter_map(|c| c.trim().split_once('=')).filter(|(n, _)| *n == name).map(|(_, v)| v);
    bearer.into_iter().chain(cookie).any(|given| same(given, app.token()))
}

/// Whether two secrets are the same, in a time that says nothing about where they differ.
pub(crate) fn same(a: &str, b: &str) -> bool {
    Sha256::digest(a.as_bytes()) == Sha256::digest(b.as_bytes())
}

/// The answer to the first request: with the right token a cookie, and the page without the token in its address.
pub(crate) fn enter(app: &App) -> Response {
    let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", app.cookie_name(), app.token());
    let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, "/".to_owned())];
    (StatusCode::SEE_OTHER, headers).into_response()
}
