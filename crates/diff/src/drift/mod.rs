//! Drift: where a translation says something else than its original.
//!
//! From the ground up: [`side`] reads one side of a pair; [`cues`] finds in it what lists of words
//! know; [`reading`] joins both sides by word links and tells which words are rendered; [`matching`]
//! pairs cues of both sides; [`losses`] weighs what stands in one text alone; the [`rules`] push findings with signals; [`confidence`] predicts from
//! the signals how surely a finding is right; [`check`] runs it all and merges findings about the
//! same words.

mod check;
mod clauses;
mod confidence;
pub(crate) mod cues;
mod document;
mod draft;
mod findings;
mod identity;
mod languages;
mod losses;
mod matching;
mod merge;
mod reading;
mod rule;
mod rules;
mod settings;
mod side;
mod signals;
#[cfg(feature = "training")]
pub mod training;

pub use check::{DocumentFinding, PairReport, check_document, check_pair, check_sequence, rules_left_out};
pub use cues::glossary;

pub use document::{DocumentView, Place, UnalignedView};
pub use languages::Languages;
pub use losses::swallowed;
pub use rule::{RuleDescription, RunFinding, Scope, TextPair};
pub use rules::{catalogue, descriptions, explain, members};
pub use settings::{OneRule, Profile, RuleSettings};
pub use side::{PairView, SideView};
