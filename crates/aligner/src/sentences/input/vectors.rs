//! Vectors of segments, and what makes those of one text comparable.
//!
//! The vector of a segment is the sum over its words, or comes from an encoder
//! outside; the vector of a run of segments is the sum over its segments. From
//! each the mean direction of the text (its *centre*) is subtracted: what is left
//! tells segments apart. Sums over words are computed where they are needed and
//! not kept, since they would take more memory than everything else.

use super::side_index::SideIndex;
use crate::numeric::dot;
use calque_model::{Embedder, Model};
use calque_text::Lang;

/// The vectors of one side.
#[derive(Clone, Debug, Default)]
pub(crate) struct SideVectors {
    /// Numbers in a vector; 0 where there are none.
    pub(crate) dim: usize,
    /// Vectors of the word types or, with `by_segment`, of the segments; `dim` numbers each.
    table: Vec<f32>,
    by_segment: bool,
    /// What is subtracted from a vector of length 1; `dim` numbers.
    centre: Vec<f32>,
}

/// The vectors of a run of segments, the centre subtracted.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunVectors {
    first: usize,
    dim: usize,
    data: Vec<f32>,
}

impl RunVectors {
    /// The vector of a segment, counted from the beginning of the text.
    pub(crate) fn segment(&self, segment: usize) -> &[f32] {
        let start = (segment - self.first) * self.dim;
        &self.data[start..start + self.dim]
    }
}

/// Numbers that are summed at a time: as many as stay in registers from row to row.
const LANES: usize = 32;
/// The centre of a longer text is that of about this many of its segments.
const CENTRE_SAMPLE: usize = 20_000;
/// The centre of a text of this many segments is subtracted by half, of a longer text by more: that of
/// a short text is hardly more than its sentences. Set by hand.
const CENTRE_HALF_TRUST: f32 = 20.0;

impl SideVectors {
    /// Sums over the model's word vectors; none if it does not know the language.
    pub(crate) fn from_model(model: &Model, side: &SideIndex, lang: Lang) -> Self {
        let Some(mut embedder) = Embedder::new(model, lang) else { return Self::default() };
        let dim = embedder.dim();
        let mut table = vec![0.0f32; side.types.len() * dim];
        for (word, vector) in side.types.iter().zip(table.chunks_exact_mut(dim.max(1))) {
            embedder.add_key(&word.norm, vector);
        }
        let mut out = Self { dim, table, by_segment: false, centre: Vec::new() };
        out.find_centre(side);
        out
    }

    /// From vectors of the segments, `dim` numbers each. They are scaled to the square root of their
    /// segment's length, as sums over words are on average, so that their sums are those of a text.
    pub(crate) fn of_segments(dim: usize, mut table: Vec<f32>, side: &SideIndex) -> Self {
        for (segment, vector) in table.chunks_exact_mut(dim.max(1)).enumerate() {
            let norm = dot(vector, vector).sqrt();
            let weight = if norm > 0.0 { (side.chars(segment, segment + 1) + 1.0).sqrt() / norm } else { 0.0 };
            vector.iter_mut().for_each(|v| *v *= weight);
        }
        let mut out = Self { dim, table, by_segment: true, centre: Vec::new() };
        out.find_centre(side);
        out
    }

    /// The same with the centre of a longer text, if it has as many numbers.
    pub(crate) fn with_centre(mut self, centre: &[f32]) -> Self {
        if centre.len() == self.dim {
            self.centre = centre.to_vec();
        }
        self
    }

    /// What is subtracted from a vector of length 1.
    pub(crate) fn centre(&self) -> &[f32] {
        &self.centre
    }

    fn find_centre(&mut self, side: &SideIndex) {
        let stride = side.len.div_ceil(CENTRE_SAMPLE).max(1);
        let mut mean = vec![0.0f32; self.dim];
        let (mut total, mut count) = (0.0f32, 0.0f32);
        let mut vector = vec![0.0f32; self.dim];
        for segment in (0..side.len).step_by(stride) {
            self.sum(side, segment, &mut vector);
            total += dot(&vector, &vector).sqrt();
            count += 1.0;
            mean.iter_mut().zip(&vector).for_each(|(m, v)| *m += v);
        }
        let trust = count / (count + CENTRE_HALF_TRUST);
        mean.iter_mut().for_each(|m| *m *= trust / total.max(1e-6));
        self.centre = mean;
    }

    /// Writes the sum of a segment's rows of the table.
    fn sum(&self, side: &SideIndex, segment: usize, out: &mut [f32]) {
        let own = [segment as u32];
        let rows = if self.by_segment { &own[..] } else { side.tokens_of(segment) };
        let row = |word: u32| &self.table[word as usize * self.dim..(word as usize + 1) * self.dim];
        let whole = self.dim - self.dim % LANES;
        for start in (0..whole).step_by(LANES) {
            let mut lanes = [0.0f32; LANES];
            for &word in rows {
                let part: &[f32] = &row(word)[start..start + LANES];
                lanes.iter_mut().zip(part).for_each(|(lane, v)| *lane += v);
            }
            out[start..start + LANES].copy_from_slice(&lanes);
        }
        out[whole..].fill(0.0);
        for &word in rows {
            out[whole..].iter_mut().zip(&row(word)[whole..]).for_each(|(o, v)| *o += v);
        }
    }

    /// The vectors of segments `start..end`.
    pub(crate) fn run(&self, side: &SideIndex, start: usize, end: usize) -> RunVectors {
        let mut data = vec![0.0f32; (end - start) * self.dim];
        if self.dim > 0 {
            for (segment, out) in (start..end).zip(data.chunks_exact_mut(self.dim)) {
                self.sum(side, segment, out);
                let norm = dot(out, out).sqrt();
                out.iter_mut().zip(&self.centre).for_each(|(o, c)| *o -= norm * c);
            }
        }
        RunVectors { first: start, dim: self.dim, data }
    }
}
