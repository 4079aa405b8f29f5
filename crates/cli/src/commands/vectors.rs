//! The server of the settings that gives sentences vectors.

use super::fetch;
use crate::args::others::VectorArgs;
use crate::failure::Failure;
use calque::{SentenceVectors, Settings, VectorServerSettings, VectorsError};
use calque_bitext::SegmentVectors;
use calque_others::{vector_questions, vectors_of_answers};
use calque_service::{JsonServer, ServerSettings, cache_folder};
use calque_text::{Remedy, Side};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// The variable of the environment that holds the key.
const KEY: &str = "CALQUE_VECTORS_KEY";

/// A server that gives sentences vectors.
pub(crate) struct VectorServer {
    server: JsonServer,
    model: String,
    settings: VectorServerSettings,
}

impl fmt::Debug for VectorServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.model, self.server.shown())
    }
}

impl VectorServer {
    /// The server that the options and the settings name, if the options ask for one. Nothing is sent yet.
    pub(crate) fn open(args: &VectorArgs, settings: &Settings) -> Result<Option<Self>, Failure> {
        if !args.vectors {
            return Ok(None);
        }
        let table = &settings.vectors;
        let missing = |what: &str, option: &str| {
            let help = format!("name it in [vectors] of calque.toml, or with {option}; docs/models.md has examples");
            Failure::new(format!("--vectors: no {what} is named"), help)
        };
        let url = args.vectors_url.as_ref().or(table.url.as_ref()).ok_or_else(|| missing("server", "--vectors-url"))?;
        let model =
            args.vectors_model.as_ref().or(table.model.as_ref()).ok_or_else(|| missing("model", "--vectors-model"))?;
        let timeout = Duration::from_secs(table.timeout.max(1));
        let server = JsonServer::new(&ServerSettings {
            url: url.clone(),
            key: std::env::var(KEY).ok(),
            allow_private: table.allow_private,
            timeout,
            retries: 2,
            backoff: Duration::from_secs(1),
            max_wait: timeout,
            parallel: table.parallel,
            cache: Some(cache_folder("vectors")),
        })?;
        let server = Self { server, model: model.clone(), settings: table.clone() };
        tracing::info!("vectors of {server:?}");
        Ok(Some(server))
    }
}

impl SentenceVectors for VectorServer {
    fn vectors(&self, side: Side, texts: &[&str]) -> Result<SegmentVectors, VectorsError> {
        let prefix = match side {
            Side::Source => &self.settings.query_prefix,
            Side::Target => &self.settings.passage_prefix,
        };
        let questions = vector_questions(&self.model, prefix, texts, self.settings.batch);
        let bar = fetch::bar(questions.len());
        let answers = self.server.ask_all("embeddings", &questions, &|| bar.inc(1));
        bar.finish_and_clear();
        let fail = |e: &calque_service::ServerError| VectorsError { what: e.to_string(), help: e.help().into_owned() };
        let mut bodies: Vec<Value> = Vec::with_capacity(questions.len());
        for answer in answers.map_err(|e| fail(&e))? {
            bodies.push(answer.map_err(|e| fail(&e))?.value);
        }
        vectors_of_answers(&bodies, texts.len(), self.settings.batch).map_err(|what| VectorsError {
            what: format!("{}: {what}", self.server.shown()),
            help: "check that the model is one for embeddings, or leave --vectors out".to_owned(),
        })
    }
}
