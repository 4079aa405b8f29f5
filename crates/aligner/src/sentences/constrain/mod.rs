//! Stage 7: what the caller has fixed, and passages that cross.

mod crossings;
mod displaced;
mod pins;
mod remaining;
mod repair;
mod twins;

pub(crate) use crossings::{in_source_order, with_crossings};
pub(crate) use displaced::displaced;
pub use pins::{PinError, Pins};
pub(crate) use remaining::with_remaining;
pub(crate) use repair::repair;
pub(crate) use twins::without_merged_twins;
