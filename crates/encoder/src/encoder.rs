//! The encoder: a file, and the level of the processor.

use crate::file::Tables;
use crate::network::{Scratch, run};
use crate::pieces::{Piece, Vocabulary, cut};
use crate::{EncoderError, Encoding};
use fearless_simd::Level;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

/// A contextual encoder of French and English.
#[derive(Debug)]
pub struct Encoder {
    tables: Tables<'static>,
    firsts: [Range<u32>; 256],
    /// The score of the least probable piece.
    least: f32,
    level: Level,
}

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static EMBEDDED: &Aligned<[u8]> = &Aligned(*include_bytes!("../assets/e5-fr-en.bin"));

thread_local! {
    /// The buffers of this thread: some megabytes for long sentences.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Encoder {
    /// The encoder inside the binary.
    ///
    /// # Panics
    /// Never in a released binary: a test opens it.
    pub fn embedded() -> &'static Self {
        static ENCODER: OnceLock<Encoder> = OnceLock::new();
        ENCODER.get_or_init(|| Self::new(&EMBEDDED.0).expect("the embedded encoder is checked by a test"))
    }

    /// An encoder over the bytes of a file, which must lie at a multiple of 4.
    pub fn new(bytes: &'static [u8]) -> Result<Self, EncoderError> {
        let tables = Tables::read(bytes)?;
        let firsts = Vocabulary::firsts(&tables);
        let least = tables.scores.iter().copied().fold(0.0, f32::min);
        Ok(Self { tables, firsts, least, level: Level::new() })
    }

    /// Size of its file in bytes.
    pub fn size() -> usize {
        EMBEDDED.0.len()
    }

    /// Most pieces of a text that get a vector.
    pub fn max_pieces(&self) -> usize {
        self.tables.sizes.positions - 2
    }

    /// Encodes texts, sentences or a little more each. What stands after the last position has no vectors.
    pub fn encode<const N: usize>(&self, texts: [&str; N]) -> [Encoding; N] {
        self.encode_at(self.level, texts)
    }

    fn encode_at<const N: usize>(&self, level: Level, texts: [&str; N]) -> [Encoding; N] {
        let pieces = texts.map(|text| {
            let mut pieces = self.cut(text);
            pieces.truncate(self.max_pieces());
            pieces
        });
        let begin = self.tables.sizes.pieces as u32;
        let (end, unknown) = (begin + 1, begin + 2);
        let mut ids = Vec::new();
        let sequences = pieces.each_ref().map(|pieces| {
            let start = ids.len();
            ids.push(begin);
            ids.extend(pieces.iter().map(|p| p.id.unwrap_or(unknown)));
            ids.push(end);
            start..ids.len()
        });
        let width = self.tables.sizes.hidden;
        SCRATCH.with_borrow_mut(|scratch| {
            run(level, &self.tables, &ids, &sequences, scratch);
            let mut sequences = sequences.iter();
            pieces.map(|pieces| {
                let sequence = sequences.next().cloned().unwrap_or_default();
                let rows = &scratch.rows[(sequence.start + 1) * width..(sequence.end - 1) * width];
                let mut vectors = rows.to_vec();
                for row in vectors.chunks_exact_mut(width) {
                    row.iter_mut().zip(self.tables.mean).for_each(|(v, m)| *v -= m);
                }
                Encoding { spans: pieces.into_iter().map(|p| p.span).collect(), vectors, width }
            })
        })
    }

    /// The pieces of a text.
    fn cut(&self, text: &str) -> Vec<Piece> {
        cut(text, Vocabulary::new(&self.tables, &self.firsts), self.least)
    }

    /// The pieces of a text as strings of the vocabulary; none for what it lacks.
    pub fn pieces(&self, text: &str) -> Vec<Option<&str>> {
        let name = |id: u32| std::str::from_utf8(self.tables.piece(id as usize)).ok();
        self.cut(text).into_iter().map(|p| p.id.and_then(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::levels;

    #[test]
    fn every_level_of_processors_gives_the_same_bits() {
        let encoder = Encoder::embedded();
        let texts = ["Le chat n’est pas sur le tapis.", "The cat is not on the mat, and it is not sorry."];
        let all: Vec<_> = levels().into_iter().map(|level| encoder.encode_at(level, texts)).collect();
        for other in &all[1..] {
            for (a, b) in all[0].iter().zip(other) {
                assert_eq!(
                    a.vectors.iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
                    b.vectors.iter().map(|v| v.to_bits()).collect::<Vec<_>>()
                );
            }
        }
    }
}
