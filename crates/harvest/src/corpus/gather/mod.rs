//! The last stage: from the parts to the corpus, without copies.
//!
//! `copies` finds them, `error_report` names what was left out, `files` writes the pairs, `summary` counts what happened, `page`
//! shows that as HTML and `card` as the card of a data set; `run` does all in order.

mod card;
mod copies;
mod error_report;
mod files;
mod layout;
mod page;
mod run;
mod summary;

pub(crate) use run::gather;
pub use summary::{CorpusSummary, OutputFile, made_before};
