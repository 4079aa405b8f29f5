//! In place of `vector_file` where the feature `onnx` is off: says what to build.

use crate::failure::Failure;
use calque::{SentenceVectorSettings, SentenceVectors};
use std::path::Path;
use std::sync::Arc;

/// Refuses the file.
pub(crate) fn open(
    path: &Path,
    _: Option<&Path>,
    _: &SentenceVectorSettings,
) -> Result<Arc<dyn SentenceVectors>, Failure> {
    let what = format!("{}: this calque was built without the feature onnx", path.display());
    let help = "build it with `cargo build --release -p calque-cli --features onnx`, or put the model behind a server \
                (docs/models.md)";
    Err(Failure::new(what, help))
}
