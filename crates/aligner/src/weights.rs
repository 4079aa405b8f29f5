//! The learnt weights of the features, from `weights.tsv`.
//!
//! One line a feature, one column a stage. The file is made by the recipe
//! `learn_weights` and is not meant to be edited by hand: the weights depend on
//! each other.

use crate::feature::{FEATURES, Feature};
use crate::learn::Stage;
use std::sync::OnceLock;

/// The weights of all features.
pub(crate) type Weights = [f32; FEATURES];

static TABLE: &str = include_str!("weights.tsv");

/// The weights of a stage.
pub(crate) fn weights(stage: Stage) -> &'static Weights {
    static WEIGHTS: OnceLock<[Weights; 4]> = OnceLock::new();
    &WEIGHTS.get_or_init(|| [1, 2, 3, 4].map(column))[stage as usize]
}

/// A column of the table; features that it does not list weigh nothing.
fn column(column: usize) -> Weights {
    let mut out = [0.0; FEATURES];
    for (line, feature) in TABLE.lines().skip(1).zip(Feature::ALL) {
        debug_assert_eq!(line.split('\t').next(), Some(feature.name()));
        out[*feature as usize] = line.split('\t').nth(column).and_then(|w| w.trim().parse().ok()).unwrap_or(0.0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_lists_every_feature_in_order() {
        let rows: Vec<Vec<&str>> = TABLE.lines().skip(1).map(|l| l.split('\t').collect()).collect();
        assert_eq!(rows.len(), FEATURES);
        for (row, feature) in rows.iter().zip(Feature::ALL) {
            assert_eq!((row.len(), row[0]), (5, feature.name()));
            assert!(row[1..].iter().all(|w| w.parse::<f32>().is_ok()), "{row:?}");
        }
    }
}
