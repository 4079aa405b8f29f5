//! `GET /app/events`: tells a tab that the project has changed, by whichever tab, and by its silence that
//! the server is gone.

use crate::app::App;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::unfold;
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// The stream of changes: the revision as it is, then each new one.
pub(super) async fn events(State(app): State<Arc<App>>) -> impl IntoResponse {
    let mut changes = app.listen();
    changes.mark_changed();
    let stream = unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        let revision = *changes.borrow_and_update();
        let event = Event::default().event("change").data(json!({ "revision": revision }).to_string());
        Some((Ok::<_, Infallible>(event), changes))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(10)))
}
