//! The values that the stages hand to each other.
//!
//! An [`Alignment`] is made by the aligner and read by the writers and reports;
//! a [`Finding`] is made by a drift rule and read by the reports; a [`Concept`] is
//! read from a glossary and searched for by a rule. They live here, below both
//! ends, so that a reader, writer or report format needs neither the aligner nor
//! the bilingual model.

mod bead;
mod chain;
mod finding;
mod glossary;
mod opinion;
mod rule;
mod vectors;

pub use bead::{Alignment, Bead, Evidence, crossed};
pub use chain::heaviest_chain;
pub use finding::{Category, Finding, Severity, Tier};
pub use glossary::{Concept, Term, TermStanding};
pub use opinion::{JudgeAnswer, JudgeVerdict, Opinions};
pub use rule::RuleInfo;
pub use vectors::SegmentVectors;
