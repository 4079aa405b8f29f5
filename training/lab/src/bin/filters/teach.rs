//! Teaches a network of one hidden layer (see `filters/network.rs`): Adam (Kingma and Ba 2015)
//! on the logistic loss, in batches, from a fixed seed, so that the same examples give the same
//! file. Inputs are standardised while it learns; the file has the weights for signals as they are.

use super::{Example, Random};
use std::fmt::Write as _;

const HIDDEN: usize = 16;
const ROUNDS: usize = 20;
const BATCH: usize = 64;
const RATE: f64 = 0.004;
/// Pull of all weights towards zero.
const DECAY: f64 = 1e-5;

/// A network while it learns. All weights in one list: of each hidden unit the bias and its weights,
/// then the bias and weights of the output.
pub(crate) struct Taught {
    weights: Vec<f64>,
    mean: Vec<f64>,
    sd: Vec<f64>,
}

impl Taught {
    /// Learns from all examples but every fifth.
    pub(crate) fn on(all: &[Example]) -> Self {
        let dim = all[0].0.len();
        let (mut mean, mut sd) = (vec![0f64; dim], vec![0f64; dim]);
        let each = 1.0 / all.len() as f64;
        for (x, _) in all {
            x.iter().zip(&mut mean).for_each(|(x, m)| *m += f64::from(*x) * each);
        }
        for (x, _) in all {
            (0..dim).for_each(|k| sd[k] += (f64::from(x[k]) - mean[k]).powi(2) * each);
        }
        sd.iter_mut().for_each(|s| *s = s.sqrt().max(1e-6));
        let size = HIDDEN * (dim + 1) + HIDDEN + 1;
        let mut random = Random(1);
        let start = |_| (random.unit() - 0.5) * 2.0 / (dim as f64).sqrt();
        let mut taught = Self { weights: (0..size).map(start).collect(), mean, sd };
        let mut order: Vec<usize> = (0..all.len()).filter(|i| i % 5 != 0).collect();
        let (mut first, mut second) = (vec![0f64; size], vec![0f64; size]);
        let steps = ROUNDS * order.len() / BATCH;
        let (mut step, mut gradient) = (0usize, vec![0f64; size]);
        for _ in 0..ROUNDS {
            for i in (1..order.len()).rev() {
                order.swap(i, random.below(i + 1));
            }
            for batch in order.chunks(BATCH) {
                gradient.fill(0.0);
                for &i in batch {
                    taught.descend(&all[i], &mut gradient);
                }
                step += 1;
                // The steps become smaller, down to a hundredth.
                let rate = RATE * (1.0 - 0.99 * step as f64 / (steps + ROUNDS) as f64);
                let (lift1, lift2) = (1.0 - 0.9f64.powi(step as i32), 1.0 - 0.999f64.powi(step as i32));
                for k in 0..size {
                    let g = gradient[k] / batch.len() as f64 + DECAY * taught.weights[k];
                    first[k] = 0.9 * first[k] + 0.1 * g;
                    second[k] = 0.999 * second[k] + 0.001 * g * g;
                    taught.weights[k] -= rate * (first[k] / lift1) / ((second[k] / lift2).sqrt() + 1e-8);
                }
            }
        }
        taught
    }

    /// The probability of an example.
    pub(crate) fn probability(&self, x: &[f32]) -> f64 {
        self.forward(x).2
    }

    /// Standardised inputs, hidden units, probability.
    fn forward(&self, x: &[f32]) -> (Vec<f64>, Vec<f64>, f64) {
        let x: Vec<f64> = x.iter().enumerate().map(|(k, x)| (f64::from(*x) - self.mean[k]) / self.sd[k]).collect();
        let dot = |weights: &[f64], x: &[f64]| weights[0] + weights[1..].iter().zip(x).map(|(w, x)| w * x).sum::<f64>();
        let (hidden, out) = self.weights.split_at(HIDDEN * (x.len() + 1));
        let units: Vec<f64> = hidden.chunks(x.len() + 1).map(|unit| dot(unit, &x).tanh()).collect();
        let p = 1.0 / (1.0 + (-dot(out, &units)).exp());
        (x, units, p)
    }

    /// Adds the gradient of an example's loss.
    fn descend(&self, (signals, y): &Example, gradient: &mut [f64]) {
        let (x, units, p) = self.forward(signals);
        let error = p - f64::from(*y);
        let row = x.len() + 1;
        let out = HIDDEN * row;
        gradient[out] += error;
        for (h, unit) in units.iter().enumerate() {
            gradient[out + 1 + h] += error * unit;
            let back = error * self.weights[out + 1 + h] * (1.0 - unit * unit);
            gradient[h * row] += back;
            for (k, x) in x.iter().enumerate() {
                gradient[h * row + 1 + k] += back * x;
            }
        }
    }

    /// The file of weights.
    pub(crate) fn tsv(&self, name: &str, names: &[&str]) -> String {
        let row = names.len() + 1;
        let mut tsv =
            format!("# The network of `{name}`, learnt by examples/learn_filters.\nunit\tbias\t{}\n", names.join("\t"));
        let (hidden, out) = self.weights.split_at(HIDDEN * row);
        for (h, unit) in hidden.chunks(row).enumerate() {
            let weights: Vec<f64> = unit[1..].iter().zip(&self.sd).map(|(w, sd)| w / sd).collect();
            let bias = unit[0] - weights.iter().zip(&self.mean).map(|(w, m)| w * m).sum::<f64>();
            line(&mut tsv, &(h + 1).to_string(), std::iter::once(bias).chain(weights));
        }
        line(&mut tsv, "out", out.iter().copied());
        tsv
    }
}

fn line(tsv: &mut String, name: &str, numbers: impl Iterator<Item = f64>) {
    tsv.push_str(name);
    numbers.for_each(|n| {
        let _ = write!(tsv, "\t{n:.5}");
    });
    tsv.push('\n');
}
