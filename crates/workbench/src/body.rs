//! Bodies of requests: JSON, with errors as all others.

use crate::answer::ApiError;
use crate::app::App;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The largest request of JSON, in bytes: two pasted books.
pub(crate) const MAX_JSON: usize = 64 << 20;

/// A body of JSON.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let lang = app.lang_of(request.headers());
        let bytes = Bytes::from_request(request, app).await.map_err(|e| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large(MAX_JSON as u64).answer(lang),
            _ => e.into_response(),
        })?;
        let body = if bytes.is_empty() { b"{}".as_slice() } else { &bytes };
        let parsed = serde_json::from_slice(body);
        parsed.map(Self).map_err(|e| ApiError::bad_request(&e.to_string()).answer(lang))
    }
}
