//! What the encoder says of a text.

use std::ops::Range;

/// The vectors of the pieces of a text.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// The bytes of the text that each piece stands for.
    pub(crate) spans: Vec<Range<u32>>,
    /// The vectors, one after the other, less the mean of all text.
    pub(crate) vectors: Vec<f32>,
    pub(crate) width: usize,
}

impl Encoding {
    /// The number of pieces.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no piece.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Length of a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The bytes of the text that a piece stands for.
    pub fn span(&self, piece: usize) -> Range<u32> {
        self.spans[piece].clone()
    }

    /// The vector of a piece.
    pub fn vector(&self, piece: usize) -> &[f32] {
        &self.vectors[piece * self.width..(piece + 1) * self.width]
    }

    /// The vectors of words, given by their bytes in order: the mean of the pieces that overlap each, at unit
    /// length. Zeros for a word without a piece, as after the encoder's last position.
    pub fn words(&self, words: impl IntoIterator<Item = Range<u32>>) -> Vec<f32> {
        let mut out = Vec::new();
        let mut from = 0;
        for word in words {
            let start = out.len();
            out.resize(start + self.width, 0.0);
            let sum = &mut out[start..];
            while self.spans.get(from).is_some_and(|s| s.end <= word.start) {
                from += 1;
            }
            let pieces = (from..self.len()).take_while(|&p| self.spans[p].start < word.end);
            for piece in pieces {
                sum.iter_mut().zip(self.vector(piece)).for_each(|(s, v)| *s += v);
            }
            let norm = sum.iter().map(|v| v * v).sum::<f32>().sqrt();
            if norm > 0.0 {
                sum.iter_mut().for_each(|v| *v /= norm);
            }
        }
        out
    }
}
