//! Deduplication: exact, up to form, or near; on the pair or on one side.
//!
//! Near copies are found by MinHash and banding ([`mod@sketch`]): texts that agree in one
//! band of their sketches are candidates, and are compared by the whole sketches. Of copies
//! the one with the highest score stays, of equal ones the first. A text is dropped if a
//! better one is near to it: of a chain of texts, each near to the next, the best one stays,
//! even if the last is far from it.
//!
//! Memory holds one bit a text and what is allowed for sorting; the rest is spilled to
//! temporary files. The result depends on the texts, their scores and their order, on
//! nothing else.
//!
//! ```
//! use calque_harvest::dedup::{ComparedTexts, CopyCriterion, DedupKey, Deduper};
//! let near = CopyCriterion::Near(0.8);
//! let mut deduper = Deduper::new(near, 64 << 20, &std::env::temp_dir())?;
//! for (source, score) in [("The dam is old.", 0.5), ("The DAM is old!", 0.9), ("A bird sang.", 0.5)] {
//!     deduper.push(DedupKey::of(near, ComparedTexts::Source, source, ""), score)?;
//! }
//! let copies = deduper.finish()?;
//! assert!(copies.contains(0) && !copies.contains(1) && !copies.contains(2));
//! # Ok::<(), std::io::Error>(())
//! ```

mod deduper;
mod key;
mod run;
pub mod sketch;
mod spill;

pub use deduper::{Copies, Deduper};
pub use key::{ComparedTexts, CopyCriterion, DedupKey};
pub use run::{DedupReport, DedupSettings, dedup};
