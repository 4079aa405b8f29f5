//! Counts of content that a format could not represent.

use super::record::PairRecord;
use std::collections::BTreeMap;

/// What was lost or replaced in reading or writing: descriptions with counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<String, u64>);

impl Losses {
    /// Counts `n` more of something.
    pub(crate) fn add(&mut self, what: &str, n: u64) {
        if n == 0 {
            return;
        }
        match self.0.get_mut(what) {
            Some(count) => *count += n,
            None => {
                self.0.insert(what.to_owned(), n);
            }
        }
    }

    /// Counts the fields of a record other than the keys that a format keeps.
    pub(crate) fn add_dropped_fields(&mut self, record: &PairRecord, kept: &[&str]) {
        for key in record.extra.keys().filter(|k| !kept.contains(&k.as_str())) {
            self.add(&format!("values of `{key}` have no place in this format"), 1);
        }
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        other.iter().for_each(|(what, n)| self.add(what, n));
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The descriptions with their counts, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(what, n)| (what.as_str(), *n))
    }
}
