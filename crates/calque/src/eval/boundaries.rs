//! Precision, recall and F1 of sentence boundaries.
//!
//! A boundary is known by how many characters stand before it, white space not
//! counted, so that gold and result may be spaced differently. Only boundaries
//! inside paragraphs count; the ends of paragraphs are given.

use super::Scores;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many boundaries a segmentation of some paragraphs has right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoundaryCounts {
    both: usize,
    found: usize,
    gold: usize,
}

/// The figures of [`BoundaryCounts`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BoundaryScores {
    /// Boundaries of the gold.
    pub boundaries: usize,
    /// How many of them were found, and how much else.
    #[serde(flatten)]
    pub scores: Scores,
}

/// A cut of the same text that has other characters than the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherText {
    /// Characters of the gold, without white space.
    pub gold: usize,
    /// Characters of the cut.
    pub found: usize,
}

/// Where one paragraph was cut otherwise than the gold says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongCut {
    /// Which paragraph.
    pub paragraph: usize,
    /// Ends of sentences that are not in the gold: characters of the paragraph before them, white space not counted.
    pub extra: Vec<usize>,
    /// Ends of sentences of the gold that were not found.
    pub missing: Vec<usize>,
}

impl BoundaryCounts {
    /// Compares the sentences of `gold`, a list for each paragraph, with those found in the whole
    /// text, and says which paragraphs differ.
    pub fn new<S: AsRef<str>>(gold: &[Vec<S>], found: &[&str]) -> Result<(Self, Vec<WrongCut>), OtherText> {
        let (mut right, mut ends) = (BTreeSet::new(), Vec::with_capacity(gold.len()));
        let mut at = 0;
        for paragraph in gold {
            for sentence in paragraph {
                at += characters(sentence.as_ref());
                right.insert(at);
            }
            ends.push(at);
        }
        let mut said = BTreeSet::new();
        let mut end = 0;
        for sentence in found {
            end += characters(sentence);
            said.insert(end);
        }
        if at != end {
            return Err(OtherText { gold: at, found: end });
        }
        for end in ends.iter().chain(&[0]) {
            right.remove(end);
            said.remove(end);
        }
        let counts = Self { both: right.intersection(&said).count(), found: said.len(), gold: right.len() };
        let mut wrong: Vec<WrongCut> = Vec::new();
        for &cut in right.symmetric_difference(&said) {
            let paragraph = ends.partition_point(|&e| e <= cut);
            if wrong.last().is_none_or(|w| w.paragraph != paragraph) {
                wrong.push(WrongCut { paragraph, extra: Vec::new(), missing: Vec::new() });
            }
            let start = paragraph.checked_sub(1).map_or(0, |before| ends[before]);
            if let Some(last) = wrong.last_mut() {
                let list = if said.contains(&cut) { &mut last.extra } else { &mut last.missing };
                list.push(cut - start);
            }
        }
        Ok((counts, wrong))
    }

    /// Adds those of other paragraphs.
    pub fn add(&mut self, other: &Self) {
        self.both += other.both;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// The figures.
    pub fn scores(&self) -> BoundaryScores {
        BoundaryScores { boundaries: self.gold, scores: Scores::of(self.both, self.found, self.gold) }
    }
}

/// Characters that are no white space.
fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_inside_paragraphs_count() {
        let gold = [vec!["M. Morel vint.", "Il  rit."], vec!["Seul."], vec!["Un.", "Deux.", "Trois."]];
        let found = ["M.", "Morel vint.", "Il rit.", "Seul.", "Un. Deux.", "Trois."];
        let (counts, wrong) = BoundaryCounts::new(&gold, &found).expect("one text");
        assert_eq!(counts, BoundaryCounts { both: 2, found: 3, gold: 3 });
        let wrong: Vec<_> = wrong.into_iter().map(|w| (w.paragraph, w.extra, w.missing)).collect();
        assert_eq!(wrong, [(0, vec![2], vec![]), (2, vec![], vec![3])]);
    }

    #[test]
    fn a_sentence_across_paragraphs_costs_nothing_and_other_text_is_refused() {
        let gold = [vec!["Un."], vec!["Deux."]];
        let (counts, wrong) = BoundaryCounts::new(&gold, &["Un. Deux."]).expect("one text");
        assert_eq!((counts, wrong.len()), (BoundaryCounts::default(), 0));
        assert_eq!(BoundaryCounts::new(&gold, &["Un."]), Err(OtherText { gold: 8, found: 3 }));
    }
}
