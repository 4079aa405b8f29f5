//! What can be wrong with a model file.

use calque_text::Lang;

/// Why a model could not be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file could not be read.
    #[error("cannot read the model {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Not a model at all.
    #[error("{0} is not a Calque model (it does not begin with the model mark); make one with `calque model train`")]
    NotAModel(String),
    /// Made by a newer Calque.
    #[error("{path} is a model of format {found}, this program reads format {known}: update calque, or train it anew")]
    Newer {
        /// The file.
        path: String,
        /// The file's format.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// Made by an older Calque, in a format that is no longer read.
    #[error(
        "{path} is a model of format {found}, this program reads format {known}: train it anew with `calque model train`"
    )]
    Older {
        /// The file.
        path: String,
        /// The file's format.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// Cut short or damaged.
    #[error("the model {path} is damaged: {what}; copy or download it again")]
    Damaged {
        /// The file.
        path: String,
        /// Which part.
        what: String,
    },
    /// The pair is not the model's.
    #[error(
        "no model for {0}-{1}: train one with `calque model train --source-lang {0} --target-lang {1} PAIRS.tsv -o {0}-{1}.calque` and give it with --model"
    )]
    Unsupported(Lang, Lang),
}
