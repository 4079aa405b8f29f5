//! The alignment error rate of word links (Och and Ney 2003).
//!
//! A gold has *sure* links and *possible* ones, the sure among them. With links
//! A, sure links S and possible links P, AER = 1 - (|A∩S| + |A∩P|) / (|A| + |S|).

use super::share;
use serde::Serialize;
use std::collections::BTreeSet;

/// A source token and a target token, counted from 0.
pub type WordLink = (usize, usize);

/// The counts of one pair, or of several added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCounts {
    links: usize,
    sure: usize,
    links_sure: usize,
    links_possible: usize,
}

/// The figures of [`LinkCounts`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LinkScores {
    /// Links found.
    pub links: usize,
    /// Share of them that are possible.
    pub precision: f64,
    /// Share of the sure links that were found.
    pub recall: f64,
    /// Alignment error rate.
    pub aer: f64,
}

impl LinkCounts {
    /// Of one pair.
    pub fn new(sure: &[WordLink], possible: &[WordLink], found: impl IntoIterator<Item = WordLink>) -> Self {
        let sure: BTreeSet<_> = sure.iter().copied().collect();
        let possible: BTreeSet<_> = possible.iter().copied().chain(sure.iter().copied()).collect();
        let found: BTreeSet<_> = found.into_iter().collect();
        Self {
            links: found.len(),
            sure: sure.len(),
            links_sure: found.intersection(&sure).count(),
            links_possible: found.intersection(&possible).count(),
        }
    }

    /// Adds those of another pair.
    pub fn add(&mut self, other: &Self) {
        self.links += other.links;
        self.sure += other.sure;
        self.links_sure += other.links_sure;
        self.links_possible += other.links_possible;
    }

    /// The figures.
    pub fn scores(&self) -> LinkScores {
        LinkScores {
            links: self.links,
            precision: share(self.links_possible, self.links),
            recall: share(self.links_sure, self.sure),
            aer: 1.0 - share(self.links_sure + self.links_possible, self.links + self.sure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_comes_out_by_hand() {
        let (sure, possible) = ([(0, 0), (1, 2)], [(1, 1), (2, 1)]);
        let mut counts = LinkCounts::new(&sure, &possible, [(0, 0), (1, 1), (3, 3), (0, 0)]);
        let scores = counts.scores();
        assert_eq!((scores.links, scores.precision, scores.recall), (3, 2.0 / 3.0, 0.5));
        assert!((scores.aer - (1.0 - 3.0 / 5.0)).abs() < 1e-12, "{}", scores.aer);
        counts.add(&LinkCounts::new(&sure, &possible, sure));
        assert!((counts.scores().aer - (1.0 - 7.0 / 9.0)).abs() < 1e-12);
    }
}
