//! `GET /app/events`: tells a tab that the project has changed, by whichever tab, or how far a check is, and by its silence that
//! the server is gone.

use crate::app::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::unfold;
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// The stream of changes: the revision as it is, then each new one.
pub(super) async fn events(State(app): State<Arc<App>>, headers: HeaderMap) -> impl IntoResponse {
    let (mut changes, lang) = (app.listen(), app.lang_of(&headers));
    changes.mark_changed();
    let stream = unfold(changes, move |mut changes| {
        let app = app.clone();
        async move {
            changes.changed().await.ok()?;
            let revision = changes.borrow_and_update().revision;
            let told = json!({ "revision": revision, "checks": app.checks.json(lang) });
            Some((Ok::<_, Infallible>(Event::default().event("change").data(told.to_string())), changes))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(10)))
}
