//! The server of the settings that gives sentences vectors.

use super::fetch;
use super::model_server::ModelServer;
use crate::args::others::VectorArgs;
use crate::failure::Failure;
use calque::{SentenceVectors, Settings, VectorServerSettings, VectorsError};
use calque_bitext::SegmentVectors;
use calque_others::{vector_questions, vectors_of_answers};
use calque_service::JsonServer;
use calque_text::{Remedy, Side};
use serde_json::Value;
use std::fmt;

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
        let (server, model) = ModelServer {
            option: "vectors",
            key: "CALQUE_VECTORS_KEY",
            url: args.vectors_url.as_ref().or(table.url.as_ref()),
            model: args.vectors_model.as_ref().or(table.model.as_ref()),
            timeout: table.timeout,
            parallel: table.parallel,
            allow_private: table.allow_private,
        }
        .open()?;
        let server = Self { server, model, settings: table.clone() };
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
