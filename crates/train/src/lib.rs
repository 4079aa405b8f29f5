//! Trains a bilingual model from sentence pairs.
//!
//! [`train`] reads pairs ([`corpus`]), finds which words may translate each
//! other ([`candidates`]), learns a lexicon ([`em`]) and sentence vectors
//! ([`vectors`]), and returns the bytes of a model file.

pub mod candidates;
pub mod corpus;
pub mod em;
mod finish;
mod manifest;
pub mod measure;
pub mod vectors;

pub use corpus::{Source, pairs_of};
pub use finish::{TrainSettings, train};
pub use manifest::Manifest;
pub use vectors::VectorSettings;

/// Why training could not run.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The manifest does not parse.
    #[error("cannot understand the manifest {path}: {why}")]
    Manifest {
        /// The file.
        path: String,
        /// Where and why.
        why: String,
    },
    /// Nothing to learn from.
    #[error("no sentence pairs: give TSV files with the first language in column 1 and the second in column 2")]
    NoPairs,
    /// The model could not be written.
    #[error(transparent)]
    Model(#[from] calque_model::ModelError),
}
