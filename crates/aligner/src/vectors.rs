//! Vectors of segments, and what makes those of two texts comparable.
//!
//! The vector of a segment is a sum over its words, or comes from outside; the
//! vector of a span is the sum over its segments. From every vector the part
//! that the whole text shares is taken away: what is left tells segments apart.
//! Those of words are added up where they are needed and not kept, since they
//! would take more memory than everything else.

use crate::side::Side;

/// Vectors of the segments of one side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vectors {
    /// Floats per segment; 0 where there are no vectors.
    pub(crate) dim: usize,
    /// By word, or by segment.
    table: Vec<f32>,
    by_segment: bool,
    /// What all have in common, for a vector of length 1.
    centre: Vec<f32>,
}

/// The vectors of a run of segments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    first: usize,
    dim: usize,
    data: Vec<f32>,
}

impl Run {
    /// The vector of a segment, counted from the beginning of the text.
    pub(crate) fn of(&self, segment: usize) -> &[f32] {
        let at = (segment - self.first) * self.dim;
        &self.data[at..at + self.dim]
    }
}

/// Lanes that stay in registers from row to row.
const LANES: usize = 32;
/// As many segments suffice to know what all have in common.
const SAMPLE: usize = 20_000;

impl Vectors {
    /// From the vectors of a side's words.
    pub(crate) fn of_words(dim: usize, table: Vec<f32>, side: &Side) -> Self {
        let mut out = Self { dim, table, by_segment: false, centre: Vec::new() };
        out.find_centre(side);
        out
    }

    /// From vectors of segments. Each counts by the length of its segment, so that sums are those of a text.
    pub(crate) fn of_segments(dim: usize, mut table: Vec<f32>, side: &Side) -> Self {
        for (segment, vector) in table.chunks_exact_mut(dim.max(1)).enumerate() {
            let norm = dot(vector, vector).sqrt();
            let weight = if norm > 0.0 { (side.chars(segment, segment + 1) + 1.0).sqrt() / norm } else { 0.0 };
            vector.iter_mut().for_each(|v| *v *= weight);
        }
        let mut out = Self { dim, table, by_segment: true, centre: Vec::new() };
        out.find_centre(side);
        out
    }

    /// As [`Self::of_words`] or [`Self::of_segments`], with the centre of a longer text.
    pub(crate) fn with_centre(mut self, centre: &[f32]) -> Self {
        if centre.len() == self.dim {
            self.centre = centre.to_vec();
        }
        self
    }

    /// What all have in common.
    pub(crate) fn centre(&self) -> &[f32] {
        &self.centre
    }

    fn find_centre(&mut self, side: &Side) {
        let stride = side.len.div_ceil(SAMPLE).max(1);
        let mut mean = vec![0.0f32; self.dim];
        let (mut total, mut count) = (0.0f32, 0.0f32);
        let mut vector = vec![0.0f32; self.dim];
        for segment in (0..side.len).step_by(stride) {
            self.sum(side, segment, &mut vector);
            total += dot(&vector, &vector).sqrt();
            count += 1.0;
            mean.iter_mut().zip(&vector).for_each(|(m, v)| *m += v);
        }
        // Of a short text the mean is hardly more than its sentences.
        let trust = count / (count + 20.0);
        mean.iter_mut().for_each(|m| *m *= trust / total.max(1e-6));
        self.centre = mean;
    }

    /// Writes the sum of a segment's rows.
    fn sum(&self, side: &Side, segment: usize, out: &mut [f32]) {
        let own = [segment as u32];
        let rows = if self.by_segment { &own[..] } else { side.tokens_of(segment) };
        let row = |word: u32| &self.table[word as usize * self.dim..(word as usize + 1) * self.dim];
        let whole = self.dim - self.dim % LANES;
        for at in (0..whole).step_by(LANES) {
            let mut lanes = [0.0f32; LANES];
            for &word in rows {
                let part: &[f32] = &row(word)[at..at + LANES];
                lanes.iter_mut().zip(part).for_each(|(lane, v)| *lane += v);
            }
            out[at..at + LANES].copy_from_slice(&lanes);
        }
        out[whole..].fill(0.0);
        for &word in rows {
            out[whole..].iter_mut().zip(&row(word)[whole..]).for_each(|(o, v)| *o += v);
        }
    }

    /// The vectors of a run of segments.
    pub(crate) fn run(&self, side: &Side, from: usize, to: usize) -> Run {
        let mut data = vec![0.0f32; (to - from) * self.dim];
        if self.dim > 0 {
            for (segment, out) in (from..to).zip(data.chunks_exact_mut(self.dim)) {
                self.sum(side, segment, out);
                let norm = dot(out, out).sqrt();
                out.iter_mut().zip(&self.centre).for_each(|(o, c)| *o -= norm * c);
            }
        }
        Run { first: from, dim: self.dim, data }
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
