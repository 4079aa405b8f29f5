//! Maximises the likelihood of the gold alignments: Adam (Kingma and Ba 2015) on the gradient over all texts.

use calque_aligner::training::PreparedPair;

/// A text pair of the learning set.
pub(crate) struct Example {
    pub(crate) pair: PreparedPair,
    pub(crate) kind: String,
    /// How much it counts.
    pub(crate) weight: f32,
    /// Whether it is another text with some segments cut.
    pub(crate) is_cut: bool,
}

/// Strength of the L2 penalty, in beads: weights are pulled towards 0, so that they serve texts that nothing was
/// learnt from.
const PENALTY: f64 = 2.0;
/// Step size at the beginning; it falls linearly to a tenth.
const STEP: f64 = 0.25;
/// Decay of the running means of the gradient and of its square (Adam's beta 1 and 2; lower than usual, since
/// there are few rounds and no noise).
const MEAN_DECAY: f64 = 0.85;
const SQUARE_DECAY: f64 = 0.95;

/// Learns weights from nothing. What no example shows (time codes, say) keeps its value in `start`.
pub(crate) fn learn(examples: &mut [&mut Example], start: &[f32], rounds: usize) -> Vec<f32> {
    let features = start.len();
    let shown: Vec<bool> = (0..features).map(|k| examples.iter().any(|e| e.pair.has_feature(k))).collect();
    let mut weights: Vec<f32> = (0..features).map(|k| if shown[k] { 0.0 } else { start[k] }).collect();
    let beads: f64 = examples.iter().map(|e| f64::from(e.weight) * e.pair.gold_beads() as f64).sum();
    let (mut mean, mut square) = (vec![0.0f64; features], vec![0.0f64; features]);
    for round in 1..=rounds {
        let mut gradient = vec![0.0f64; features];
        let mut likelihood = 0.0;
        for Example { pair, weight, .. } in examples.iter_mut().map(|e| &mut **e) {
            let mut own = vec![0.0f64; features];
            if let Some(value) = pair.gradient(&weights, &mut own) {
                likelihood += f64::from(*weight) * value;
                for (g, o) in gradient.iter_mut().zip(own) {
                    *g += f64::from(*weight) * o;
                }
            }
        }
        let step = STEP * (1.0 - 0.9 * round as f64 / rounds as f64);
        let correction = (1.0 - MEAN_DECAY.powi(round as i32), 1.0 - SQUARE_DECAY.powi(round as i32));
        for k in (0..features).filter(|&k| shown[k]) {
            let g = (gradient[k] - PENALTY * f64::from(weights[k])) / beads.max(1.0);
            mean[k] = MEAN_DECAY * mean[k] + (1.0 - MEAN_DECAY) * g;
            square[k] = SQUARE_DECAY * square[k] + (1.0 - SQUARE_DECAY) * g * g;
            weights[k] += (step * (mean[k] / correction.0) / ((square[k] / correction.1).sqrt() + 1e-6)) as f32;
        }
        if round % 20 == 0 || round == rounds {
            eprintln!("round {round}: log-likelihood {:.4} a bead", likelihood / beads.max(1.0));
        }
    }
    weights
}
