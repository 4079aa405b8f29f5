//! `[judge]` and `[vectors]` of `calque.toml`: servers with models of others. Nothing is sent to them unless an option
//! of the command line asks for it. Keys stand in the environment, never in the file.

use serde::{Deserialize, Serialize};

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

/// A server that gives sentences vectors: `calque align --vectors`, `calque pair --vectors`. Options win over the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct VectorServerSettings {
    /// The address of the server up to the version.
    pub url: Option<String>,
    /// The name of the model, as the server knows it.
    pub model: Option<String>,
    /// What is written before a sentence of the source.
    pub query_prefix: String,
    /// What is written before a sentence of the target.
    pub passage_prefix: String,
    /// Sentences in a request.
    pub batch: usize,
    /// Seconds that one request may take.
    pub timeout: u64,
    /// Requests at a time.
    pub parallel: usize,
    /// Whether the server may be at a private address other than this machine.
    pub allow_private: bool,
}

impl Default for VectorServerSettings {
    fn default() -> Self {
        let none = String::new;
        Self {
            url: None,
            model: None,
            query_prefix: none(),
            passage_prefix: none(),
            batch: 32,
            timeout: 120,
            parallel: 2,
            allow_private: false,
        }
    }
}
