//! What can be wrong with a file of the encoder.

/// A file of the encoder that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the encoder's file is not usable: {what}; make it again with training/encoder/build.py")]
pub struct EncoderError {
    /// What is wrong.
    pub what: String,
}

impl EncoderError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}
