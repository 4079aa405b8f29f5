//! Stage 1: each side read once, without a look at the other.

mod marks;
mod reader;
mod side_index;
mod vectors;

pub(crate) use marks::{Ending, MARKS};
pub(crate) use reader::WordStats;
pub(crate) use side_index::{RunSums, SideIndex, WordType};
pub(crate) use vectors::{RunVectors, SideVectors};
