//! The start: what is open, settings, uploads, opening and closing.

use crate::answer::{Answer, ApiError};
use crate::app::{App, answer};
use crate::body::JsonBody;
use crate::interface::InterfaceChange;
use crate::json::{counts, progress};
use crate::open::{self, OpenRequest, Part};
use crate::opening;
use crate::random::hex;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calque_messages::{UiLang, message, rule_name};
use http_body_util::BodyExt;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of a file that is too large which are read all the same.
const MOST_DROPPED: u64 = 4 << 30;

const EXAMPLE: [(&str, &str); 2] = [
    ("dam.en.txt", include_str!("../../example/dam.en.txt")),
    ("dam.fr.txt", include_str!("../../example/dam.fr.txt")),
];

/// `GET /app/state`.
pub(super) async fn state(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, lang| Ok(state_of(app, lang))).await
}

fn state_of(app: &App, lang: UiLang) -> Value {
    let slot = app.slot();
    let project = slot.as_ref().map(|project| {
        let name = project.documents().next().map(|(_, d)| d.row.name.clone()).unwrap_or_default();
        json!({ "kind": "bitext", "name": name, "path": project.path().display().to_string() })
    });
    let corpus = app.corpus().clone();
    let corpus = corpus.map(|c| {
        let corpus = c.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        json!({ "kind": "corpus", "name": corpus.name, "path": corpus.path.display().to_string() })
    });
    let documents: Vec<Value> = slot
        .iter()
        .flat_map(calque_project::Project::documents)
        .map(|(id, d)| {
            let side = |row: &calque_project::SideRow| json!({ "name": row.name, "lang": row.lang });
            json!({
                "id": id,
                "name": d.row.name,
                "source": side(&d.row.source),
                "target": side(&d.row.target),
                "pairs": d.order().len(),
                "findings": counts(d),
                "progress": progress(d),
            })
        })
        .collect();
    let revision = slot.as_ref().map_or(0, calque_project::Project::revision);
    drop(slot);
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "ui_lang": lang.as_str(),
        "revision": revision,
        "project": corpus.or(project),
        "documents": documents,
        "recent": app.recent.list(),
        "settings": &*app.interface(),
        "rules": calque_diff::catalogue().iter().map(|r| (r.id, rule_name(r.id, lang))).collect::<BTreeMap<_, _>>(),
        "opening": app.opening().as_ref().map(|o| o.json(lang)),
    })
}

/// `POST /app/settings`.
pub(super) async fn settings(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(change): JsonBody<InterfaceChange>,
) -> Response {
    answer(app, &headers, move |app, _| {
        let mut interface = app.interface();
        if !interface.change(change).map_err(ApiError::internal)? {
            return Err(ApiError::bad_request("`page` is an object of at most 64 kB"));
        }
        serde_json::to_value(&*interface).map_err(ApiError::internal)
    })
    .await
}

/// `POST /app/upload`: the bytes of a file, written to the disk as they come.
pub(super) async fn upload(State(app): State<Arc<App>>, headers: HeaderMap, request: Request) -> Response {
    match receive(&app, request).await {
        Ok((id, size)) => {
            let name = headers.get("x-file-name").and_then(|n| n.to_str().ok()).unwrap_or("text").to_owned();
            answer(app, &headers, move |app, _| described(app, &id, &percent_decoded(&name), size)).await
        }
        Err(error) => error.answer(app.lang_of(&headers)),
    }
}

async fn receive(app: &App, request: Request) -> Result<(String, u64), ApiError> {
    let limit = app.uploads.max_size;
    let id = hex(16);
    let path = app.uploads.place(&id);
    let received = write_body(&path, limit, request).await;
    if received.is_err() {
        // What came of it is of no use, and may be what fills the disk.
        let _ = std::fs::remove_file(&path);
    }
    Ok((id, received?))
}

/// Writes what comes to a file; how many bytes. The rest of what is too large, or has no room, is read and dropped: a
/// browser that is cut off shows no answer.
async fn write_body(path: &std::path::Path, limit: u64, request: Request) -> Result<u64, ApiError> {
    let failed = |e: std::io::Error| ApiError::writing(path, &e);
    let mut file = std::fs::File::create(path).map_err(failed);
    let mut body = request.into_body();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame.map_err(|e| ApiError::bad_request(&e.to_string()))?.into_data() else { continue };
        size += frame.len() as u64;
        if size > limit.saturating_add(MOST_DROPPED) {
            break;
        }
        if let Ok(open) = &mut file
            && size <= limit
            && let Err(error) = open.write_all(&frame)
        {
            // What was written so far is of no use, and fills the disk.
            let _ = open.set_len(0);
            file = Err(failed(error));
        }
    }
    file?;
    if size > limit { Err(ApiError::too_large(limit)) } else { Ok(size) }
}

/// What an upload seems to be: read as a document where it is one.
fn described(app: &App, id: &str, name: &str, size: u64) -> Answer {
    let upload = app.uploads.add(id, name);
    let part = Part { upload: Some(id.to_owned()), ..Part::default() };
    let loaded = open::load(app, &part, name)?;
    let is_pairs = calque_formats::pairs::PairFormat::of_name(&upload.name)
        .is_some_and(|f| !matches!(f, calque_formats::pairs::PairFormat::Html));
    if is_pairs {
        let (records, format) = crate::pairs::records(&loaded)?;
        let words: usize = records.iter().map(|r| r.target.split_whitespace().count()).sum();
        return Ok(json!({
            "upload": id, "name": upload.name, "size": size, "format": format.as_str(), "pairs": records.len(),
            "lang": Value::Null, "words": words, "account": [],
        }));
    }
    let read = loaded.read(&app.settings)?;
    let lang = Some(read.document.lang).filter(|l| *l != calque_text::Lang::UND);
    let lang = lang.or_else(|| calque_text::language(&read.document.text));
    let left_out = read.origin.left_out;
    let mut account = read.warnings.clone();
    if left_out.blocks > 0 {
        account.push(message!("web-left-out", blocks = left_out.blocks).text(app.settings.ui_lang.unwrap_or_default()));
    }
    Ok(json!({
        "upload": id, "name": upload.name, "size": size, "format": read.format.as_str(), "pairs": Value::Null,
        "lang": lang, "words": read.document.text.split_whitespace().count(), "account": account,
    }))
}

/// `%C3%A9` as `é`; what is no code stays as it is.
fn percent_decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let code = (bytes[i] == b'%').then(|| name.get(i + 1..i + 3).and_then(|h| u8::from_str_radix(h, 16).ok()));
        if let Some(byte) = code.flatten() {
            out.push(byte);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// `POST /app/open`.
pub(super) async fn open(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<OpenRequest>,
) -> Response {
    answer(app, &headers, move |app, lang| opened(app, request, lang)).await
}

/// The document, or how far a long one is.
pub(super) fn opened(app: &Arc<App>, request: OpenRequest, lang: UiLang) -> Answer {
    let opening = opening::start(app, request, lang);
    Ok(match opening.wait()? {
        Some(document) => json!({ "document": document }),
        None => json!({ "document": null, "opening": opening.json(lang) }),
    })
}

/// `GET /app/opening`: how far the last opening is.
pub(super) async fn opening(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, lang| Ok(json!(app.opening().as_ref().map(|o| o.json(lang))))).await
}

/// `POST /app/opening/stop`: somebody has changed their mind.
pub(super) async fn stop_opening(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, lang| {
        let opening = app.opening().clone();
        if let Some(opening) = &opening {
            opening.stop();
        }
        Ok(json!(opening.map(|o| o.json(lang))))
    })
    .await
}

/// `POST /app/example`: the embedded article.
pub(super) async fn example(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, lang| {
        let part = |(name, text): (&str, &str)| {
            Some(Part { text: Some(text.to_owned()), name: Some(name.to_owned()), ..Part::default() })
        };
        let request = OpenRequest { source: part(EXAMPLE[0]), target: part(EXAMPLE[1]), ..OpenRequest::default() };
        opened(app, request, lang)
    })
    .await
}

/// A path on this machine.
#[derive(Deserialize)]
pub(super) struct ProjectPath {
    path: PathBuf,
}

/// `POST /app/open-project`.
pub(super) async fn open_project(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<ProjectPath>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        open::open_project(app, &request.path, lang)?;
        Ok(state_of(app, lang))
    })
    .await
}

/// `POST /app/close`.
pub(super) async fn close(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, lang| {
        app.set_project(&mut app.slot(), None);
        *app.corpus() = None;
        app.tell();
        Ok(state_of(app, lang))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn names_are_percent_decoded() {
        assert_eq!(percent_decoded("%C3%89t%C3%A9%20%2525.txt"), "Été %25.txt");
        assert_eq!(percent_decoded("100%.txt"), "100%.txt");
        assert_eq!(percent_decoded("%é%"), "%é%");
    }
}
