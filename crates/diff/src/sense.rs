//! What the model's vectors say of a pair, and of a pair with some words left out.
//!
//! Sentence vectors are sums of word vectors, so leaving words out costs one
//! subtraction. If a sentence comes nearer to its translation when some of its
//! words are taken away, the translation does not say them; if it moves away,
//! they are said, however freely.

use crate::view::SideView;
use calque_model::{Embedder, Model, key_into};
use std::ops::Range;

/// The vectors of the tokens of one side, and their sum.
#[derive(Debug, Default)]
pub struct Sense {
    dim: usize,
    rows: Vec<f32>,
    sum: Vec<f32>,
}

impl Sense {
    /// Of the words of a side; marks have no vector.
    pub(crate) fn of(view: &SideView<'_>, model: Option<&Model>) -> Self {
        let Some((embedder, dim)) = model.and_then(|m| Some((Embedder::new(m, view.lang)?, m.dim()))) else {
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
    pub(crate) fn whole(&self, other: &Self) -> f32 {
        cosine(&self.sum, &other.sum)
    }

    /// Cosine of token `i` and token `j` of the other side.
    pub(crate) fn likeness(&self, i: usize, other: &Self, j: usize) -> f32 {
        cosine(self.row(i), other.row(j))
    }

    /// How near `tokens` together are to the other side as a whole, and how much nearer the
    /// two sides come without them.
    pub(crate) fn without(&self, tokens: Range<usize>, other: &Self) -> (f32, f32) {
        let part = self.part(tokens);
        let (sides, own, others) = (dot(&self.sum, &other.sum), dot(&self.sum, &self.sum), dot(&other.sum, &other.sum));
        let (there, here, size) = (dot(&part, &other.sum), dot(&part, &self.sum), dot(&part, &part));
        let over = |product: f32, a: f32, b: f32| if a * b > 0.0 { product / (a * b).sqrt() } else { 0.0 };
        let rest = over(sides - there, (own - 2.0 * here + size).max(0.0), others);
        (over(there, size, others), rest - over(sides, own, others))
    }

    /// Cosine of `tokens` together and `others` of the other side together.
    pub(crate) fn alike(&self, tokens: Range<usize>, other: &Self, others: impl Iterator<Item = usize>) -> f32 {
        let mut there = vec![0.0; other.dim];
        for j in others {
            there.iter_mut().zip(other.row(j)).for_each(|(t, x)| *t += x);
        }
        cosine(&self.part(tokens), &there)
    }
}

/// The sum of products, in eight lanes so that it runs at once on any processor, always in the same order.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (x, y) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    let (x, y) = (a.chunks_exact(8).remainder(), b.chunks_exact(8).remainder());
    lanes.iter().sum::<f32>() + x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>()
}

/// Cosine of two vectors; 0 if one of them is zero.
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let norm = (dot(a, a) * dot(b, b)).sqrt();
    if norm > 0.0 { dot(a, b) / norm } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_out_what_the_other_side_lacks_brings_the_sides_nearer() {
        let side = |rows: &[[f32; 3]]| {
            let sum = (0..3).map(|k| rows.iter().map(|r| r[k]).sum()).collect();
            Sense { dim: 3, rows: rows.concat(), sum }
        };
        let source = side(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
        let target = side(&[[2.0, 0.0, 0.0]]);
        let (near, nearer) = source.without(1..2, &target);
        assert_eq!(near, 0.0);
        assert!((nearer - (1.0 - 0.5_f32.sqrt())).abs() < 1e-6, "{nearer}");
        assert!(source.without(0..1, &target).1 < 0.0);
    }
}
