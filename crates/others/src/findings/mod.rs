//! Findings of other checkers and of people.
//!
//! `json` and `marot` read their formats into rows ([`row`]), `file` tells which format a file has.
//! `folded` and `place` find the words of a row in a text, `finding` makes a finding of a span,
//! and `merge` brings findings into a report or the check of a pair.

mod file;
mod finding;
mod folded;
mod json;
mod marot;
mod merge;
mod pairs;
mod place;
mod row;

pub use file::{ForeignError, ForeignFindings};
pub(crate) use finding::{RULE, UNSAID, id};
pub use merge::{Admission, MergeCounts, merge_into_report};
pub use pairs::{PairFindings, PairScore};
pub(crate) use place::{Located, locate};
pub(crate) use row::MarkedPlace;
