//! Trains a bilingual model from sentence pairs.
//!
//! [`train`] reads pairs ([`corpus`]), finds which words may translate each
//! other ([`candidates`]), learns a lexicon ([`em`]) and sentence vectors
//! ([`vectors`]), and returns the bytes of a model file.

pub mod candidates;
pub mod corpus;
pub mod em;
pub mod files;
mod finish;
mod manifest;
pub mod measure;
pub mod vectors;

pub use corpus::Source;
pub use files::pairs_of;
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
    /// A file is not what its name says.
    #[error("{path}: not well-formed at byte {at}: {why}")]
    Malformed {
        /// The file.
        path: String,
        /// Byte offset in the decompressed file.
        at: u64,
        /// Why.
        why: String,
    },
    /// A column is in another language.
    #[error(
        "{path}: column {column} is in {}, not in {}; give --source-lang and --target-lang in the order of the columns",
        found.name(), expected.name()
    )]
    Language {
        /// The file.
        path: String,
        /// 1 or 2.
        column: usize,
        /// What it should be.
        expected: calque_text::Lang,
        /// What it is.
        found: calque_text::Lang,
    },
    /// Nothing to learn from.
    #[error("no sentence pairs: give TSV files with the first language in column 1 and the second in column 2")]
    NoPairs,
    /// The model could not be written.
    #[error(transparent)]
    Model(#[from] calque_model::ModelError),
}
