//! Word vectors of one side, and cosines between the sides with some words left out.
//!
//! The vector of a sentence is the sum of the vectors of its words, so leaving words out costs one
//! subtraction. If the cosine of a sentence and its translation rises when some of its words are
//! left out, the translation does not say them; if it falls, they are said, however freely.

use super::view::SideView;
use calque_model::{Embedder, Model, cosine, key_into};
use std::ops::Range;

/// The vectors of the tokens of one side (a matrix of tokens x dimensions), and their sum.
#[derive(Debug, Default)]
pub(crate) struct WordVectors {
    dim: usize,
    rows: Vec<f32>,
    sum: Vec<f32>,
}

impl WordVectors {
    /// Of the words of a side; marks have no vector.
    pub(crate) fn new(view: &SideView<'_>, model: Option<&Model>) -> Self {
        let Some((mut embedder, dim)) = model.and_then(|m| Some((Embedder::new(m, view.lang)?, m.dim()))) else {
            return Self::default();
        };
        let mut rows = vec![0.0; view.tokens.len() * dim];
        let mut sum = vec![0.0; dim];
        let mut key = String::new();
        for (token, row) in view.tokens.iter().zip(rows.chunks_exact_mut(dim)).filter(|(t, _)| t.is_content()) {
            key_into(view.text, token, view.lang, &mut key);
            embedder.add_key(&key, row);
            sum.iter_mut().zip(&*row).for_each(|(s, x)| *s += x);
        }
        Self { dim, rows, sum }
    }

    fn row(&self, i: usize) -> &[f32] {
        self.rows.get(i * self.dim..(i + 1) * self.dim).unwrap_or(&[])
    }

    /// The sum over `tokens`.
    fn part(&self, tokens: Range<usize>) -> Vec<f32> {
        let mut part = vec![0.0; self.dim];
        for i in tokens {
            part.iter_mut().zip(self.row(i)).for_each(|(p, x)| *p += x);
        }
        part
    }

    /// Cosine of the two sides.
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        cosine(&self.sum, &other.sum)
    }

    /// Cosine of token `i` and token `j` of the other side.
    pub(crate) fn cosine_of_tokens(&self, i: usize, other: &Self, j: usize) -> f32 {
        cosine(self.row(i), other.row(j))
    }

    /// Cosine of the sum of `tokens` and the whole other side, and how much the cosine of the two
    /// sides rises when `tokens` are left out.
    pub(crate) fn without(&self, tokens: Range<usize>, other: &Self) -> (f32, f32) {
        let part = self.part(tokens);
        let rest: Vec<f32> = self.sum.iter().zip(&part).map(|(s, p)| s - p).collect();
        let gain = cosine(&rest, &other.sum) - cosine(&self.sum, &other.sum);
        (cosine(&part, &other.sum), gain)
    }

    /// Cosine of `tokens` together and `others` of the other side together.
    pub(crate) fn cosine_of_parts(
        &self,
        tokens: Range<usize>,
        other: &Self,
        others: impl Iterator<Item = usize>,
    ) -> f32 {
        let mut there = vec![0.0; other.dim];
        for j in others {
            there.iter_mut().zip(other.row(j)).for_each(|(t, x)| *t += x);
        }
        cosine(&self.part(tokens), &there)
    }
}
