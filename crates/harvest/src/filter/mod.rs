//! Filtering: which pairs stay, and why the others do not.
//!
//! A *filter* scores a pair in one respect ([`Filter`], one file each in `filters/`). A
//! *screen* is a set of filters with a threshold each ([`Screen`]), taken from a
//! [`Preset`] and changed by the user. Its result for a pair is a [`FilterVerdict`].
//! [`filter()`] runs a screen over a stream of pairs and drops near copies too.

mod base;
pub(crate) mod filters;
mod preset;
mod report;
mod run;
mod screen;
mod spool;
mod test_sentences;
mod verdict;
mod word_list;

pub use base::{Accept, Filter, FilterContext};
pub use filters::{ALL, COUNT};
pub use preset::{DUPLICATE, Preset};
pub use report::{FilterCount, FilterReport, NearThreshold};
pub use run::{FilterOutput, FilterSettings, REJECTED_BY, filter};
pub use screen::{Screen, ScreenError};
pub use test_sentences::TestSentences;
pub use verdict::FilterVerdict;
pub use word_list::WordList;
