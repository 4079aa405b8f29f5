//! What two documents have in common, and the log-odds that they translate each other.
//!
//! First the two documents by themselves: vectors, facts, lengths. Then their lead
//! over all others: a pair that has much more in common than either has with any
//! other document is a pair even where that is little, as with texts of one or two
//! sentences; and one that has much in common, as chapters of one book have, is none
//! where others have more.

use super::weights::weights;
use serde::Serialize;
use std::collections::BTreeMap;

/// What two documents have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct DocumentSimilarity {
    /// Cosine of the vectors of the whole documents, in [-1, 1], the mean of all documents subtracted; `None` without a
    /// model.
    pub whole: Option<f32>,
    /// Mean cosine, in [-1, 1], of stretches at the same position; `None` without a model.
    pub parts: Option<f32>,
    /// Cosine of the sets of numbers and names weighted by inverse document frequency, in [0, 1].
    pub facts: f32,
    /// Natural logarithm of the ratio of the lengths.
    pub length: f32,
    /// By how much, in log-odds, they have more in common than either has with any other document; `None`
    /// where they were not compared with others.
    pub lead: Option<f32>,
}

/// A larger lead, either way, counts no more.
pub(crate) const MAX_LEAD: f32 = 6.0;

impl DocumentSimilarity {
    /// Log-odds that the documents are translations of each other.
    pub(crate) fn log_odds(&self) -> f32 {
        let [constant, .., content, lead_weight] = weights().lead;
        match self.lead {
            Some(lead) => constant + content * self.content_log_odds() + lead_weight * lead.clamp(-MAX_LEAD, MAX_LEAD),
            None => self.content_log_odds(),
        }
    }

    /// The same without regard to other documents.
    pub(super) fn content_log_odds(&self) -> f32 {
        let [constant, whole, parts, facts, length, ..] =
            if self.whole.is_some() { weights().vectors } else { weights().no_vectors };
        constant
            + whole * self.whole.unwrap_or(0.0)
            + parts * self.parts.unwrap_or(0.0)
            + facts * self.facts
            + length * self.length.abs()
    }
}

/// A source, a target, and what they have in common.
pub(crate) type Comparison = (usize, usize, Option<DocumentSimilarity>);

/// Finds the lead of each pair of documents with vectors among all pairs given, by their log-odds.
pub(crate) fn find_leads(pairs: &mut [Comparison], log_odds: impl Fn(&DocumentSimilarity) -> f32) {
    let mut best: [BTreeMap<usize, TopTwo>; 2] = Default::default();
    let content: Vec<Option<f32>> =
        pairs.iter().map(|p| p.2.filter(|l| l.whole.is_some()).map(|l| log_odds(&l))).collect();
    for ((s, t, _), content) in pairs.iter().zip(&content) {
        if let Some(content) = *content {
            best[0].entry(*s).or_default().add(*t, content);
            best[1].entry(*t).or_default().add(*s, content);
        }
    }
    for ((s, t, similarity), content) in pairs.iter_mut().zip(content) {
        let (Some(similarity), Some(content)) = (similarity, content) else { continue };
        let others = [best[0].get(s).and_then(|b| b.without(*t)), best[1].get(t).and_then(|b| b.without(*s))];
        let rival = others.into_iter().flatten().reduce(f32::max);
        similarity.lead = rival.map(|rival| content - rival);
    }
}

/// The best partner of a document, and the value of the second best.
#[derive(Default)]
struct TopTwo {
    first: Option<(usize, f32)>,
    second: Option<f32>,
}

impl TopTwo {
    fn add(&mut self, partner: usize, value: f32) {
        if self.first.is_none_or(|(_, first)| value > first) {
            self.second = self.first.map(|(_, first)| first);
            self.first = Some((partner, value));
        } else if self.second.is_none_or(|second| value > second) {
            self.second = Some(value);
        }
    }

    /// The greatest value of any other partner.
    fn without(&self, partner: usize) -> Option<f32> {
        match self.first {
            Some((first, _)) if first == partner => self.second,
            first => first.map(|(_, value)| value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_is_over_the_best_other_of_either() {
        let like = |whole| {
            Some(DocumentSimilarity { whole: Some(whole), parts: Some(whole), ..DocumentSimilarity::default() })
        };
        let mut pairs = [(0, 0, like(0.5)), (0, 1, like(0.3)), (1, 0, like(0.4)), (2, 2, like(0.5))];
        find_leads(&mut pairs, DocumentSimilarity::content_log_odds);
        let lead_of = |i: usize| pairs[i].2.and_then(|l| l.lead);
        let step = weights().vectors[1] + weights().vectors[2];
        for (i, expected) in [(0, 0.1 * step), (1, -0.2 * step), (2, -0.1 * step)] {
            assert!(lead_of(i).is_some_and(|l| (l - expected).abs() < 1e-3), "{i}: {:?}", lead_of(i));
        }
        // Neither has another partner.
        assert_eq!(lead_of(3), None);
    }
}
