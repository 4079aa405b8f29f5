//! Whether the two sides of a pair translate each other at all.
//!
//! A logistic regression over how much of the information of either side the other renders, the
//! cosine of both and their lengths. `training/losses/learn` learns the weights from translations of
//! every kind, free ones too, and from sentences beside the translation of their neighbours, and
//! writes `learnt/relation.tsv`.

use crate::drift::reading::PairReading;
use crate::drift::side::SideReading;
use crate::drift::signals::{Signals, signals};
use std::sync::LazyLock;

signals! {
    /// What the relation of two sides is judged by.
    pub(crate) struct RelationSignals {
        /// Mean of what is rendered of the source, words weighted by squared information.
        source_informative,
        /// The same of the target.
        target_informative,
        /// The lesser of the two.
        least_informative,
        /// Mean of what is rendered, all words alike, of the side where it is more.
        most_rendered,
        /// Cosine of the vectors of both sides.
        cosine,
        /// ln of the number of words of the shorter side.
        length,
        /// Absolute value of the ln of the ratio of lengths in words.
        length_ratio,
    }
}

static WEIGHTS: LazyLock<(f32, Vec<f32>)> = LazyLock::new(|| {
    let rows: Vec<(&str, f32)> = learnt!("relation.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
        .collect();
    let weight_of = |name: &str| rows.iter().find(|row| row.0 == name).map_or(0.0, |row| row.1);
    (weight_of("bias"), RelationSignals::NAMES.iter().map(|name| weight_of(name)).collect())
});

/// The probability in [0, 1] that the sides translate each other, loosely or in part included; 1
/// where there is no model to tell.
pub(crate) fn probability(r: &PairReading<'_>) -> f32 {
    if r.pair.model.is_none() {
        return 1.0;
    }
    let (bias, weights) = &*WEIGHTS;
    let sum: f32 = weights.iter().zip(signals_of(r).values()).map(|(w, x)| w * x).sum();
    1.0 / (1.0 + (-(bias + sum)).exp())
}

/// The signals of a pair.
pub(crate) fn signals_of(r: &PairReading<'_>) -> RelationSignals {
    let (a, b) = (Support::of(&r.source), Support::of(&r.target));
    RelationSignals {
        source_informative: a.informative,
        target_informative: b.informative,
        least_informative: a.informative.min(b.informative),
        most_rendered: a.rendered.max(b.rendered),
        cosine: r.source.vectors.cosine(&r.target.vectors),
        length: a.words.min(b.words).ln(),
        length_ratio: (b.words / a.words).ln().abs(),
    }
}

/// How much of one side the other renders.
struct Support {
    informative: f32,
    rendered: f32,
    /// How many words, at least 1.
    words: f32,
}

impl Support {
    fn of(side: &SideReading<'_>) -> Self {
        let (mut informative, mut all, mut rendered, mut words) = (0.0, 0.0, 0.0, 0.0);
        for i in (0..side.len()).filter(|&i| side.is_word(i)) {
            let weight = side.information[i].powi(2);
            all += weight;
            informative += weight * side.rendered[i];
            rendered += side.rendered[i];
            words += 1.0;
        }
        let share = |x: f32, of: f32| if of > 0.0 { x / of } else { 1.0 };
        Self { informative: share(informative, all), rendered: share(rendered, words), words: f32::max(words, 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learnt_table_weighs_every_signal_and_no_other() {
        let table = learnt!("relation.tsv");
        let names: Vec<&str> =
            table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next()).collect();
        assert_eq!(names[0], "bias");
        assert_eq!(names[1..], *RelationSignals::NAMES);
        assert!(WEIGHTS.1.iter().all(|w| w.is_finite()));
    }
}
