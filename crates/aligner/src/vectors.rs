//! Vectors of segments, and what makes those of two texts comparable.
//!
//! The vector of a segment is a sum over its words, not normalised, so that
//! the vector of a span is the sum over its segments.

/// Vectors of the segments of one side, flat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vectors {
    /// Floats per segment; 0 where there are no vectors.
    pub(crate) dim: usize,
    /// The vectors, one after another.
    pub(crate) data: Vec<f32>,
}

impl Vectors {
    /// The vector of a segment.
    pub(crate) fn of(&self, segment: usize) -> &[f32] {
        &self.data[segment * self.dim..(segment + 1) * self.dim]
    }
}

/// A dot product in eight lanes, in a fixed order.
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
