//! Arithmetic that several stages share.

/// The dot product of two vectors of equal length, summed in eight lanes in a fixed order: so the
/// compiler can use SIMD, and the result is the same on every platform.
#[inline]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (mut x, mut y) = (a.chunks_exact(8), b.chunks_exact(8));
    for (p, q) in x.by_ref().zip(y.by_ref()) {
        for k in 0..8 {
            lanes[k] += p[k] * q[k];
        }
    }
    let rest: f32 = x.remainder().iter().zip(y.remainder()).map(|(p, q)| p * q).sum();
    lanes.iter().sum::<f32>() + rest
}

/// Log-odds of a probability.
pub(crate) fn logit(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

/// The probability of log-odds.
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
