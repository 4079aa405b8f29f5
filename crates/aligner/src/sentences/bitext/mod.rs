//! Stage 3: both sides together, the links between them, and statistics measured on the text.

mod length;
mod measure;
mod stats;
mod time_fit;
mod unaligned;
mod view;

pub(crate) use length::length_distance;
pub(crate) use measure::MeasuredOn;
pub(crate) use stats::BitextStats;
pub(crate) use unaligned::KeptUnaligned;
pub(crate) use view::Bitext;
