//! The error type of the crate.

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
    /// A stage could not be left behind.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The memory given does not suffice.
    #[error(
        "{stage} needs about {needs} MB of memory, --memory gives {given} MB: allow more, or lower the number of pairs (`limit` in a manifest), of words (`vocabulary`) or of dimensions (`dim`)"
    )]
    Memory {
        /// What needs it.
        stage: &'static str,
        /// How much, in MB.
        needs: u64,
        /// What is given, in MB.
        given: u64,
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
        "{path}: from line {line} on, column {column} is in {}, not in {}; give --source-lang and --target-lang in the order of the columns",
        found.name(), expected.name()
    )]
    Language {
        /// The file.
        path: String,
        /// The first line looked at.
        line: u64,
        /// 1 or 2.
        column: usize,
        /// What it should be.
        expected: calque_text::Lang,
        /// What it is.
        found: calque_text::Lang,
    },
    /// Most lines are no pairs.
    #[error(
        "{path}: {bad} of {lines} lines are no pairs, line {first} is {says}; give TSV files with the first language in column 1 and the second in column 2, or JSONL or TMX with that ending"
    )]
    NotPairs {
        /// The file.
        path: String,
        /// How many are no pairs.
        bad: u64,
        /// Of how many.
        lines: u64,
        /// What is wrong with most of them.
        says: &'static str,
        /// The first of these.
        first: u64,
    },
    /// Nothing to learn from.
    #[error("no sentence pairs: give TSV files with the first language in column 1 and the second in column 2")]
    NoPairs,
    /// The model could not be written.
    #[error(transparent)]
    Model(#[from] calque_model::ModelError),
}
