//! The learnt weights of the features, from `weights.tsv`: a row for each feature, a column for each set.
//!
//! `training/aligner/learn` makes the table. It is not meant to be edited by hand: weights depend on
//! each other.

use super::feature::FEATURES;
use std::sync::OnceLock;

/// The weights of all features, in their order.
pub(crate) type Weights = [f32; FEATURES];

/// Which weights to use, by what is known of the words of the two texts.
#[cfg_attr(not(feature = "training"), allow(unreachable_pub, reason = "public with the feature `training`"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightSet {
    /// No lexicon: lengths, numbers, names and cognates.
    Bare,
    /// A lexicon learnt from the texts.
    Learnt,
    /// A model of the language pair.
    Model,
    /// Vectors from outside, and a lexicon learnt from the texts.
    Vectors,
}

#[cfg(any(test, feature = "training"))]
#[cfg_attr(not(feature = "training"), allow(unreachable_pub, reason = "public with the feature `training`"))]
impl WeightSet {
    /// All sets, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Bare, Self::Learnt, Self::Model, Self::Vectors];

    /// The name of its column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Learnt => "learnt",
            Self::Model => "model",
            Self::Vectors => "vectors",
        }
    }
}

static TABLE: &str = include_str!("weights.tsv");

/// The weights of a set.
pub(crate) fn weights(set: WeightSet) -> &'static Weights {
    static WEIGHTS: OnceLock<[Weights; 4]> = OnceLock::new();
    &WEIGHTS.get_or_init(|| [1, 2, 3, 4].map(column))[set as usize]
}

/// A column of the table. A test holds its rows against the list of features.
fn column(column: usize) -> Weights {
    let mut out = [0.0; FEATURES];
    for (line, weight) in TABLE.lines().skip(1).zip(&mut out) {
        *weight = line.split('\t').nth(column).and_then(|w| w.trim().parse().ok()).unwrap_or(0.0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::feature::Feature;
    use super::*;

    #[test]
    fn the_table_lists_every_feature_in_order() {
        let mut rows = TABLE.lines().map(|l| l.split('\t').collect::<Vec<&str>>());
        let head = rows.next().expect("a head");
        assert_eq!(head[1..], WeightSet::ALL.map(WeightSet::name));
        let rows: Vec<Vec<&str>> = rows.collect();
        assert_eq!(rows.len(), FEATURES);
        for (row, feature) in rows.iter().zip(Feature::ALL) {
            assert_eq!((row.len(), row[0]), (5, feature.name()));
            assert!(row[1..].iter().all(|w| w.parse::<f32>().is_ok()), "{row:?}");
        }
    }
}
