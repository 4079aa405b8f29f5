//! A corpus: the funnel, lost pairs, histograms, thresholds, labels, settings, documents.

use crate::answer::{Answer, ApiError};
use crate::app::{App, answer};
use crate::body::JsonBody;
use crate::corpus::{self, Corpus};
use crate::open::{OpenRequest, Part};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

/// Does something with the corpus that is open.
fn with_corpus(app: &App, work: impl FnOnce(&mut Corpus) -> Answer) -> Answer {
    let open = app.corpus().clone().ok_or_else(ApiError::no_corpus)?;
    let mut corpus = open.lock().unwrap_or_else(PoisonError::into_inner);
    work(&mut corpus)
}

/// What a request may ask for.
#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    step: String,
    filter: Option<String>,
    threshold: Option<f32>,
    from: usize,
    n: usize,
    seed: u64,
}

impl Default for Asked {
    fn default() -> Self {
        Self { step: String::new(), filter: None, threshold: None, from: 0, n: 20, seed: 0 }
    }
}

impl Asked {
    fn filter(&self) -> &str {
        self.filter.as_deref().unwrap_or_default()
    }
}

/// `GET /app/corpus`.
pub(super) async fn overview(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, _| with_corpus(app, |c| Ok(corpus::overview(c)))).await
}

/// `GET /app/corpus/lost`.
pub(super) async fn lost(State(app): State<Arc<App>>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, _| with_corpus(app, |c| corpus::lost(c, &asked.step, asked.from, asked.n))).await
}

/// `GET /app/corpus/histogram`.
pub(super) async fn histogram(State(app): State<Arc<App>>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, _| with_corpus(app, |c| corpus::histogram(c, asked.filter()))).await
}

/// `GET /app/corpus/near`.
pub(super) async fn near(State(app): State<Arc<App>>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, _| with_corpus(app, |c| corpus::near(c, asked.filter(), asked.threshold, asked.n)))
        .await
}

/// `GET /app/corpus/sample`.
pub(super) async fn sample(State(app): State<Arc<App>>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, _| {
        with_corpus(app, |c| corpus::sample(c, asked.filter.as_deref(), asked.n, asked.seed))
    })
    .await
}

/// `GET /app/corpus/precision`.
pub(super) async fn precision(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, _| with_corpus(app, |c| Ok(corpus::precision(c)))).await
}

/// `GET /app/corpus/documents`.
pub(super) async fn documents(State(app): State<Arc<App>>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    answer(app, &headers, move |app, _| with_corpus(app, |c| Ok(corpus::documents(c, asked.from, asked.n)))).await
}

#[derive(Deserialize)]
pub(super) struct Threshold {
    filter: String,
    value: f32,
}

/// `POST /app/corpus/threshold`.
pub(super) async fn threshold(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<Threshold>,
) -> Response {
    answer(app, &headers, move |app, _| with_corpus(app, |c| corpus::set_threshold(c, &asked.filter, asked.value)))
        .await
}

#[derive(Deserialize)]
pub(super) struct Label {
    pair: usize,
    verdict: Option<String>,
}

/// `POST /app/corpus/label`.
pub(super) async fn label(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<Label>,
) -> Response {
    answer(app, &headers, move |app, _| {
        let good = match asked.verdict.as_deref() {
            Some("good") => Some(true),
            Some("bad") => Some(false),
            None => None,
            Some(_) => return Err(ApiError::bad_request("a verdict is good or bad")),
        };
        with_corpus(app, |c| corpus::label(c, asked.pair, good))
    })
    .await
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Save {
    path: Option<PathBuf>,
    replace: bool,
}

/// `POST /app/corpus/save-settings`.
pub(super) async fn save_settings(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<Save>,
) -> Response {
    answer(app, &headers, move |app, _| with_corpus(app, |c| corpus::save_settings(c, asked.path, asked.replace))).await
}

#[derive(Deserialize)]
pub(super) struct OpenDocument {
    document: usize,
}

/// `POST /app/corpus/open`: a document pair, to mend its beads.
pub(super) async fn open_document(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<OpenDocument>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let names = with_corpus(app, |c| Ok(Value::from(corpus::document(c, asked.document)?.to_vec())))?;
        let part = |i: usize| {
            let name = names[i].as_str().unwrap_or_default();
            Part { path: Some(PathBuf::from(name)), ..Part::default() }
        };
        let request =
            OpenRequest { source: Some(part(0)), target: Some(part(1)), force: true, ..OpenRequest::default() };
        super::start::opened(app, request, lang)
    })
    .await
}

/// `POST /app/corpus/rewrite`.
pub(super) async fn rewrite(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    answer(app, &headers, |app, lang| {
        let slot = app.slot();
        with_corpus(app, |c| corpus::rewrite(c, slot.as_ref(), lang))
    })
    .await
}
