//! `[judge]` and `[vectors]` of `calque.toml`: models of others, on servers or in files. Nothing is sent to a server
//! unless an option of the command line asks for it. Keys stand in the environment, never in the file.

use calque_text::Side;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A language model that is asked about what Calque is unsure of: `calque check --judge`. Options win over the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct JudgeSettings {
    /// The address of the server up to the version.
    pub url: Option<String>,
    /// The name of the model, as the server knows it.
    pub model: Option<String>,
    /// Most questions of a run.
    pub budget: usize,
    /// Seconds that one answer may take.
    pub timeout: u64,
    /// Questions at a time.
    pub parallel: usize,
    /// Whether the server may be at a private address other than this machine.
    pub allow_private: bool,
}

impl Default for JudgeSettings {
    fn default() -> Self {
        Self { url: None, model: None, budget: 50, timeout: 60, parallel: 2, allow_private: false }
    }
}

/// A server or an ONNX file that gives sentences vectors: `calque align --vectors`, `calque pair --vectors`. Options win
/// over the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentenceVectorSettings {
    /// The address of the server up to the version.
    pub url: Option<String>,
    /// The name of the model, as the server knows it.
    pub model: Option<String>,
    /// An ONNX file in place of a server.
    pub onnx: Option<PathBuf>,
    /// Its `tokenizer.json`; without it, the one beside the file or a folder above.
    pub tokenizer: Option<PathBuf>,
    /// How the file's vectors of tokens become one of the sentence.
    pub pooling: VectorPooling,
    /// Tokens of a sentence that are read by the file.
    pub max_tokens: usize,
    /// What is written before a sentence of the source.
    pub query_prefix: String,
    /// What is written before a sentence of the target.
    pub passage_prefix: String,
    /// Sentences in a request, or that a file reads at a time.
    pub batch: usize,
    /// Seconds that one request may take.
    pub timeout: u64,
    /// Requests at a time.
    pub parallel: usize,
    /// Whether the server may be at a private address other than this machine.
    pub allow_private: bool,
}

impl Default for SentenceVectorSettings {
    fn default() -> Self {
        let none = String::new;
        Self {
            url: None,
            model: None,
            onnx: None,
            tokenizer: None,
            pooling: VectorPooling::Mean,
            max_tokens: 512,
            query_prefix: none(),
            passage_prefix: none(),
            batch: 32,
            timeout: 120,
            parallel: 2,
            allow_private: false,
        }
    }
}

impl SentenceVectorSettings {
    /// What is written before the sentences of a side.
    pub fn prefix(&self, side: Side) -> &str {
        match side {
            Side::Source => &self.query_prefix,
            Side::Target => &self.passage_prefix,
        }
    }
}

/// How vectors of tokens become one of the sentence, where the file does not say so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VectorPooling {
    /// Their mean.
    Mean,
    /// That of the first token, often called CLS.
    First,
}
