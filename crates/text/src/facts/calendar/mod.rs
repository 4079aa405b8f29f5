//! Dates, times of day, and times said by where they lie.

mod clock;
mod dates;
mod moments;
mod months;

pub(crate) use clock::times;
pub(crate) use dates::dates;
pub(crate) use moments::moments;
