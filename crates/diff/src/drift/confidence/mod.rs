//! How far a finding, and a pair, are to be believed: signals, then gradient-boosted trees over
//! them, then isotonic calibration; and the fidelity of the pair.

pub(crate) mod calibration;
pub(crate) mod context;
pub(crate) mod judge;
pub(crate) mod score;
pub(crate) mod signals;
pub(crate) mod trees;
