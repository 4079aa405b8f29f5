//! Why a file gives no vectors.

use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;

/// Why an ONNX file or its tokenizer gives no vectors. The words go on after the name of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnnxError {
    /// Whether it is about the tokenizer, and not the ONNX file.
    pub of_tokenizer: bool,
    what: String,
    help: &'static str,
}

impl OnnxError {
    /// An error of the graph.
    pub(super) fn model(what: impl fmt::Display, help: &'static str) -> Self {
        Self { of_tokenizer: false, what: what.to_string(), help }
    }

    /// An error of the tokenizer.
    pub(super) fn tokenizer(what: impl fmt::Display, help: &'static str) -> Self {
        Self { of_tokenizer: true, what: what.to_string(), help }
    }
}

impl fmt::Display for OnnxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for OnnxError {}

impl Remedy for OnnxError {
    fn help(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.help)
    }
}
