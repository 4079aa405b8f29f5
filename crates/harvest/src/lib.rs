//! Corpora: from raw pairs and documents to clean parallel data.
//!
//! What looks at one pair is pure: it repairs texts, gives each filter's
//! score, and sketches texts for deduplication. What runs over many streams:
//! memory does not grow with the input, and results do not depend on the number
//! of cores.

mod answer;
pub mod build;
pub mod dedup;
mod deduping;
pub mod filtering;
pub mod filters;
mod links;
mod marks;
mod reading;
pub mod repair;
mod scan;
mod screen;
mod shape;
pub mod stats;
pub mod stream;

pub use answer::{Answering, answer, answer_columns, answer_fields};
pub use deduping::{DedupReport, Deduping, dedup};
pub use links::{Links, Support};
pub use reading::{Pair, Reading, Side, Words};
pub use screen::{DUPLICATE, Preset, Screen, ScreenError, Verdict};
pub use shape::Shape;
