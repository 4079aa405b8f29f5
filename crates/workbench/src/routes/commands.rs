//! Commands, undo and redo, and what an edit would do.

use crate::app::{App, answer};
use crate::body::JsonBody;
use crate::{json, open};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calque_messages::message;
use calque_project::Command;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use std::time::Instant;

/// `POST /app/doc/D/command`.
pub(super) async fn command(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    headers: HeaderMap,
    JsonBody(command): JsonBody<Command>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let (settings, who) = (app.check_settings(lang), app.interface().who.clone());
        let done = app.with_project(|project| {
            let outcome = project.run(doc, &command, &who, &settings)?;
            Ok(json::outcome(project.document(doc)?, &outcome, lang))
        })?;
        app.tell();
        Ok(done)
    })
    .await
}

/// `POST /app/doc/D/undo`.
pub(super) async fn undo(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    again(app, doc, &headers, true).await
}

/// `POST /app/doc/D/redo`.
pub(super) async fn redo(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    again(app, doc, &headers, false).await
}

async fn again(app: Arc<App>, doc: i64, headers: &HeaderMap, undo: bool) -> Response {
    answer(app, headers, move |app, lang| {
        let who = app.interface().who.clone();
        let done = app.with_project(|project| {
            let outcome = if undo { project.undo(doc, &who)? } else { project.redo(doc, &who)? };
            Ok(json::outcome(project.document(doc)?, &outcome, lang))
        })?;
        app.tell();
        Ok(done)
    })
    .await
}

/// `POST /app/doc/D/read-again`: the files that changed on the disk are read anew.
pub(super) async fn read_again(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, lang| {
        let outcome = open::read_again(app, doc, lang)?;
        let done = app.with_project(|project| Ok(json::outcome(project.document(doc)?, &outcome, lang)))?;
        app.tell();
        Ok(done)
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct To {
    event: i64,
}

/// `POST /app/doc/D/undo-to`: takes back everything after an event.
pub(super) async fn undo_to(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    headers: HeaderMap,
    JsonBody(to): JsonBody<To>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let who = app.interface().who.clone();
        let done = app.with_project(|project| {
            let outcomes = project.undo_to(doc, to.event, &who)?;
            let state = project.document(doc)?;
            let (can_undo, can_redo) = project.can_undo_redo(doc)?;
            Ok(json!({
                "revision": project.revision(),
                "undone": outcomes.len(),
                "said": message!("said-undone-many", count = outcomes.len()).text(lang),
                "beads": { "from": 0, "to": state.order().len(), "beads": null },
                "counts": json::counts(state),
                "total": state.order().len(),
                "can_undo": can_undo,
                "can_redo": can_redo,
            }))
        })?;
        app.tell();
        Ok(done)
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Typed {
    cell: i64,
    text: String,
}

/// `POST /app/doc/D/preview`.
pub(super) async fn preview(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    headers: HeaderMap,
    JsonBody(typed): JsonBody<Typed>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let settings = app.check_settings(lang);
        app.with_project(|project| {
            let began = Instant::now();
            let state = project.document(doc)?;
            let preview = calque_project::preview(state, typed.cell, &typed.text, &settings)?;
            Ok(json::preview(state, typed.cell, &preview, began.elapsed().as_secs_f64() * 1000.0))
        })
    })
    .await
}
