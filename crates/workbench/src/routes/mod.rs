//! What can be asked for.

mod api;
mod commands;
mod corpus;
mod document;
mod events;
mod look;
mod start;
mod take;

use crate::app::App;
use crate::body::MAX_JSON;
use crate::security::{enter, guard, has_token, same};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// All routes.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/assets/{*path}", get(asset))
        .route("/app/state", get(start::state))
        .route("/app/settings", post(start::settings))
        .route("/app/upload", post(start::upload).layer(DefaultBodyLimit::disable()))
        .route("/app/open", post(start::open))
        .route("/app/opening", get(start::opening))
        .route("/app/opening/stop", post(start::stop_opening))
        .route("/app/open-project", post(start::open_project))
        .route("/app/example", post(start::example))
        .route("/app/close", post(start::close))
        .route("/app/events", get(events::events))
        .route("/app/doc/{doc}", get(document::document))
        .route("/app/doc/{doc}/beads", get(document::beads))
        .route("/app/doc/{doc}/place", post(document::keep_place))
        .route("/app/doc/{doc}/finding/{finding}", get(document::finding))
        .route("/app/doc/{doc}/command", post(commands::command))
        .route("/app/doc/{doc}/preview", post(commands::preview))
        .route("/app/doc/{doc}/term", post(commands::term))
        .route("/app/doc/{doc}/check", post(commands::check))
        .route("/app/doc/{doc}/check/stop", post(commands::stop_check))
        .route("/app/doc/{doc}/undo", post(commands::undo))
        .route("/app/doc/{doc}/redo", post(commands::redo))
        .route("/app/doc/{doc}/read-again", post(commands::read_again))
        .route("/app/doc/{doc}/undo-to", post(commands::undo_to))
        .route("/app/doc/{doc}/minimap", get(look::minimap))
        .route("/app/doc/{doc}/links/{bead}", get(look::links))
        .route("/app/doc/{doc}/search", get(look::search))
        .route("/app/doc/{doc}/second-look", get(look::second_look))
        .route("/app/doc/{doc}/doubtful", get(look::doubtful))
        .route("/app/doc/{doc}/sample", get(look::sample))
        .route("/app/doc/{doc}/history", get(take::history))
        .route("/app/doc/{doc}/text", get(take::text))
        .route("/app/doc/{doc}/export", get(take::export))
        .route("/app/doc/{doc}/changes", get(take::changes))
        .route("/app/corpus", get(corpus::overview))
        .route("/app/corpus/lost", get(corpus::lost))
        .route("/app/corpus/histogram", get(corpus::histogram))
        .route("/app/corpus/near", get(corpus::near))
        .route("/app/corpus/sample", get(corpus::sample))
        .route("/app/corpus/precision", get(corpus::precision))
        .route("/app/corpus/documents", get(corpus::documents))
        .route("/app/corpus/threshold", post(corpus::threshold))
        .route("/app/corpus/label", post(corpus::label))
        .route("/app/corpus/save-settings", post(corpus::save_settings))
        .route("/app/corpus/open", post(corpus::open_document))
        .route("/app/corpus/rewrite", post(corpus::rewrite))
        .route("/api/v1/openapi.json", get(api::description))
        .route("/api/v1/check", post(api::check))
        .route("/api/v1/align", post(api::align))
        .route("/api/v1/pairs", post(api::pairs))
        .layer(DefaultBodyLimit::max(MAX_JSON))
        .layer(axum::middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

#[derive(Deserialize)]
struct Entry {
    token: Option<String>,
}

/// The page. With the token in its address it is asked for again without, and with a cookie.
async fn index(State(app): State<Arc<App>>, Query(entry): Query<Entry>, headers: HeaderMap) -> Response {
    if let Some(token) = entry.token {
        return if same(&token, app.token()) { enter(&app) } else { no_token(&app, &headers) };
    }
    if has_token(&app, &headers) { app.page.file("index.html") } else { no_token(&app, &headers) }
}

fn no_token(app: &App, headers: &HeaderMap) -> Response {
    crate::answer::ApiError::unauthorized().answer(app.lang_of(headers)).into_response()
}

async fn asset(State(app): State<Arc<App>>, Path(path): Path<String>) -> Response {
    app.page.file(&path)
}
