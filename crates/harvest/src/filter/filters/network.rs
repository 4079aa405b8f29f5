//! A multilayer perceptron that combines the signals of a filter into one probability: one
//! hidden layer (tanh), then a logistic unit.
//!
//! What one signal means depends on the others: a lost full stop is nothing between two
//! headlines, and much where the last words are not translated. A linear model cannot
//! express that; sixteen hidden units can, at the cost of some hundred multiplications.
//!
//! A file of weights is a table: a header, one line for each hidden unit (name, bias, weight
//! of each signal), and a last line `out` (bias, weight of each hidden unit). The command
//! `training/filters/learn` writes it.

/// The network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// For each hidden unit: the bias, then a weight for each signal.
    hidden: Vec<Vec<f32>>,
    /// The bias, then a weight for each hidden unit.
    out: Vec<f32>,
}

impl Network {
    /// Reads a file of weights.
    pub(crate) fn parse(tsv: &str) -> Self {
        let mut network = Self::default();
        for line in tsv.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let mut cells = line.split('\t');
            let name = cells.next();
            let weights = cells.filter_map(|cell| cell.parse().ok()).collect();
            if name == Some("out") { network.out = weights } else { network.hidden.push(weights) }
        }
        network
    }

    /// The probability, in [0, 1], of the class that the network was trained to detect.
    pub(crate) fn probability(&self, signals: &[f32]) -> f32 {
        let hidden = self.hidden.iter().map(|unit| affine(unit, signals.iter().copied()).tanh());
        1.0 / (1.0 + (-affine(&self.out, hidden)).exp())
    }
}

/// Bias plus weighted inputs.
fn affine(weights: &[f32], inputs: impl Iterator<Item = f32>) -> f32 {
    let Some((bias, weights)) = weights.split_first() else { return 0.0 };
    bias + weights.iter().zip(inputs).map(|(w, x)| w * x).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::filters::{alignment, truncation};

    #[test]
    fn exclusive_or_can_be_expressed() {
        // No linear model can express it.
        let xor = Network::parse("# by hand\nunit\tbias\ta\tb\n1\t-5\t10\t10\n2\t-15\t10\t10\nout\t-5\t5\t-5\n");
        let [both, one, none] = [[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]].map(|x| xor.probability(&x));
        assert!(one > 0.9 && both < 0.1 && none < 0.1, "{both} {one} {none}");
    }

    #[test]
    fn the_released_weights_fit_the_signals() {
        for (tsv, names) in [
            (include_str!("alignment.tsv"), &alignment::NAMES[..]),
            (include_str!("truncation.tsv"), &truncation::NAMES[..]),
        ] {
            let header = tsv.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
            assert_eq!(header.split('\t').skip(2).collect::<Vec<_>>(), names);
            let network = Network::parse(tsv);
            assert!(network.hidden.iter().all(|unit| unit.len() == names.len() + 1));
            assert_eq!(network.out.len(), network.hidden.len() + 1);
        }
    }
}
