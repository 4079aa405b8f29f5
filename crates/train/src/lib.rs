//! Trains a bilingual model from sentence pairs.
//!
//! [`train()`] runs the stages in order: it reads pairs (`corpus`), learns a lexicon by word alignment and phrases
//! (`lexicon`), trains sentence vectors (`vectors`), and returns the bytes of a model file. [`State`] keeps
//! finished stages for a later run; [`measure`] evaluates a model.

mod corpus;
mod error;
mod lexicon;
mod manifest;
pub mod measure;
mod memory_limit;
mod settings;
mod state;
mod train;
mod vectors;

pub use corpus::files::pairs_of;
pub use corpus::source::Source;
pub use error::TrainError;
pub use manifest::Manifest;
pub use memory_limit::MemoryLimit;
pub use settings::{TrainSettings, VectorSettings};
pub use state::State;
pub use train::train;
