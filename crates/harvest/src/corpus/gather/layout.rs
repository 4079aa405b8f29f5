//! Names of the files of a corpus.

use calque_formats::pairs::PairFormat;

/// What a corpus consists of, in the order in which it is moved to its place; the report comes last.
pub(super) const RESULTS: [&str; 4] = ["data", ERRORS, DOCUMENTS, "report.html"];
/// What could not be used: one [`ErrorEntry`](crate::corpus::ErrorEntry) a line.
pub(super) const ERRORS: &str = "errors.jsonl";
/// One line for each pair of documents that was aligned.
pub(super) const DOCUMENTS: &str = "documents.jsonl";
/// The summary; where it is, everything else is.
pub(super) const REPORT: &str = "report.json";
/// The card of the data set.
pub(super) const CARD: &str = "README.md";

/// Whether a card belongs to a file of pairs of this name: JSON lines and Parquet have one.
pub(super) fn has_card(file: &str) -> bool {
    matches!(PairFormat::of_name(file), Some(PairFormat::Jsonl | PairFormat::Parquet))
}
