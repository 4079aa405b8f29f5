//! The values that the stages hand to each other.
//!
//! An [`Alignment`] is made by the aligner and read by the writers and reports;
//! a [`Finding`] is made by a drift rule and read by the reports. They live here,
//! below both, so that a reader, writer or report format needs neither the
//! aligner nor the bilingual model.

mod bead;
mod chain;
mod finding;
mod rule;
mod vectors;

pub use bead::{Alignment, Bead, Evidence, crossed};
pub use chain::heaviest_chain;
pub use finding::{Category, Finding, Severity};
pub use rule::RuleInfo;
pub use vectors::SegmentVectors;
