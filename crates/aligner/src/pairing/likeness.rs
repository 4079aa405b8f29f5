//! What two documents have in common, and what that is worth.
//!
//! First the two alone: vectors, facts, lengths. Then among all: a pair that has
//! much more in common than either has with any other is a pair even where it
//! has little, as with texts of one or two sentences; and one that has much in
//! common, as chapters of one book have, is none where others have more.

use serde::Serialize;
use std::collections::BTreeMap;

/// What two documents have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Likeness {
    /// Cosine of the vectors of the whole, what all documents share left out; `None` without a model.
    pub whole: Option<f32>,
    /// Mean cosine of stretches from the same places.
    pub parts: Option<f32>,
    /// Cosine of the sets of numbers and names, the rarer the weightier.
    pub facts: f32,
    /// Logarithm of the ratio of the lengths.
    pub length: f32,
    /// By how much, in log-odds, they have more in common than either has with any other document; `None`
    /// where they were not compared with others.
    pub lead: Option<f32>,
}

/// What each measure of content is worth in log-odds: a constant, then `whole`, `parts`, `facts`, `length`.
/// Learnt by logistic regression (`training/pairing`) on collections of 1 to 100 texts of 1 to 15
/// sentences from nine collections, a fifth to a third of which have no partner.
const WITH_VECTORS: [f32; 5] = [-10.74, 8.92, 13.13, 0.96, -3.08];
/// The same where there are no vectors, on articles and chapters.
const WITHOUT_VECTORS: [f32; 5] = [-4.7, 0.0, 0.0, 20.9, -7.7];
/// Without vectors, content speaks no louder against names that are the same.
pub(super) const LEAST_WITHOUT_VECTORS: f32 = -4.0;
/// With a lead: a constant, what the pair alone is worth, what the lead is. Learnt likewise.
const WITH_LEAD: [f32; 3] = [-2.08, 0.74, 0.96];
/// A larger lead counts no more.
const MOST_LEAD: f32 = 6.0;

impl Likeness {
    /// Log-odds that the documents are translations of each other.
    pub(super) fn log_odds(&self) -> f32 {
        let [constant, alone, ahead] = WITH_LEAD;
        match self.lead {
            Some(lead) => constant + alone * self.alone() + ahead * lead.clamp(-MOST_LEAD, MOST_LEAD),
            None => self.alone(),
        }
    }

    /// The same without a look at others.
    fn alone(&self) -> f32 {
        let [constant, whole, parts, facts, length] = if self.whole.is_some() { WITH_VECTORS } else { WITHOUT_VECTORS };
        constant
            + whole * self.whole.unwrap_or(0.0)
            + parts * self.parts.unwrap_or(0.0)
            + facts * self.facts
            + length * self.length.abs()
    }
}

/// Finds out the lead of each pair of documents that vectors tell of, among all of them.
pub(super) fn lead(pairs: &mut [(usize, usize, Option<Likeness>)]) {
    let mut best: [BTreeMap<usize, Best>; 2] = Default::default();
    let alone: Vec<Option<f32>> = pairs.iter().map(|p| p.2.filter(|l| l.whole.is_some()).map(|l| l.alone())).collect();
    for ((s, t, _), alone) in pairs.iter().zip(&alone) {
        if let Some(alone) = *alone {
            best[0].entry(*s).or_default().add(*t, alone);
            best[1].entry(*t).or_default().add(*s, alone);
        }
    }
    for ((s, t, likeness), alone) in pairs.iter_mut().zip(alone) {
        let (Some(likeness), Some(alone)) = (likeness, alone) else { continue };
        let others = [best[0].get(s).and_then(|b| b.but(*t)), best[1].get(t).and_then(|b| b.but(*s))];
        let rival = others.into_iter().flatten().reduce(f32::max);
        likeness.lead = rival.map(|rival| alone - rival);
    }
}

/// The best partner of a document, and the second best.
#[derive(Default)]
struct Best {
    first: Option<(usize, f32)>,
    second: Option<f32>,
}

impl Best {
    fn add(&mut self, partner: usize, worth: f32) {
        if self.first.is_none_or(|(_, first)| worth > first) {
            self.second = self.first.map(|(_, first)| first);
            self.first = Some((partner, worth));
        } else if self.second.is_none_or(|second| worth > second) {
            self.second = Some(worth);
        }
    }

    /// The best but one partner.
    fn but(&self, partner: usize) -> Option<f32> {
        match self.first {
            Some((first, _)) if first == partner => self.second,
            first => first.map(|(_, worth)| worth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_is_over_the_best_other_of_either() {
        let like = |whole| Some(Likeness { whole: Some(whole), parts: Some(whole), ..Likeness::default() });
        let mut pairs = [(0, 0, like(0.5)), (0, 1, like(0.3)), (1, 0, like(0.4)), (2, 2, like(0.5))];
        lead(&mut pairs);
        let lead_of = |i: usize| pairs[i].2.and_then(|l| l.lead);
        let step = WITH_VECTORS[1] + WITH_VECTORS[2];
        for (i, expected) in [(0, 0.1 * step), (1, -0.2 * step), (2, -0.1 * step)] {
            assert!(lead_of(i).is_some_and(|l| (l - expected).abs() < 1e-3), "{i}: {:?}", lead_of(i));
        }
        // Nobody else wants either.
        assert_eq!(lead_of(3), None);
    }
}
