//! The file: a header of sizes, then tables in a fixed order, each aligned to 64 bytes.
//!
//! | table | type |
//! |---|---|
//! | ends of the pieces in the text of all pieces; their scores | u32, f32 |
//! | the pieces, sorted by bytes, without separators | bytes |
//! | embeddings of the pieces, then of begin, end, unknown: 32 weights of 4 bits share a scale | bytes, f16 |
//! | embeddings of the positions; scale and shift of their normalisation | f16, f32 |
//! | each layer: four matrices (query-key-value, attention out, up, down), each with scales and shifts; two normalisations | i8, f32 |
//! | the mean vector | f32 |
//!
//! A matrix lies in panels of 32 outputs, as [`crate::network::matrix`] reads it.

use crate::EncoderError;
use crate::network::matrix::{Matrix, PANEL};

const MAGIC: &[u8; 8] = b"CQENC\x001\n";
/// Tables begin at multiples of this many bytes.
const ALIGN: usize = 64;
/// Numbers of a head of attention.
pub(crate) const HEAD: usize = 32;
/// Weights that share a scale in the table of embeddings.
pub(crate) const GROUP: usize = 32;
/// Rows of the table of embeddings after those of the pieces.
pub(crate) const SPECIAL: usize = 3;
/// Largest sizes that a file may claim: hidden, inner, layers, heads, positions, pieces.
const LIMITS: [usize; 6] = [1024, 4096, 24, 16, 1024, 1 << 18];

/// The sizes of a network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) hidden: usize,
    pub(crate) inner: usize,
    pub(crate) heads: usize,
    pub(crate) positions: usize,
    pub(crate) pieces: usize,
}

/// Scale and shift of a layer normalisation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Norm<'a> {
    pub(crate) scale: &'a [f32],
    pub(crate) shift: &'a [f32],
}

/// One layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layer<'a> {
    pub(crate) attend: Matrix<'a>,
    pub(crate) attend_out: Matrix<'a>,
    pub(crate) attend_norm: Norm<'a>,
    pub(crate) up: Matrix<'a>,
    pub(crate) down: Matrix<'a>,
    pub(crate) norm: Norm<'a>,
}

/// The tables of a file, where they lie.
#[derive(Debug)]
pub(crate) struct Tables<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) ends: &'a [u32],
    pub(crate) scores: &'a [f32],
    pub(crate) text: &'a [u8],
    pub(crate) nibbles: &'a [u8],
    pub(crate) scales: &'a [u16],
    pub(crate) positions: &'a [u16],
    pub(crate) norm: Norm<'a>,
    pub(crate) layers: Vec<Layer<'a>>,
    pub(crate) mean: &'a [f32],
}

/// Reads tables one after the other.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn table<T: bytemuck::AnyBitPattern>(&mut self, count: usize) -> Result<&'a [T], EncoderError> {
        let start = self.at.next_multiple_of(ALIGN);
        let end = start + count * size_of::<T>();
        let bytes = self.bytes.get(start..end).ok_or_else(|| EncoderError::new("it is cut short"))?;
        self.at = end;
        bytemuck::try_cast_slice(bytes).map_err(|e| EncoderError::new(format!("a table lies badly: {e}")))
    }

    fn norm(&mut self, width: usize) -> Result<Norm<'a>, EncoderError> {
        Ok(Norm { scale: self.table(width)?, shift: self.table(width)? })
    }

    fn matrix(&mut self, inputs: usize, outputs: usize) -> Result<Matrix<'a>, EncoderError> {
        Ok(Matrix {
            inputs,
            outputs,
            weights: self.table(inputs * outputs)?,
            scales: self.table(outputs)?,
            shifts: self.table(outputs)?,
        })
    }
}

impl<'a> Tables<'a> {
    /// The tables of a file, checked so that later look-ups cannot fail.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, EncoderError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(EncoderError::new("it does not begin as such a file does"));
        }
        let mut reader = Reader { bytes, at: MAGIC.len() };
        let header: &[u32] = reader.table(8)?;
        let number = |i: usize| header[i] as usize;
        let claimed = [number(0), number(1), number(2), number(3), number(4), number(5)];
        let text_len = number(6);
        let [hidden, inner, layers, heads, positions, pieces] = claimed;
        let sizes = Sizes { hidden, inner, heads, positions, pieces };
        let in_limits = claimed.iter().zip(LIMITS).all(|(&n, limit)| n > 0 && n <= limit);
        if !in_limits || hidden % PANEL != 0 || inner % PANEL != 0 || hidden != heads * HEAD || positions < 3 {
            return Err(EncoderError::new(format!("its sizes {claimed:?} make no network")));
        }
        let ends: &[u32] = reader.table(pieces)?;
        let scores: &[f32] = reader.table(pieces)?;
        let text: &[u8] = reader.table(text_len.min(bytes.len()))?;
        let rows = pieces + SPECIAL;
        let tables = Self {
            sizes,
            ends,
            scores,
            text,
            nibbles: reader.table(rows * hidden / 2)?,
            scales: reader.table(rows * hidden / GROUP)?,
            positions: reader.table(positions * hidden)?,
            norm: reader.norm(hidden)?,
            layers: (0..layers)
                .map(|_| {
                    Ok(Layer {
                        attend: reader.matrix(hidden, 3 * hidden)?,
                        attend_out: reader.matrix(hidden, hidden)?,
                        attend_norm: reader.norm(hidden)?,
                        up: reader.matrix(hidden, inner)?,
                        down: reader.matrix(inner, hidden)?,
                        norm: reader.norm(hidden)?,
                    })
                })
                .collect::<Result<_, EncoderError>>()?,
            mean: reader.table(hidden)?,
        };
        tables.check()?;
        Ok(tables)
    }

    /// Checks that the pieces are sorted, and their ends within the text.
    fn check(&self) -> Result<(), EncoderError> {
        let ordered = self.ends.windows(2).all(|w| w[0] <= w[1]);
        if !ordered || self.ends.last().is_some_and(|&end| end as usize != self.text.len()) {
            return Err(EncoderError::new("its pieces do not fill their text"));
        }
        if (1..self.ends.len()).any(|i| self.piece(i - 1) >= self.piece(i)) {
            return Err(EncoderError::new("its pieces are not sorted"));
        }
        Ok(())
    }

    /// The bytes of a piece.
    pub(crate) fn piece(&self, id: usize) -> &'a [u8] {
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.text[start..self.ends[id] as usize]
    }
}
