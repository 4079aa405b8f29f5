//! `calque corpus stats`: what is in a corpus, collected in one pass and bounded memory.

mod format;
mod gather;
mod histogram;
mod html;
mod terminal;
mod vocabulary;

pub(crate) use format::grouped;
pub use gather::{CorpusStats, SideStats, StatsSettings, gather};
pub use histogram::Histogram;
pub use html::html;
pub use terminal::terminal;
pub use vocabulary::Vocabulary;
