//! An ONNX file of the options or the settings that gives sentences vectors.

use super::fetch;
use crate::failure::Failure;
use calque::{SentenceVectorSettings, SentenceVectors, VectorPooling, VectorsError};
use calque_bitext::SegmentVectors;
use calque_others::{OnnxEncoder, OnnxFiles, OnnxReading};
use calque_text::{Remedy, Side};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a model with the weights beside it, and of a tokenizer, that are read into memory.
const LARGEST: [u64; 2] = [8 << 30, 256 << 20];

/// An ONNX file that gives sentences vectors.
#[derive(Debug)]
struct VectorFile {
    encoder: OnnxEncoder,
    path: PathBuf,
    settings: SentenceVectorSettings,
}

/// The file, its tokenizer and what lies beside it.
pub(crate) fn open(
    path: &Path,
    tokenizer: Option<&Path>,
    settings: &SentenceVectorSettings,
) -> Result<Arc<dyn SentenceVectors>, Failure> {
    let model =
        read(path, LARGEST[0], "name the ONNX file with --vectors-onnx, or as onnx in [vectors] of calque.toml")?;
    let mut left = LARGEST[0] - model.len() as u64;
    let mut beside = Vec::new();
    for (name, weights) in weights_beside(path) {
        let bytes = read(&weights, left, "keep the file of weights beside the model")?;
        left -= bytes.len() as u64;
        beside.push((name, bytes));
    }
    let named = tokenizer.map(Path::to_path_buf).or_else(|| settings.tokenizer.clone());
    let tokens = named.unwrap_or_else(|| tokenizer_near(path));
    let tokenizer = read(
        &tokens,
        LARGEST[1],
        "name the tokenizer.json of the model with --vectors-tokenizer, or as tokenizer in [vectors] of calque.toml",
    )?;
    let reading = OnnxReading {
        longest: settings.max_tokens,
        batch: settings.batch,
        first_token: settings.pooling == VectorPooling::First,
    };
    let encoder = OnnxEncoder::read(OnnxFiles { model, beside, tokenizer }, reading).map_err(|e| {
        let file = if e.of_tokenizer { tokens.as_path() } else { path };
        Failure::new(format!("{}: {e}", file.display()), e.help())
    })?;
    tracing::info!("vectors of {} ({encoder:?})", path.display());
    Ok(Arc::new(VectorFile { encoder, path: path.to_owned(), settings: settings.clone() }))
}

fn read(path: &Path, most: u64, help: &str) -> Result<Vec<u8>, Failure> {
    let fail = |e: std::io::Error| Failure::new(format!("{}: {e}", path.display()), help);
    let size = std::fs::metadata(path).map_err(fail)?;
    if size.is_dir() {
        return Err(Failure::new(format!("{}: is a folder", path.display()), help));
    }
    if size.len() > most {
        let what = format!("{}: is larger than the limit of {} MiB", path.display(), most >> 20);
        return Err(Failure::new(what, "give a smaller model, or put it behind a server (docs/models.md)"));
    }
    std::fs::read(path).map_err(fail)
}

/// The tokenizer beside a model, or a folder above, where the hub keeps it.
fn tokenizer_near(model: &Path) -> PathBuf {
    let beside = model.with_file_name("tokenizer.json");
    let above = model.parent().and_then(Path::parent).map(|folder| folder.join("tokenizer.json"));
    above.filter(|above| above.exists() && !beside.exists()).unwrap_or(beside)
}

/// The files of weights that exporters put beside a model, under the names that they give them.
fn weights_beside(model: &Path) -> Vec<(String, PathBuf)> {
    let Some(name) = model.file_name().and_then(|n| n.to_str()) else { return Vec::new() };
    let names = [format!("{name}_data"), format!("{name}.data")];
    let near = names.into_iter().map(|name| (name.clone(), model.with_file_name(name)));
    near.filter(|(_, path)| path.is_file()).collect()
}

impl SentenceVectors for VectorFile {
    fn vectors(&self, side: Side, texts: &[&str]) -> Result<SegmentVectors, VectorsError> {
        let bar = fetch::bar(texts.len());
        let vectors = self.encoder.vectors(self.settings.prefix(side), texts, &|n| bar.inc(n as u64));
        bar.finish_and_clear();
        vectors.map_err(|e| VectorsError {
            what: format!("{}: {}{e}", self.path.display(), if e.of_tokenizer { "the tokenizer: " } else { "" }),
            help: e.help().into_owned(),
        })
    }
}
