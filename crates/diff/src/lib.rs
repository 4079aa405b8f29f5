//! Drift: where a translation says something else than its original.
//!
//! One rule, one file, under `rules/`, with its page (`NAME.md`) and its cases
//! (`NAME.cases.tsv`) beside it. A rule reads a [`Reading`] of the pair and
//! pushes [`Finding`]s; [`check_pair`] runs them all, calibrates, merges and
//! scores; [`check_document`] adds what only the whole text shows.

// Tokens are `i` and `j`, a reading is `r`, everywhere the same.
#![allow(clippy::many_single_char_names)]

mod calibration;
mod check;
mod concepts;
mod conditional;
mod cues;
mod document;
mod gaps;
pub mod glossary;
mod judge;
mod lexical;
mod nametable;
mod opposed;
mod pairs;
mod reading;
mod rendered;
pub mod revision;
mod rule;
mod rules;
mod score;
mod sense;
mod settings;
mod slot;
mod view;

pub use calque_bitext::{Category, Finding, RuleInfo, Severity};
pub use check::{PairReport, check_pair};
pub use document::{DocumentFinding, check_document};
pub use judge::Found;
pub use reading::{Reading, SideReading};
pub use rule::{Rule, Scope, all, catalogue, explain};
pub use score::score_signals;
pub use settings::{OneRule, Profile, RuleSettings};
pub use view::{PairView, SideView};
