//! Stage 7: what the caller has fixed, and passages that cross.

mod crossings;
mod displaced;
mod pins;
mod repair;

pub(crate) use crossings::{in_source_order, with_crossings};
pub(crate) use displaced::displaced;
pub use pins::{PinError, Pins};
pub(crate) use repair::repair;
