//! Drift: where a translation says something else than its original.
//!
//! One rule, one file, under `rules/`. A rule sees a [`PairView`] and pushes
//! [`Finding`]s.

mod finding;
pub mod revision;
mod view;

pub use finding::{Category, Finding, Severity};
pub use view::{PairView, SideView};
