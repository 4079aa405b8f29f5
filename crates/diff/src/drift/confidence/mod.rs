//! How far a finding, and a pair, are to be believed.

pub(crate) mod calibration;
pub(crate) mod score;
pub(crate) mod trees;
