//! Strict and lax precision, recall and F1 of beads.
//!
//! A bead found is *strictly* right if the gold has exactly it, and *laxly*
//! right if besides that some source segment of it is linked in the gold to
//! some target segment of it. Precision counts unaligned beads too, for an
//! aligner that leaves a segment alone has said something; recall does not. A
//! text has each bead once.

use super::{Scores, share};
use calque_aligner::Alignment;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Segments of the source and of the target that belong together, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Linked {
    /// Segments of the source, in ascending order.
    pub source: Vec<usize>,
    /// Segments of the target, in ascending order.
    pub target: Vec<usize>,
}

impl Linked {
    /// From segments in any order.
    pub fn new(mut source: Vec<usize>, mut target: Vec<usize>) -> Self {
        for side in [&mut source, &mut target] {
            side.sort_unstable();
            side.dedup();
        }
        Self { source, target }
    }

    /// Whether both sides are there.
    pub fn is_full(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// The beads of a text, each once, in order. Unlike an [`Alignment`] they may cross, overlap, and
/// leave segments out, as those of people and of other tools do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beads(BTreeSet<Linked>);

impl FromIterator<Linked> for Beads {
    /// Beads without any segment are none.
    fn from_iter<I: IntoIterator<Item = Linked>>(beads: I) -> Self {
        Self(beads.into_iter().filter(|b| !b.source.is_empty() || !b.target.is_empty()).collect())
    }
}

impl From<&Alignment> for Beads {
    fn from(alignment: &Alignment) -> Self {
        alignment.beads.iter().map(|b| Linked::new(b.source.clone().collect(), b.target.clone().collect())).collect()
    }
}

impl Beads {
    /// In the order of the source.
    pub fn iter(&self) -> impl Iterator<Item = &Linked> {
        self.0.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether exactly this bead is among them.
    pub fn has(&self, bead: &Linked) -> bool {
        self.0.contains(bead)
    }

    /// The beads with both sides.
    #[must_use]
    pub fn full(&self) -> Self {
        Self(self.0.iter().filter(|b| b.is_full()).cloned().collect())
    }

    /// How many segments the beads count on either side: one more than the last.
    pub fn extent(&self) -> (usize, usize) {
        let end =
            |side: fn(&Linked) -> &Vec<usize>| self.0.iter().filter_map(|b| side(b).last()).max().map_or(0, |m| m + 1);
        (end(|b| &b.source), end(|b| &b.target))
    }

    /// How many of them `other` has: exactly, and at least by one link.
    fn found_in(&self, other: &Self) -> Found {
        let mut links: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for bead in &other.0 {
            for &i in &bead.source {
                links.entry(i).or_default().extend(&bead.target);
            }
        }
        let touches = |bead: &Linked| {
            bead.source.iter().filter_map(|i| links.get(i)).any(|to| bead.target.iter().any(|j| to.contains(j)))
        };
        let mut found = Found { strict: 0, lax: 0, all: self.len() };
        for bead in &self.0 {
            let exact = other.has(bead);
            found.strict += usize::from(exact);
            found.lax += usize::from(exact || touches(bead));
        }
        found
    }
}

/// How many beads of one list another has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    strict: usize,
    lax: usize,
    all: usize,
}

/// The counts of one text, or of several added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BeadCounts {
    /// Of the beads found, those that the gold has.
    found: Found,
    /// Of the gold's full beads, those that were found.
    gold: Found,
}

/// The figures of [`BeadCounts`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BeadScores {
    /// Beads found, unaligned ones too.
    pub beads: usize,
    /// Beads of the gold with both sides.
    pub gold: usize,
    /// Exactly the gold's beads.
    pub strict: Scores,
    /// With a link of the gold at least.
    pub lax: Scores,
}

impl BeadCounts {
    /// Of the beads of one text.
    pub fn new(gold: &Beads, found: &Beads) -> Self {
        Self { found: found.found_in(gold), gold: gold.full().found_in(&found.full()) }
    }

    /// Adds those of another text.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in [(&mut self.found, other.found), (&mut self.gold, other.gold)] {
            sum.strict += more.strict;
            sum.lax += more.lax;
            sum.all += more.all;
        }
    }

    /// The figures.
    pub fn scores(&self) -> BeadScores {
        let of = |part: fn(&Found) -> usize| {
            Scores::new(share(part(&self.found), self.found.all), share(part(&self.gold), self.gold.all))
        };
        BeadScores { beads: self.found.all, gold: self.gold.all, strict: of(|f| f.strict), lax: of(|f| f.lax) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beads(list: &[(&[usize], &[usize])]) -> Beads {
        list.iter().map(|(s, t)| Linked::new(s.to_vec(), t.to_vec())).collect()
    }

    #[test]
    fn the_example_of_the_manual_comes_out_by_hand() {
        let gold = beads(&[(&[0], &[0]), (&[1, 2], &[1]), (&[3], &[]), (&[4], &[2])]);
        let found = beads(&[(&[0], &[0]), (&[1], &[1]), (&[2], &[]), (&[3], &[]), (&[4], &[2])]);
        let scores = BeadCounts::new(&gold, &found).scores();
        // Found: 0-0, 3- and 4-2 are right, 1-1 is half right, 2- is wrong.
        assert_eq!((scores.beads, scores.strict.precision, scores.lax.precision), (5, 3.0 / 5.0, 4.0 / 5.0));
        // Gold with both sides: 0-0, 1,2-1, 4-2.
        assert_eq!((scores.gold, scores.strict.recall, scores.lax.recall), (3, 2.0 / 3.0, 1.0));
    }

    #[test]
    fn the_gold_scores_full_marks_against_itself_and_sums_are_of_counts() {
        let gold = beads(&[(&[1, 0], &[0]), (&[2], &[2, 1]), (&[], &[3])]);
        let mut counts = BeadCounts::new(&gold, &gold);
        assert_eq!((counts.scores().strict.f1, counts.scores().lax.f1), (1.0, 1.0));
        counts.add(&BeadCounts::new(&gold, &Beads::default()));
        let half = counts.scores();
        assert_eq!((half.strict.precision, half.strict.recall, half.gold), (1.0, 0.5, 4));
    }

    #[test]
    fn beads_are_counted_once_and_empty_ones_never() {
        let found = beads(&[(&[0], &[0]), (&[0, 0], &[0]), (&[], &[]), (&[7], &[2])]);
        assert_eq!((found.len(), found.extent()), (2, (8, 3)));
        assert_eq!(Beads::default().extent(), (0, 0));
    }
}
