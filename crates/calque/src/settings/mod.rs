//! Settings: [`Settings`] and `calque.toml` ([`file`]), its table `[corpus]` ([`corpus`]), sizes
//! in bytes ([`size`]), models of others ([`others`]), and errors in settings files ([`error`]).

pub(crate) mod corpus;
pub(crate) mod error;
mod file;
mod others;
mod size;
mod tree;

pub use corpus::{CorpusSettings, PairBy};
pub use error::{SettingsError, nearest};
pub use file::{AlignSettings, DEFAULTS, EncoderUse, FailOn, ReadSettings, SCHEMA, Settings};
pub use others::{JudgeSettings, SentenceVectorSettings, VectorPooling};
pub use tree::TreeSettings;
