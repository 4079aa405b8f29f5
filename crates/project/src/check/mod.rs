//! Checking again what a command has changed, and what came and went by it.

mod job;
mod matching;
mod recheck;
mod stretch;

pub use job::CheckJob;
pub(crate) use recheck::{Cause, Reach, recheck};
pub(crate) use stretch::Stretch;
