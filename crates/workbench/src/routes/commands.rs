//! Commands, undo and redo, and what an edit would do.

use crate::answer::{Answer, ApiError};
use crate::app::{App, answer};
use crate::body::JsonBody;
use crate::memory::NewTerm;
use crate::{checking, json, memory, open};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calque_messages::{UiLang, message};
use calque_project::{CheckProgress, Command, Outcome, Project};
use serde::Deserialize;
use serde_json::{Value, json};
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
            told(app, project, doc, &[outcome], lang)
        })?;
        app.tell();
        Ok(done)
    })
    .await
}

/// What a command did, once the list of dismissed findings knows of it too.
fn told(app: &App, project: &mut Project, doc: i64, outcomes: &[Outcome], lang: UiLang) -> Answer {
    memory::write_back(app, project, doc, outcomes)?;
    let state = project.document(doc)?;
    let mut answer = outcomes.first().map_or(Value::Null, |outcome| json::outcome(state, outcome, lang));
    answer["memory"] = memory::json(app, state, doc, lang);
    Ok(answer)
}

/// `POST /app/doc/D/term`: a term for the glossary; the text is checked again with it.
pub(super) async fn term(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    headers: HeaderMap,
    JsonBody(term): JsonBody<NewTerm>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let path = memory::add_term(app, doc, &term)?;
        checking::start(app, doc, lang)?;
        let said = message!("said-term", name = path.display().to_string()).text(lang);
        Ok(json!({ "glossary": path, "said": said, "check": check_of(app, doc, lang)? }))
    })
    .await
}

/// `POST /app/doc/D/check`: all of it is checked, from the beginning, beside the page.
pub(super) async fn check(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, lang| {
        checking::start(app, doc, lang)?;
        check_of(app, doc, lang)
    })
    .await
}

/// `POST /app/doc/D/check/stop`.
pub(super) async fn stop_check(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, lang| {
        checking::stop(app, doc)?;
        check_of(app, doc, lang)
    })
    .await
}

fn check_of(app: &App, doc: i64, lang: UiLang) -> Answer {
    app.with_project(|project| Ok(app.checks.of(doc, project.document(doc)?.row.check, lang)))
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
            let other_texts = is_read_again(&outcome);
            Ok((told(app, project, doc, &[outcome], lang)?, other_texts))
        })?;
        checked_anew(app, doc, done.1, lang)?;
        app.tell();
        Ok(done.0)
    })
    .await
}

/// Whether other texts are there by an undo or a redo: those that were read before a file changed, or after.
fn is_read_again(outcome: &Outcome) -> bool {
    outcome.of.as_ref().is_some_and(|event| event.kind == "read-again")
}

/// A check that was under way looks at the texts that are there now.
fn checked_anew(app: &Arc<App>, doc: i64, other_texts: bool, lang: UiLang) -> Result<(), ApiError> {
    if other_texts {
        app.with_project(|project| {
            app.checks.stop(doc);
            Ok(project.set_check(doc, CheckProgress::Begun)?)
        })?;
        checking::start(app, doc, lang)?;
    }
    Ok(())
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
            memory::write_back(app, project, doc, &outcomes)?;
            let state = project.document(doc)?;
            let (can_undo, can_redo) = project.can_undo_redo(doc)?;
            let answer = json!({
                "revision": project.revision(),
                "undone": outcomes.len(),
                "said": message!("said-undone-many", count = outcomes.len()).text(lang),
                "beads": { "from": 0, "to": state.order().len(), "beads": null },
                "counts": json::counts(state),
                "total": state.order().len(),
                "can_undo": can_undo,
                "can_redo": can_redo,
            });
            Ok((answer, outcomes.iter().any(is_read_again)))
        })?;
        checked_anew(app, doc, done.1, lang)?;
        app.tell();
        Ok(done.0)
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
