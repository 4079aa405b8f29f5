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

    /// Takes from every vector the part that the whole text shares, in
    /// proportion to the vector's length: what is left tells segments apart.
    pub(crate) fn centre(&mut self) {
        if self.dim == 0 {
            return;
        }
        let mut mean = vec![0.0f32; self.dim];
        // Of a short text the mean is hardly more than its sentences.
        let segments = (self.data.len() / self.dim) as f32;
        let trust = segments / (segments + 20.0);
        let mut total = 0.0f32;
        for vector in self.data.chunks_exact(self.dim) {
            total += dot(vector, vector).sqrt();
            for (m, v) in mean.iter_mut().zip(vector) {
                *m += v;
            }
        }
        for vector in self.data.chunks_exact_mut(self.dim) {
            let share = trust * dot(vector, vector).sqrt() / total.max(1e-6);
            for (v, m) in vector.iter_mut().zip(&mean) {
                *v -= share * m;
            }
        }
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
