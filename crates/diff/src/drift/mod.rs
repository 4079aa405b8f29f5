//! Drift: where a translation says something else than its original.

mod check;
mod confidence;
pub(crate) mod cues;
mod document;
mod matching;
mod reading;
mod rule;
mod rules;
mod settings;
mod side;

pub use check::{PairReport, check_pair};
pub use confidence::score::score_signals;
pub use confidence::trees::Found;
pub use cues::glossary;
pub use document::{DocumentFinding, check_document};
pub use reading::Reading;
pub use rule::{Rule, Scope, all, catalogue, explain};
pub use settings::{OneRule, Profile, RuleSettings};
pub use side::{PairView, SideReading, SideView};
