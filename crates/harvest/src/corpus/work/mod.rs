//! The second stage: every batch of documents aligned and scored (`align`), then repaired and
//! screened (`clean`).
//!
//! `run` spreads the batches over threads and keeps their results; `budget` and
//! `memory_need` keep the documents in work within the memory limit.

mod align;
mod budget;
mod clean;
mod drops;
mod memory_need;
mod run;
mod third_language;

pub use align::FIDELITY;
pub(crate) use align::scored_pairs;
pub(crate) use clean::PairCleaner;
pub use clean::QUALITY;
pub(crate) use drops::Drops;
pub(crate) use run::{ALIGNED, BatchResult, SCREENED, Work, result_path, sweep};
