//! Vectors of sentences from an ONNX file with its `tokenizer.json`, run here: bytes in, vectors out.
//!
//! Feature `onnx`. The crate `rten` runs the graph, and threads of its own for that; `tokenizers` cuts the sentences as
//! the authors of the file meant.
//!
//! [`tokens`] makes numbers of sentences, [`graph`] knows the inputs and outputs of a file and runs it, [`pool`] makes
//! one vector of those of the tokens, [`encoder`] puts the three together.

mod encoder;
mod error;
mod graph;
mod pool;
mod tokens;

pub use encoder::{OnnxEncoder, OnnxFiles, OnnxReading};
pub use error::OnnxError;
