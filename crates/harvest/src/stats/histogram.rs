//! Histograms with fixed edges.

use serde::Serialize;

/// A histogram.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Histogram {
    /// The lower edge of each bin; the last bin is open.
    pub from: Vec<f32>,
    /// How many values are in each bin.
    pub counts: Vec<u64>,
}

impl Histogram {
    pub(super) fn new(from: &[f32]) -> Self {
        Self { from: from.to_vec(), counts: vec![0; from.len()] }
    }

    pub(super) fn add(&mut self, value: f32) {
        let bin = self.from.partition_point(|&edge| edge <= value).saturating_sub(1);
        if let Some(count) = self.counts.get_mut(bin) {
            *count += 1;
        }
    }

    /// How many values there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}
