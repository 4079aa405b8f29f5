//! Scores what Calque does against what people say is right, as the literature
//! scores it: beads ([`beads`]), sentence boundaries ([`boundaries`]), word
//! links ([`links`]), and drift ([`drift`]).
//!
//! Everything here only counts: gold and results come in, counts come out, and
//! counts of several sets add up. Nothing is read, run or printed, so that the
//! work of another tool is scored by the same code. [`plot`] draws an alignment
//! beside its gold; [`files`] reads the formats in which gold is kept.

pub mod beads;
pub mod boundaries;
pub mod drift;
pub mod files;
pub mod links;
pub mod plot;

use serde::Serialize;

/// Precision, recall and their harmonic mean, each in [0, 1].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Share of what was found that is right.
    pub precision: f64,
    /// Share of what is right that was found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

impl Scores {
    /// From precision and recall.
    pub fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }

    /// From counts: how many were found and right, found, and right.
    pub fn of(both: usize, found: usize, right: usize) -> Self {
        Self::new(share(both, found), share(both, right))
    }
}

/// `part` of `whole`; 0 of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_nothing_is_nothing() {
        assert_eq!(Scores::of(0, 0, 0), Scores::default());
        assert_eq!(Scores::of(1, 2, 1), Scores { precision: 0.5, recall: 1.0, f1: 2.0 / 3.0 });
    }
}
