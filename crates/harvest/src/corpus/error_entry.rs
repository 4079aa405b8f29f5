//! What is wrong with one document or one record: an entry of the error report, `errors.jsonl`.
//! It does not end a run.

use calque_text::Remedy;
use serde::{Deserialize, Serialize};

/// An entry of `errors.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorEntry {
    /// The file or URL.
    pub file: String,
    /// The line, from 1, where the error has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The step that failed.
    pub step: Step,
    /// What is wrong.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// A step of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Reading the list of documents.
    Plan,
    /// Fetching from the web.
    Fetch,
    /// Reading a document.
    Read,
    /// Finding the document's partner.
    Pair,
    /// Pairing its sentences.
    Align,
    /// Looking for parts in a third language.
    Language,
    /// Cleaning the pairs: filters and copies.
    Filter,
}

impl Step {
    /// Its name in the error report.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Fetch => "fetch",
            Self::Read => "read",
            Self::Pair => "pair",
            Self::Align => "align",
            Self::Language => "language",
            Self::Filter => "filter",
        }
    }
}

impl ErrorEntry {
    /// About a document without a partner.
    pub(crate) fn unpaired(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            step: Step::Pair,
            why: "has no partner: no document on the other side has its name or its content".to_owned(),
            remedy: "add its translation; if it is there, name both in a --manifest, or try a lower --min-pair-score"
                .to_owned(),
        }
    }

    /// From an error about an input.
    pub(crate) fn of_input(error: &calque_formats::InputError, step: Step) -> Self {
        let (file, line) = (error.name.clone(), error.line);
        Self { file, line, step, why: error.problem.to_string(), remedy: error.help().into_owned() }
    }

    /// From an error of the pipeline about a pair of documents.
    pub(crate) fn of(error: &calque::Error, source: &str, target: &str) -> Self {
        let (file, line, step) = match error {
            calque::Error::Input(e) => return Self::of_input(e, Step::Read),
            calque::Error::LongSegment { name, line, .. } => (name.clone(), Some(*line as u64), Step::Align),
            calque::Error::TooManySegments { name, .. } | calque::Error::WrongLanguage { name, .. } => {
                (name.clone(), None, Step::Align)
            }
            _ => (format!("{source} + {target}"), None, Step::Align),
        };
        let message = error.to_string();
        let location = line.map_or_else(|| format!("{file}: "), |l| format!("{file}:{l}: "));
        let why = message.strip_prefix(&location).unwrap_or(&message).to_owned();
        let remedy = match error {
            calque::Error::Unrelated { .. } => {
                "leave the pair out, or set refuse-unrelated = false under [align] in calque.toml".into()
            }
            _ => error.help().into_owned(),
        };
        Self { file, line, step, why, remedy }
    }
}
