//! What a filter run did, in numbers.

use super::filters::ALL;
use super::preset::DUPLICATE;
use super::screen::Screen;
use super::verdict::FilterVerdict;
use crate::repair::{Fix, Fixes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a filter run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilterReport {
    /// Pairs read.
    pub read: u64,
    /// Pairs kept.
    pub kept: u64,
    /// Pairs dropped.
    pub dropped: u64,
    /// Records that could not be read.
    pub bad_records: u64,
    /// Pairs in which something was repaired.
    pub repaired: u64,
    /// Pairs by the kind of repair.
    pub repairs: BTreeMap<String, u64>,
    /// For each filter that ran: its threshold and how many pairs it was the first to reject.
    pub filters: BTreeMap<String, FilterCount>,
    /// With `explain`: for each filter, the pairs whose scores are closest to its threshold.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub near: BTreeMap<String, Vec<NearThreshold>>,
}

/// What one filter did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilterCount {
    /// Its threshold.
    pub threshold: f32,
    /// Pairs that it was the first to reject.
    pub dropped: u64,
}

/// A pair whose score is close to a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearThreshold {
    /// Its score.
    pub score: f32,
    /// Whether the filter lets it pass.
    pub passes: bool,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
}

impl FilterReport {
    /// Zero for each filter of a screen.
    pub(super) fn new(screen: &Screen) -> Self {
        let mut report = Self::default();
        for (i, filter) in ALL.iter().enumerate() {
            if let Some(threshold) = screen.threshold(i) {
                report.filters.insert(filter.id().to_owned(), FilterCount { threshold, dropped: 0 });
            }
        }
        if let Some(threshold) = screen.duplicate {
            report.filters.insert(DUPLICATE.to_owned(), FilterCount { threshold, dropped: 0 });
        }
        report
    }

    /// Counts a pair that was read.
    pub(super) fn count(&mut self, verdict: &FilterVerdict, fixes: Fixes) {
        self.read += 1;
        if !fixes.is_empty() {
            self.repaired += 1;
            for fix in Fix::ALL.into_iter().filter(|f| fixes.contains(*f)) {
                *self.repairs.entry(fix.as_str().to_owned()).or_default() += 1;
            }
        }
        if let Some(first) = verdict.reasons().next() {
            self.count_rejection(first);
        }
    }

    /// Counts a pair for the first filter that rejects it.
    pub(super) fn count_rejection(&mut self, id: &str) {
        if let Some(count) = self.filters.get_mut(id) {
            count.dropped += 1;
        }
    }

    /// Keeps the pair among the `most` that are closest to each threshold, if it is one of them.
    pub(super) fn keep_near(&mut self, texts: [&str; 2], verdict: &FilterVerdict, screen: &Screen, most: usize) {
        for (i, filter) in ALL.iter().enumerate() {
            let (Some(threshold), Some(score)) = (screen.threshold(i), verdict.scores[i]) else { continue };
            let passes = filter.accept().passes(score, threshold);
            let distance = |s: f32| (s - threshold).abs();
            let list = self.near.entry(filter.id().to_owned()).or_default();
            let at = list.partition_point(|n| distance(n.score) <= distance(score));
            if at < most {
                let [source, target] = texts.map(str::to_owned);
                list.insert(at, NearThreshold { score, passes, source, target });
                list.truncate(most);
            }
        }
    }
}
