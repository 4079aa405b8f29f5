//! The manifest of a training run: which files, how much each counts, under
//! which licence, and the settings that differ from the defaults.
//!
//! ```
//! let manifest: calque_train::Manifest = calque_train::Manifest::parse(r#"
//!     name = "example"
//!     langs = ["fr", "en"]
//!     [[data]]
//!     path = "news.tsv.zst"
//!     weight = 2.0
//!     licence = "CC BY 4.0"
//! "#).unwrap();
//! assert_eq!(manifest.data[0].weight, 2.0);
//! ```

use crate::corpus::source::Source;
use crate::error::TrainError;
use crate::settings::TrainSettings;
use calque_text::Lang;
use serde::Deserialize;
use std::path::Path;

/// A parsed manifest.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// Name of the model.
    pub name: String,
    /// The languages of the columns.
    pub langs: (Lang, Lang),
    /// Most words in each vocabulary.
    pub vocabulary: Option<usize>,
    /// Length of a vector.
    pub dim: Option<usize>,
    /// Words of each side with a vector of their own.
    pub vectors: Option<[usize; 2]>,
    /// N-gram buckets.
    pub buckets: Option<usize>,
    /// Passes of vector training.
    pub epochs: Option<usize>,
    /// Pairs in a batch.
    pub batch: Option<usize>,
    /// The files.
    pub data: Vec<Source>,
}

impl Manifest {
    /// Parses TOML.
    pub fn parse(text: &str) -> Result<Self, TrainError> {
        Self::from_text(text, "manifest")
    }

    fn from_text(text: &str, path: &str) -> Result<Self, TrainError> {
        toml::from_str(text).map_err(|e| TrainError::Manifest { path: path.to_owned(), why: e.to_string() })
    }

    /// Reads a manifest; relative paths in it start at `data`.
    pub fn read(path: &Path, data: &Path) -> Result<Self, TrainError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| TrainError::Io { path: path.display().to_string(), source })?;
        let mut manifest = Self::from_text(&text, &path.display().to_string())?;
        for source in &mut manifest.data {
            source.path = data.join(&source.path);
        }
        Ok(manifest)
    }

    /// Settings with what the manifest sets.
    pub fn settings(&self) -> TrainSettings {
        let mut s = TrainSettings::new(self.langs.0, self.langs.1);
        s.name.clone_from(&self.name);
        s.vocabulary = self.vocabulary.unwrap_or(s.vocabulary);
        s.vectors.dim = self.dim.unwrap_or(s.vectors.dim);
        s.vectors.words = self.vectors.unwrap_or(s.vectors.words);
        s.vectors.buckets = self.buckets.unwrap_or(s.vectors.buckets);
        s.vectors.epochs = self.epochs.unwrap_or(s.vectors.epochs);
        s.vectors.batch = self.batch.unwrap_or(s.vectors.batch);
        s
    }
}
