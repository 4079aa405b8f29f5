//! Logistic regression by Newton's method (iteratively reweighted least squares).

/// One pair of documents.
pub(crate) struct Example {
    /// Its features; the first is 1, for the constant.
    pub(crate) features: Vec<f32>,
    /// Whether the documents are translations of each other.
    pub(crate) is_pair: bool,
}

/// Strength of the L2 penalty: small, so that the equations can be solved where a feature is always 0.
const PENALTY: f64 = 1e-2;
const ROUNDS: usize = 30;

/// The weights of `features` features that maximise the likelihood of the examples.
pub(crate) fn fit(examples: &[Example], features: usize) -> Vec<f32> {
    let mut weights = vec![0.0f64; features];
    for _ in 0..ROUNDS {
        // The gradient, and minus the Hessian.
        let mut gradient: Vec<f64> = weights.iter().map(|w| -PENALTY * w).collect();
        let mut hessian = vec![vec![0.0f64; features]; features];
        (0..features).for_each(|k| hessian[k][k] = PENALTY);
        for example in examples {
            let x = &example.features;
            let score: f64 = weights.iter().zip(x).map(|(w, x)| w * f64::from(*x)).sum();
            let p = 1.0 / (1.0 + (-score).exp());
            let error = f64::from(u8::from(example.is_pair)) - p;
            for a in 0..features {
                gradient[a] += error * f64::from(x[a]);
                for b in 0..features {
                    hessian[a][b] += p * (1.0 - p) * f64::from(x[a] * x[b]);
                }
            }
        }
        let step = solve(hessian, gradient);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w += s);
    }
    weights.into_iter().map(|w| w as f32).collect()
}

/// Solves linear equations by Gaussian elimination with pivoting.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&a, &b| matrix[a][k].abs().total_cmp(&matrix[b][k].abs())).unwrap_or(k);
        matrix.swap(k, pivot);
        right.swap(k, pivot);
        for row in k + 1..n {
            let factor = matrix[row][k] / matrix[k][k];
            for column in k..n {
                matrix[row][column] -= factor * matrix[k][column];
            }
            right[row] -= factor * right[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|c| matrix[k][c] * right[c]).sum();
        right[k] = (right[k] - known) / matrix[k][k];
    }
    right
}

/// Mean of -ln p(truth), in nats, of log-odds.
pub(crate) fn log_loss(predictions: impl Iterator<Item = (f32, bool)>) -> f64 {
    let (mut sum, mut count) = (0.0, 0usize);
    for (log_odds, is_pair) in predictions {
        let wrong = f64::from(if is_pair { -log_odds } else { log_odds });
        sum += if wrong > 30.0 { wrong } else { wrong.exp().ln_1p() };
        count += 1;
    }
    sum / count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_a_known_table_are_found() {
        // Of examples with x = 1 three in four are pairs, of those with x = 0 one in four.
        let of = |x: f32, is_pair: bool| Example { features: vec![1.0, x], is_pair };
        let mut examples = Vec::new();
        for _ in 0..1000 {
            examples.extend([of(1.0, true), of(1.0, true), of(1.0, true), of(1.0, false)]);
            examples.extend([of(0.0, true), of(0.0, false), of(0.0, false), of(0.0, false)]);
        }
        let weights = fit(&examples, 2);
        let log3 = 3.0f32.ln();
        assert!((weights[0] + log3).abs() < 1e-2 && (weights[1] - 2.0 * log3).abs() < 1e-2, "{weights:?}");
    }
}
