//! A document: its findings, its beads, a card.

use crate::answer::ApiError;
use crate::app::{App, answer};
use crate::body::JsonBody;
use crate::json::{self, Shorts, counts};
use crate::stamp::stamp;
use crate::{memory, said};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calque_project::{DocumentState, EventRow, Project, ProjectError, SideRow};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::Path as FilePath;
use std::sync::Arc;

/// What no rule looks at; the page says it in words.
const NOT_LOOKED_AT: [&str; 5] = ["style", "fluency", "register", "idioms", "truth"];

/// The most beads that are sent at once.
const MOST: usize = 5000;

/// `GET /app/doc/D`.
pub(super) async fn document(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, lang| {
        let settings = app.check_settings(lang);
        app.with_project(|project| {
            project.reword(doc, &settings)?;
            memory::take_over(app, project, doc)?;
            let state = project.document(doc)?;
            let (can_undo, can_redo) = project.can_undo_redo(doc)?;
            let counts = counts(state);
            Ok(json!({
                "id": doc,
                // Documents of two projects have the same numbers: what a browser keeps of one goes by this.
                "key": format!("{}#{doc}", project.path().display()),
                "place": place(project, doc)?,
                "name": state.row.name,
                "source": side(&state.row.source),
                "target": side(&state.row.target),
                "pairs": state.row.pairs,
                "beads": state.order().len(),
                "findings": Shorts::new(state).all(),
                "unread": counts["unread"],
                "readable": json::readable(state),
                "counts": counts,
                "not_looked_at": NOT_LOOKED_AT,
                "warnings": state.row.warnings,
                "revision": project.revision(),
                "can_undo": can_undo,
                "can_redo": can_redo,
                "check": app.checks.of(doc, state.row.check, lang),
                "memory": memory::json(app, state, doc, lang),
                "stale": stale(&state.row.source) || stale(&state.row.target),
            }))
        })
    })
    .await
}

/// The index of the pair at which somebody stopped reading.
fn place(project: &Project, doc: i64) -> Result<usize, ApiError> {
    let kept = project.setting(&place_setting(doc))?;
    let bead = kept.and_then(|bead| bead.parse().ok());
    Ok(bead.and_then(|bead| project.document(doc).ok()?.index_of(bead)).unwrap_or(0))
}

fn place_setting(doc: i64) -> String {
    format!("place-{doc}")
}

#[derive(Deserialize)]
pub(super) struct Place {
    index: usize,
}

/// `POST /app/doc/D/place`: where somebody is in it, for the next time. No event: nothing is decided by it.
pub(super) async fn keep_place(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    headers: HeaderMap,
    JsonBody(place): JsonBody<Place>,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            if let Some(bead) = project.document(doc)?.order().get(place.index).copied() {
                project.set_setting(&place_setting(doc), &bead.to_string())?;
            }
            Ok(json!({}))
        })
    })
    .await
}

fn side(row: &SideRow) -> Value {
    json!({ "name": row.name, "lang": row.lang, "format": row.format, "path": row.path })
}

/// Whether the file of a side has changed on the disk since it was read.
fn stale(row: &SideRow) -> bool {
    let Some((path, read)) = row.path.as_ref().zip(row.stamp) else { return false };
    stamp(FilePath::new(path)).is_some_and(|now| now != read)
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Stretch {
    from: usize,
    to: usize,
}

impl Default for Stretch {
    fn default() -> Self {
        Self { from: 0, to: 200 }
    }
}

/// `GET /app/doc/D/beads`.
pub(super) async fn beads(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(stretch): Query<Stretch>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let total = state.order().len();
            let from = stretch.from.min(total);
            let to = stretch.to.clamp(from, total).min(from + MOST);
            let beads = json::beads(state, from, to);
            Ok(json!({ "from": from, "to": to, "total": total, "revision": project.revision(), "beads": beads }))
        })
    })
    .await
}

/// `GET /app/doc/D/finding/F`.
pub(super) async fn finding(
    State(app): State<Arc<App>>,
    Path((doc, finding)): Path<(i64, String)>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, lang| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let missing = || ApiError::from(ProjectError::Missing("finding", finding.clone()));
            let (_, row) = state.finding_named(&finding).ok_or_else(missing)?;
            let events = about(project, state, doc, &finding)?;
            let undone = project.undone(doc)?;
            let history = events.iter().map(|e| {
                json!({
                    "event": e.id, "when": e.at, "who": e.who, "kind": e.kind,
                    "said": said::of_event(e).text(lang), "undone": undone.contains(&e.id),
                })
            });
            Ok(json::card(state, row, &history.collect::<Vec<_>>(), lang))
        })
    })
    .await
}

/// The events that name a finding, or edit a cell of its bead.
fn about(project: &Project, state: &DocumentState, doc: i64, finding: &str) -> Result<Vec<EventRow>, ApiError> {
    let bead = state.finding_named(finding).and_then(|(_, row)| state.beads.get(&row.bead?));
    let concerns = |event: &EventRow| {
        let command: Value = serde_json::from_str(&event.command).unwrap_or_default();
        let cell = command["cell"].as_i64();
        command["finding"] == finding
            || bead.is_some_and(|b| cell.is_some_and(|c| b.source.contains(&c) || b.target.contains(&c)))
    };
    Ok(project.events(doc)?.into_iter().filter(concerns).collect())
}
