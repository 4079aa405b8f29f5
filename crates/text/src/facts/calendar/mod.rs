//! Dates and times of day.

mod clock;
mod dates;
mod months;

pub(crate) use clock::times;
pub(crate) use dates::dates;
