//! Vectors of somebody else's model: which of the sources that the options and the settings name, and the server.

use super::fetch;
use super::model_server::ModelServer;
use super::vector_file;
use crate::args::others::VectorArgs;
use crate::failure::Failure;
use calque::{SentenceVectorSettings, SentenceVectors, Settings, VectorsError};
use calque_bitext::SegmentVectors;
use calque_others::{vector_questions, vectors_of_answers};
use calque_service::JsonServer;
use calque_text::{Remedy, Side};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// A server that gives sentences vectors.
struct VectorServer {
    server: JsonServer,
    model: String,
    settings: SentenceVectorSettings,
}

impl fmt::Debug for VectorServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.model, self.server.shown())
    }
}

/// The source of vectors that the options and the settings name, if the options ask for one. Nothing is sent yet.
pub(crate) fn encoder(args: &VectorArgs, settings: &Settings) -> Result<Option<Arc<dyn SentenceVectors>>, Failure> {
    if !args.vectors {
        return Ok(None);
    }
    let table = &settings.vectors;
    let (server, file) = (args.vectors_url.is_some() || args.vectors_model.is_some(), args.vectors_onnx.is_some());
    let both = table.url.is_some() && table.onnx.is_some();
    if both && !server && !file {
        let what = "[vectors] names a server (url) and a file (onnx)";
        return Err(Failure::new(what, "keep one of them, or choose with --vectors-url or --vectors-onnx"));
    }
    let path = args.vectors_onnx.as_ref().or(table.onnx.as_ref().filter(|_| !server));
    Ok(Some(match path {
        Some(path) => vector_file::open(path, args.vectors_tokenizer.as_deref(), table)?,
        None => Arc::new(VectorServer::open(args, table)?),
    }))
}

impl VectorServer {
    /// The server that the options and the settings name. Nothing is sent yet.
    fn open(args: &VectorArgs, table: &SentenceVectorSettings) -> Result<Self, Failure> {
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
        Ok(server)
    }
}

impl SentenceVectors for VectorServer {
    fn vectors(&self, side: Side, texts: &[&str]) -> Result<SegmentVectors, VectorsError> {
        let questions = vector_questions(&self.model, self.settings.prefix(side), texts, self.settings.batch);
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
