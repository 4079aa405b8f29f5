//! Trains a network of one hidden layer (see `filter/filters/network.rs` of calque-harvest): Adam
//! (Kingma and Ba 2015) on the logistic loss, in mini-batches, from a fixed seed, so that the
//! same examples give the same file. Inputs are standardised during training; the file has
//! the weights for signals as they are.

use super::{Example, Random};
use std::fmt::Write as _;

/// Hidden units.
const HIDDEN: usize = 16;
/// Epochs.
const EPOCHS: usize = 20;
/// Examples of a mini-batch.
const BATCH: usize = 64;
/// Learning rate at the first step; it falls linearly to a hundredth.
const RATE: f64 = 0.004;
/// L2 penalty (added to the gradient). The other constants of Adam are those of the paper.
const DECAY: f64 = 1e-5;

/// A network in training. All weights are in one list: for each hidden unit its bias and weights, then the
/// bias and weights of the output.
pub(crate) struct TrainedNetwork {
    weights: Vec<f64>,
    mean: Vec<f64>,
    sd: Vec<f64>,
}

impl TrainedNetwork {
    /// Trains on all examples but every fifth.
    pub(crate) fn train(all: &[Example]) -> Self {
        let dim = all[0].0.len();
        let (mut mean, mut sd) = (vec![0f64; dim], vec![0f64; dim]);
        let share = 1.0 / all.len() as f64;
        for (x, _) in all {
            x.iter().zip(&mut mean).for_each(|(x, m)| *m += f64::from(*x) * share);
        }
        for (x, _) in all {
            (0..dim).for_each(|k| sd[k] += (f64::from(x[k]) - mean[k]).powi(2) * share);
        }
        sd.iter_mut().for_each(|s| *s = s.sqrt().max(1e-6));
        let size = HIDDEN * (dim + 1) + HIDDEN + 1;
        let mut random = Random::new(1);
        let start = |_| (random.unit() - 0.5) * 2.0 / (dim as f64).sqrt();
        let mut network = Self { weights: (0..size).map(start).collect(), mean, sd };
        let mut order: Vec<usize> = (0..all.len()).filter(|i| i % 5 != 0).collect();
        let (mut first_moment, mut second_moment) = (vec![0f64; size], vec![0f64; size]);
        let steps = EPOCHS * order.len() / BATCH;
        let (mut step, mut gradient) = (0usize, vec![0f64; size]);
        for _ in 0..EPOCHS {
            for i in (1..order.len()).rev() {
                order.swap(i, random.below(i + 1));
            }
            for batch in order.chunks(BATCH) {
                gradient.fill(0.0);
                for &i in batch {
                    network.add_gradient(&all[i], &mut gradient);
                }
                step += 1;
                // Linear decay.
                let rate = RATE * (1.0 - 0.99 * step as f64 / (steps + EPOCHS) as f64);
                let (correction1, correction2) = (1.0 - 0.9f64.powi(step as i32), 1.0 - 0.999f64.powi(step as i32));
                for k in 0..size {
                    let g = gradient[k] / batch.len() as f64 + DECAY * network.weights[k];
                    first_moment[k] = 0.9 * first_moment[k] + 0.1 * g;
                    second_moment[k] = 0.999 * second_moment[k] + 0.001 * g * g;
                    network.weights[k] -=
                        rate * (first_moment[k] / correction1) / ((second_moment[k] / correction2).sqrt() + 1e-8);
                }
            }
        }
        network
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

    /// Adds the gradient of the loss of an example (backpropagation).
    fn add_gradient(&self, (signals, y): &Example, gradient: &mut [f64]) {
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
            format!("# The network of `{name}`, learnt by training/filters.\nunit\tbias\t{}\n", names.join("\t"));
        let (hidden, out) = self.weights.split_at(HIDDEN * row);
        for (h, unit) in hidden.chunks(row).enumerate() {
            let weights: Vec<f64> = unit[1..].iter().zip(&self.sd).map(|(w, sd)| w / sd).collect();
            let bias = unit[0] - weights.iter().zip(&self.mean).map(|(w, m)| w * m).sum::<f64>();
            write_line(&mut tsv, &(h + 1).to_string(), std::iter::once(bias).chain(weights));
        }
        write_line(&mut tsv, "out", out.iter().copied());
        tsv
    }
}

fn write_line(tsv: &mut String, name: &str, numbers: impl Iterator<Item = f64>) {
    tsv.push_str(name);
    numbers.for_each(|n| {
        let _ = write!(tsv, "\t{n:.5}");
    });
    tsv.push('\n');
}
