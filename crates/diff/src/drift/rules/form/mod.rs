//! Rules on the form of a pair: spelling, marks, capitals, spaces.

pub(crate) mod capitals;
pub(crate) mod punctuation;
pub(crate) mod spacing;
pub(crate) mod spelling;
