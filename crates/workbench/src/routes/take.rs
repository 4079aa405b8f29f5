//! The history, the text, what the corrections did, and files to take away.

use crate::answer::{Answer, ApiError};
use crate::app::{App, answer, blocking};
use crate::json::round;
use crate::{export, said};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use calque_diff::revision::{Version, revise};
use calque_messages::UiLang;
use calque_project::{BeadRow, ChangeSet, DocumentState, SideName, clean_text};
use calque_text::{Document, Lang, Side};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Period {
    from: i64,
    to: i64,
}

impl Default for Period {
    fn default() -> Self {
        Self { from: 0, to: i64::MAX }
    }
}

/// The most events of one answer.
const MOST_EVENTS: usize = 500;

/// `GET /app/doc/D/history`: the last events first.
pub(super) async fn history(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(period): Query<Period>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, lang| {
        app.with_project(|project| {
            let undone = project.undone(doc)?;
            let events = project.events(doc)?;
            let asked = events.iter().rev().filter(|e| (period.from..=period.to).contains(&e.id)).take(MOST_EVENTS);
            let mut out = Vec::new();
            for event in asked {
                let changes: ChangeSet = serde_json::from_str(&project.event(event.id)?.changes).unwrap_or_default();
                let (before, after) = texts_of(&changes);
                let state = project.document(doc)?;
                let bead = bead_of(state, &changes);
                out.push(json!({
                    "event": event.id, "when": event.at, "who": event.who, "kind": event.kind, "of": event.of,
                    "said": said::of_event(event).text(lang), "before": before, "after": after,
                    "bead": bead, "index": bead.and_then(|b| state.index_of(b)), "undone": undone.contains(&event.id),
                }));
            }
            Ok(Value::from(out))
        })
    })
    .await
}

/// The first text that changes, before and after.
fn texts_of(changes: &ChangeSet) -> (Option<String>, Option<String>) {
    let cell = changes.cells.first();
    let text = |row: Option<&calque_project::Cell>| row.map(|c| c.text.clone());
    (text(cell.and_then(|c| c.before.as_ref())), text(cell.and_then(|c| c.after.as_ref())))
}

/// The first bead that changes and is there now.
fn bead_of(state: &DocumentState, changes: &ChangeSet) -> Option<i64> {
    let of_findings = changes.findings.iter().filter_map(|c| c.after.as_ref().or(c.before.as_ref())?.bead);
    let of_comments = changes.comments.iter().filter_map(|c| Some(c.after.as_ref().or(c.before.as_ref())?.bead));
    let of_cells = changes.cells.iter().filter_map(|c| state.bead_of(c.id));
    let mut ids = of_cells.chain(changes.beads.iter().map(|c| c.id)).chain(of_findings).chain(of_comments);
    ids.find(|id| state.beads.contains_key(id))
}

#[derive(Deserialize)]
pub(super) struct TextOf {
    side: Option<SideName>,
}

/// `GET /app/doc/D/text`: the text, to be copied.
pub(super) async fn text(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(asked): Query<TextOf>,
    headers: HeaderMap,
) -> Response {
    let lang = app.lang_of(&headers);
    let side = asked.side.unwrap_or(SideName::Target).side();
    match blocking(app, move |app| app.with_project(|p| Ok(clean_text(p.document(doc)?, side)))).await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response(),
        Err(error) => error.answer(lang),
    }
}

#[derive(Deserialize)]
pub(super) struct Format {
    format: String,
}

/// `GET /app/doc/D/export`: a file to take away.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(asked): Query<Format>,
    headers: HeaderMap,
) -> Response {
    let lang = app.lang_of(&headers);
    let made = blocking(app, move |app| app.with_project(|p| export::export(p, doc, &asked.format, lang))).await;
    match made {
        Ok(file) => {
            let name = percent_encoded(&file.name);
            let headers = [
                (header::CONTENT_TYPE, file.media_type.to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
            ];
            (headers, file.bytes).into_response()
        }
        Err(error) => error.answer(lang),
    }
}

/// A name as RFC 8187 writes it.
fn percent_encoded(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// `GET /app/doc/D/changes`: what the corrections did.
pub(super) async fn changes(State(app): State<Arc<App>>, Path(doc): Path<i64>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, lang| changes_of(app, doc, lang)).await
}

fn changes_of(app: &App, doc: i64, lang: UiLang) -> Answer {
    let settings = app.check_settings(lang);
    let (langs, pairs) = app.with_project(|project| {
        let state = project.document(doc)?;
        let changed = state.order().iter().enumerate().filter_map(|(index, id)| {
            let bead = state.beads.get(id)?;
            let (before, after) = (as_read(state, bead), state.text_of(bead, Side::Target));
            (before != after).then(|| (index, *id, state.text_of(bead, Side::Source), before, after))
        });
        let lang = |side| state.row.side(side).lang.unwrap_or(Lang::UND);
        Ok::<_, ApiError>(((lang(Side::Source), lang(Side::Target)), changed.collect::<Vec<_>>()))
    })?;
    let changes = pairs.into_iter().map(|(index, id, source, before, after)| {
        let (old, new) = (Document::from_lines(before, langs.1), Document::from_lines(after, langs.1));
        let (olds, news) = (calque_text::segment(&old), calque_text::segment(&new));
        let revision = revise(Version::new(&old, &olds), Version::new(&new, &news));
        let words = revision.changes.iter().flat_map(|c| &c.words);
        let words: Vec<Value> =
            words.map(|w| json!({ "before": w.old.of(&old.text), "after": w.new.of(&new.text) })).collect();
        let score = |text: &str| {
            (!text.is_empty() && !source.is_empty())
                .then(|| round(calque::fidelity(&source, langs.0, text, langs.1, &settings)))
        };
        json!({
            "bead": id, "index": index, "before": old.text, "after": new.text,
            "kind": revision.changes.first().map(|c| c.kind), "words": words,
            "fidelity": { "before": score(&old.text), "after": score(&new.text) },
        })
    });
    Ok(json!({ "changes": changes.collect::<Vec<_>>() }))
}

/// The translation of a bead as it was read.
fn as_read(state: &DocumentState, bead: &BeadRow) -> String {
    let cells = bead.target.iter().filter_map(|id| state.cells.get(id));
    cells.map(|c| c.original.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn names_of_files_are_encoded() {
        assert_eq!(percent_encoded("été \"a\".txt"), "%C3%A9t%C3%A9%20%22a%22.txt");
    }
}
