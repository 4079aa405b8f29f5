//! `/api/v1`: check, align and pairs for other programs, with the JSON of the command line. Described by
//! `openapi.json` beside this file. Nothing of it is kept.

use crate::answer::{Answer, ApiError};
use crate::app::{App, answer};
use crate::body::JsonBody;
use crate::open::{Part, load};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use calque::{InputDocument, InputFormat, Settings, check_record};
use calque_bitext::Severity;
use calque_formats::pairs::PairRecord;
use calque_formats::write::{BitextSide, BitextView, jsonl};
use calque_messages::UiLang;
use calque_report::{PairOutcome, PairStream, RenderOptions, ReportFormat, ReportSide};
use calque_text::Lang;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The description of the interface.
pub(crate) const DESCRIPTION: &str = include_str!("openapi.json");

/// The most pairs of one request.
const MOST_PAIRS: usize = 10_000;

/// A text of a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApiText {
    text: Option<String>,
    url: Option<String>,
    name: Option<String>,
    lang: Option<Lang>,
    format: Option<InputFormat>,
}

/// Settings of a request.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ApiSettings {
    preset: Option<calque_diff::Profile>,
    min_severity: Option<Severity>,
    min_confidence: Option<f32>,
    ui_lang: Option<UiLang>,
    allow_unrelated: bool,
}

/// Two texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TwoTexts {
    source: ApiText,
    target: ApiText,
    #[serde(default)]
    settings: ApiSettings,
}

/// Pairs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ManyPairs {
    pairs: Vec<ApiPair>,
    #[serde(default)]
    source_lang: Option<Lang>,
    #[serde(default)]
    target_lang: Option<Lang>,
    #[serde(default)]
    settings: ApiSettings,
}

/// A pair of a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApiPair {
    #[serde(default)]
    id: Value,
    source: String,
    target: String,
}

impl ApiSettings {
    fn apply(&self, app: &App, lang: UiLang) -> Settings {
        let mut settings = app.check_settings(self.ui_lang.unwrap_or(lang));
        settings.check.profile = self.preset.unwrap_or(settings.check.profile);
        settings.check.min_severity = self.min_severity.or(settings.check.min_severity);
        settings.check.min_confidence = self.min_confidence.or(settings.check.min_confidence);
        settings.align.refuse_unrelated &= !self.allow_unrelated;
        settings
    }
}

/// `GET /api/v1/openapi.json`.
pub(super) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

/// `POST /api/v1/check`: the report of `calque check --format json`.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<TwoTexts>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let (source, target, settings) = texts(app, asked, lang)?;
        let mut report = calque::check_documents(source, target, &settings)?;
        calque::suppress(&mut report, &app.suppressions.iter().collect::<Vec<_>>());
        let text = calque_report::render(&report, ReportFormat::Json, &RenderOptions::default());
        serde_json::from_str(&text).map_err(ApiError::internal)
    })
    .await
}

/// `POST /api/v1/align`: the beads of `calque align --format jsonl`.
pub(super) async fn align(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<TwoTexts>,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let (source, target, settings) = texts(app, asked, lang)?;
        let found = calque::bitext_of_documents(source, target, &settings)?;
        let view = BitextView { source: side(&found.source), target: side(&found.target), alignment: &found.alignment };
        let mut lines = Vec::new();
        jsonl(&view, &mut lines).map_err(ApiError::internal)?;
        let lines = String::from_utf8_lossy(&lines);
        let beads: Result<Vec<Value>, _> = lines.lines().map(serde_json::from_str).collect();
        let text =
            |side: &ReportSide| json!({ "name": side.name, "lang": side.document.lang, "text": side.document.text });
        Ok(json!({
            "source": text(&found.source),
            "target": text(&found.target),
            "beads": beads.map_err(ApiError::internal)?,
            "related": found.seems_related(&settings)?,
            "warnings": found.warnings,
        }))
    })
    .await
}

/// `POST /api/v1/pairs`: the lines of `calque check --pairs`.
pub(super) async fn pairs(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<ManyPairs>,
) -> Response {
    answer(app, &headers, move |app, lang| pairs_of(app, asked, lang)).await
}

fn pairs_of(app: &App, asked: ManyPairs, lang: UiLang) -> Answer {
    if asked.pairs.len() > MOST_PAIRS {
        return Err(ApiError::bad_request(&format!("a request has at most {MOST_PAIRS} pairs")));
    }
    let settings = asked.settings.apply(app, lang);
    let stream = PairStream::new(ReportFormat::Jsonl, "", RenderOptions::default(), calque_diff::catalogue());
    let stream = stream.ok_or_else(|| ApiError::internal("no stream of pairs"))?;
    let (source_lang, target_lang) = (asked.source_lang, asked.target_lang);
    let of = |(i, pair): (usize, ApiPair)| -> Result<Value, ApiError> {
        let number = i as u64 + 1;
        let id = if pair.id.is_null() { Value::from(number) } else { pair.id };
        let record = PairRecord {
            line: number,
            id,
            source: pair.source,
            target: pair.target,
            source_lang,
            target_lang,
            ..PairRecord::default()
        };
        let mut checked = check_record(&record, &settings);
        checked.findings.sort_by(calque_diff::Finding::by_weight);
        let line = stream.pair(&PairOutcome {
            number,
            line: number,
            id: &record.id,
            source: &record.source,
            target: &record.target,
            score: checked.score,
            findings: &checked.findings,
            suppressed: &[],
        });
        serde_json::from_str(&line).map_err(ApiError::internal)
    };
    let pairs: Result<Vec<Value>, ApiError> = asked.pairs.into_par_iter().enumerate().map(of).collect();
    Ok(json!({ "pairs": pairs? }))
}

fn texts(app: &App, asked: TwoTexts, lang: UiLang) -> Result<(InputDocument, InputDocument, Settings), ApiError> {
    let mut settings = asked.settings.apply(app, lang);
    settings.source_lang = asked.source.lang.or(settings.source_lang);
    settings.target_lang = asked.target.lang.or(settings.target_lang);
    let read = |text: ApiText, name: &str| {
        let settings = Settings {
            read: calque::ReadSettings { format: text.format, ..settings.read.clone() },
            ..settings.clone()
        };
        let part = Part { text: text.text, url: text.url, name: text.name, ..Part::default() };
        load(app, &part, name)?.read(&settings)
    };
    let (source, target) = (read(asked.source, "source")?, read(asked.target, "target")?);
    Ok((source, target, settings))
}

fn side(side: &ReportSide) -> BitextSide<'_> {
    BitextSide { name: &side.name, lang: side.document.lang, text: &side.document.text, sentences: &side.sentences }
}
