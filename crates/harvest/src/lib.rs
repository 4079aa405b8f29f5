//! Corpora: from raw pairs and documents to clean parallel data.
//!
//! The folders, each of which uses only those above it:
//!
//! - [`stream`]: the loop that every run over pairs shares;
//! - `pair`: a pair as filters read it (tokens, character counts, lexical support);
//! - [`repair`]: what encodings and converters broke in a text is put right;
//! - [`dedup`]: exact and near copies, by MinHash and banding;
//! - [`filter`]: filters, screens (filters with thresholds), verdicts, a run over a stream;
//! - [`stats`]: what is in a corpus;
//! - [`corpus`]: from documents to a corpus, killed and resumed at any time;
//! - [`answer`]: the same for single records, as `calque pipe` does it.
//!
//! What looks at one pair is pure. What runs over many streams: memory does not grow
//! with the input, and results do not depend on the number of cores.

pub mod answer;
pub mod corpus;
pub mod dedup;
pub mod filter;
mod pair;
pub mod repair;
mod score;
pub mod stats;
pub mod stream;
#[cfg(feature = "training")]
pub mod training;

pub use pair::{CharCounts, LexicalSupport, Pair, PairFeatures, SideFeatures, SideSupport, SideWords};
