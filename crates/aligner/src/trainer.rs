//! One lesson of the learning recipe: a lattice that is weighed again and
//! again, and the gradient of its gold paths' likelihood.

use crate::band::Band;
use crate::feature::{FEATURES, PAIRED};
use crate::features::{Place, Single, alone};
use crate::grid::{Grid, Texts};
use crate::lattice::{Lattice, weigh};
use crate::paths::Paths;
use crate::weights::Weights;

/// A lattice with the features of its beads.
pub(crate) struct Trainer {
    lattice: Lattice,
    features: Vec<f32>,
    source_alone: Vec<Single>,
    target_alone: Vec<Single>,
    rate: f32,
}

impl Trainer {
    /// Gathers the beads that the search looks at with `weights`, and the gold ones.
    pub(crate) fn new(
        texts: &Texts<'_>,
        grid: &mut Grid,
        band: Band,
        weights: &Weights,
        gold: impl Fn(Place) -> bool,
    ) -> Self {
        let mut features = Vec::new();
        let lattice = Lattice::new(texts, grid, band, weights, gold, |f| features.extend_from_slice(&f[..PAIRED]));
        let (source_alone, target_alone) = (grid.source_alone(texts).collect(), grid.target_alone(texts).collect());
        Self { lattice, features, source_alone, target_alone, rate: texts.habits.alone }
    }

    /// Whether a feature is anywhere else than 0.
    pub(crate) fn shows(&self, feature: usize) -> bool {
        feature >= PAIRED || self.features.iter().skip(feature).step_by(PAIRED).any(|&f| f != 0.0)
    }

    /// The beads that come out with such weights.
    pub(crate) fn decode(&mut self, weights: &Weights) -> Vec<Place> {
        self.weigh_all(weights);
        Paths::new(&self.lattice, |_| true).decode().into_iter().map(|step| step.place).collect()
    }

    fn weigh_all(&mut self, weights: &Weights) {
        for (edge, f) in self.lattice.edges.iter_mut().zip(self.features.chunks_exact(PAIRED)) {
            edge.score = weigh(&weights[..PAIRED], f);
        }
        let mut features = [0.0; FEATURES];
        let rate = self.rate;
        let mut price = |facts: &Single| {
            [false, true].map(|opening| {
                alone(*facts, rate, opening, &mut features);
                weigh(&weights[PAIRED..], &features[PAIRED..])
            })
        };
        self.lattice.skip_source = self.source_alone.iter().map(&mut price).collect();
        self.lattice.skip_target = self.target_alone.iter().map(&mut price).collect();
    }

    /// Adds the gradient of the log-likelihood of the gold paths to
    /// `gradient`; returns the log-likelihood, if a gold path exists.
    pub(crate) fn gradient(
        &mut self,
        weights: &Weights,
        gold: impl Fn(Place) -> bool,
        gradient: &mut [f64; FEATURES],
    ) -> Option<f64> {
        self.weigh_all(weights);
        let rate = self.rate;
        let mut features = [0.0; FEATURES];
        let all = Paths::new(&self.lattice, |_| true);
        let right = Paths::new(&self.lattice, &gold);
        if !right.total.is_finite() || !all.total.is_finite() {
            return None;
        }
        let mut at = 0;
        for (k, looked) in self.lattice.looked.iter().enumerate() {
            for edge in self.lattice.edges_of(k) {
                let wanted = if gold(edge.place) { right.prob(looked.node, edge) } else { 0.0 };
                let push = f64::from(wanted - all.prob(looked.node, edge));
                if push.abs() > 1e-5 {
                    for (g, f) in gradient.iter_mut().zip(&self.features[at * PAIRED..(at + 1) * PAIRED]) {
                        *g += push * f64::from(*f);
                    }
                }
                at += 1;
            }
        }
        let (have, want) = (all.alone(|_| true), right.alone(&gold));
        for (facts, have, want) in [(&self.source_alone, have.0, want.0), (&self.target_alone, have.1, want.1)] {
            for (fact, (have, want)) in facts.iter().zip(have.iter().zip(&want)) {
                for (k, opening) in [false, true].into_iter().enumerate() {
                    alone(*fact, rate, opening, &mut features);
                    for (g, f) in gradient.iter_mut().zip(&features).skip(PAIRED) {
                        *g += f64::from((want[k] - have[k]) * f);
                    }
                }
            }
        }
        Some(right.total - all.total)
    }
}
