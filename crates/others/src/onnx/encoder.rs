//! An ONNX file and its tokenizer: sentences in, vectors out.

use super::error::OnnxError;
use super::graph::Graph;
use super::pool::pooled;
use super::tokens::Tokens;
use crate::sha256::sha256;
use crate::vectors::text_for_encoder;
use calque_bitext::SegmentVectors;
use std::fmt::{self, Write};

/// Tokens that are computed at a time, the filling among them: what a batch needs of memory grows with them.
const TOKENS_AT_A_TIME: usize = 8_192;

/// The files of an encoder, as bytes.
#[derive(Clone, Debug, Default)]
pub struct OnnxFiles {
    /// The graph.
    pub model: Vec<u8>,
    /// Files of weights that lie beside it, by name.
    pub beside: Vec<(String, Vec<u8>)>,
    /// `tokenizer.json`.
    pub tokenizer: Vec<u8>,
}

/// How the files are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnnxReading {
    /// Tokens of a sentence that are read.
    pub longest: usize,
    /// Sentences at a time.
    pub batch: usize,
    /// Whether the vector of the first token is that of the sentence, and not the mean.
    pub first_token: bool,
}

/// An encoder of others.
pub struct OnnxEncoder {
    tokens: Tokens,
    graph: Graph,
    reading: OnnxReading,
    /// The hashes of the files, in words.
    hashes: String,
}

impl fmt::Debug for OnnxEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hashes)
    }
}

impl OnnxEncoder {
    /// The encoder that files hold. `Debug` shows their SHA-256.
    pub fn read(files: OnnxFiles, reading: OnnxReading) -> Result<Self, OnnxError> {
        let mut hashes = format!("sha256 {}", sha256(&files.model));
        for (name, weights) in &files.beside {
            // Writing to a string cannot fail.
            let _ = write!(hashes, ", {name} {}", sha256(weights));
        }
        let _ = write!(hashes, ", tokenizer {}", sha256(&files.tokenizer));
        let graph = Graph::read(files.model, files.beside)?;
        let longest = reading.longest.min(graph.fixed[1].unwrap_or(usize::MAX));
        let tokens = Tokens::read(&files.tokenizer, longest)?;
        Ok(Self { tokens, graph, reading, hashes })
    }

    /// The vectors of texts, in their order, each with `prefix` before it; `done` is told how many are ready.
    ///
    /// Sentences of like length are computed together.
    pub fn vectors(&self, prefix: &str, texts: &[&str], done: &dyn Fn(usize)) -> Result<SegmentVectors, OnnxError> {
        let rows = texts.iter().map(|text| self.tokens.of(&text_for_encoder(prefix, text)));
        let rows: Vec<Vec<i32>> = rows.collect::<Result<_, _>>()?;
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&at| rows[at].len());
        let mut out: Vec<Vec<f32>> = vec![Vec::new(); rows.len()];
        let mut rest = &order[..];
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(self.batch(rest, &rows));
            for (&at, vector) in batch.iter().zip(self.of_batch(batch, &rows)?) {
                out[at] = vector;
            }
            done(batch.len());
            rest = after;
        }
        let dim = out.first().map_or(0, Vec::len);
        if let Some(other) = out.iter().find(|v| v.len() != dim) {
            let what = format!("gives vectors of length {} and of length {dim}", other.len());
            return Err(OnnxError::model(what, "give a model whose vectors have one length"));
        }
        Ok(SegmentVectors { dim, data: out.concat() })
    }

    /// How many of the sentences that are left, sorted by length, are computed next.
    fn batch(&self, rest: &[usize], rows: &[Vec<i32>]) -> usize {
        let most = self.graph.fixed[0].unwrap_or(self.reading.batch.max(1)).min(rest.len());
        if self.graph.fixed[0].is_some() {
            return most;
        }
        let fits = |n: &usize| n * rows[rest[n - 1]].len() <= TOKENS_AT_A_TIME;
        (1..=most).rev().find(fits).unwrap_or(1)
    }

    fn of_batch(&self, batch: &[usize], rows: &[Vec<i32>]) -> Result<Vec<Vec<f32>>, OnnxError> {
        let longest = batch.iter().map(|&at| rows[at].len()).max().unwrap_or(1);
        let columns = self.graph.fixed[1].unwrap_or(longest);
        // A graph for so many sentences gets so many; those that fill up are thrown away.
        let height = self.graph.fixed[0].unwrap_or(batch.len());
        let (mut ids, mut mask) = (Vec::with_capacity(height * columns), Vec::with_capacity(height * columns));
        for line in 0..height {
            let row = &rows[batch[line.min(batch.len() - 1)]];
            ids.extend(row.iter().copied().chain(std::iter::repeat(self.tokens.pad)).take(columns));
            mask.extend((0..columns).map(|at| i32::from(at < row.len())));
        }
        let answer = self.graph.run(&ids, &mask, columns)?;
        let vectors = pooled(&answer, mask.chunks(columns), self.reading.first_token);
        Ok(vectors.into_iter().take(batch.len()).collect())
    }
}
