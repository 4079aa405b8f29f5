//! One side of a pair: what the caller hands over, and what the rules read in it.

mod reading;
mod vectors;
mod view;

pub(crate) use reading::SideReading;
pub use view::{PairView, SideView};
