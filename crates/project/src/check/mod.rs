//! Checking again what a command has changed, and what came and went by it.

mod matching;
mod recheck;
mod stretch;

pub(crate) use recheck::{Cause, Reach, recheck};
pub(crate) use stretch::Stretch;
