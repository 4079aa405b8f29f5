//! The grid: what each pair of segments inside the band has in common.
//!
//! All evidence is kept in a form that adds up, so that a bead of three
//! segments to two is a handful of additions: dot products of vectors, and for
//! words the share that finds a partner in the first one, two, ... eight
//! segments of the other side ([`Grid::tables`]).

use crate::band::Band;
use crate::bridge::Bridge;
use crate::features::Single;
use crate::fixed::Alone;
use crate::habits::Habits;
use crate::matches::{Matches, Scratch};
use crate::side::{Ending, Side};
use crate::vectors::{Run, Vectors, dot};

/// Most segments on one side of a bead.
pub(crate) const SPAN: usize = 8;

/// How many rows away from a cell the bead that holds it may begin or end, unless it is one to many.
const REACH: usize = 5;

/// Both sides with everything that speaks for a pairing.
pub(crate) struct Texts<'a> {
    pub(crate) source: &'a Side,
    pub(crate) target: &'a Side,
    pub(crate) bridge: &'a Bridge,
    pub(crate) source_vectors: &'a Vectors,
    pub(crate) target_vectors: &'a Vectors,
    /// What a good pair looks like in this text.
    pub(crate) habits: Habits,
    /// Whether block structure tells anything.
    pub(crate) structured: bool,
    /// Whether the kinds of blocks do.
    pub(crate) kinds: bool,
    /// Most segments on one side of a bead.
    pub(crate) max_span: usize,
    /// Whether vectors say where a segment looks, beside words.
    pub(crate) attentive: bool,
    /// Segments that no bead with two sides may hold.
    pub(crate) alone: Option<&'a Alone>,
}

impl Texts<'_> {
    /// Vectors of source segments.
    pub(crate) fn source_run(&self, from: usize, to: usize) -> Run {
        self.source_vectors.run(self.source, from, to)
    }

    /// Vectors of target segments.
    pub(crate) fn target_run(&self, from: usize, to: usize) -> Run {
        self.target_vectors.run(self.target, from, to)
    }

    pub(crate) fn has_vectors(&self) -> bool {
        self.source_vectors.dim > 0 && self.source_vectors.dim == self.target_vectors.dim
    }
}

/// Sums that belong to a pair of segments: dot product, share of the row's
/// attention, share of the column's, numbers in common.
pub(crate) type Basics = [f32; 4];
/// By number of segments of the other side, less one.
pub(crate) type Spans = [f32; SPAN];

pub(crate) const ZERO: Spans = [0.0; SPAN];

/// The evidence of a stretch of the bitext, `first.0..` source to `first.1..` target segments.
pub(crate) struct Grid {
    pub(crate) first: (usize, usize),
    columns: usize,
    /// First column of each row, and where the row begins in the arrays by cell.
    pub(crate) start: Vec<u32>,
    pub(crate) offset: Vec<usize>,
    /// Sums over the cells to the left in the row, one more than cells a row.
    pub(crate) basics: Vec<Basics>,
    /// Information of the source segment's words covered by this and the following target segments.
    pub(crate) source_cover: Vec<Spans>,
    /// Information of the target segment's words covered by this and the following source segments.
    pub(crate) target_cover: Vec<Spans>,
    /// What the covers are computed from, how deep that was done, and scratch space for it.
    pub(crate) matches: Matches,
    pub(crate) done: Vec<u8>,
    pub(crate) filled: Vec<f32>,
    /// Attention left to nobody, by source and by target segment.
    source_nobody: Vec<f32>,
    target_nobody: Vec<f32>,
    /// Squared norms of the vectors of spans.
    pub(crate) source_norms: Vec<Spans>,
    pub(crate) target_norms: Vec<Spans>,
}

impl Grid {
    /// Gathers the evidence for the segments under `band`, which begins at segments `first`.
    pub(crate) fn new(texts: &Texts<'_>, first: (usize, usize), band: &Band, scratch: &mut Scratch) -> Self {
        let rows = band.rows();
        let columns = band.hi[rows] as usize;
        let (mut start, mut offset, mut total) = (Vec::with_capacity(rows), Vec::with_capacity(rows + 1), 0);
        for i in 0..rows {
            let lo = band.lo[i.saturating_sub(REACH)];
            let hi = band.hi[(i + REACH + 1).min(rows)];
            start.push(lo);
            offset.push(total);
            total += (hi - lo) as usize;
        }
        offset.push(total);
        let mut grid = Self {
            first,
            columns,
            start,
            offset,
            basics: vec![[0.0; 4]; total + rows],
            source_cover: vec![ZERO; total],
            target_cover: vec![ZERO; total],
            source_nobody: vec![1.0; rows],
            target_nobody: vec![1.0; columns],
            matches: Matches::default(),
            done: vec![0; total],
            filled: Vec::new(),
            source_norms: Vec::new(),
            target_norms: Vec::new(),
        };
        let mut cells = vec![[0.0; 4]; total];
        grid.matches = Matches::find(texts, &grid, &mut cells, scratch);
        grid.cover_pairs(texts);
        grid.compare_vectors(texts, &mut cells);
        grid.attend(texts, &mut cells);
        grid.sum_rows(&cells);
        grid
    }

    /// Source segments under the band.
    pub(crate) fn rows(&self) -> usize {
        self.start.len()
    }

    /// Columns of a row's cells.
    pub(crate) fn columns_of(&self, i: usize) -> (usize, usize) {
        let lo = self.start[i] as usize;
        (lo, lo + self.offset[i + 1] - self.offset[i])
    }

    /// Number of a cell, if it lies in the band.
    pub(crate) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = self.columns_of(i);
        (lo..hi).contains(&j).then(|| self.offset[i] + j - lo)
    }

    fn compare_vectors(&mut self, texts: &Texts<'_>, cells: &mut [Basics]) {
        if !texts.has_vectors() {
            return;
        }
        let source = texts.source_run(self.first.0, self.first.0 + self.rows());
        let target = texts.target_run(self.first.1, self.first.1 + self.columns);
        for i in 0..self.rows() {
            let vector = source.of(self.first.0 + i);
            let (lo, hi) = self.columns_of(i);
            for j in lo..hi {
                cells[self.offset[i] + j - lo][0] = dot(vector, target.of(self.first.1 + j));
            }
        }
        self.source_norms = norms(&source, texts.source_vectors.dim, self.first.0, self.rows());
        self.target_norms = norms(&target, texts.target_vectors.dim, self.first.1, self.columns);
    }

    /// Soft assignment of each segment to those of the other side, or to nobody.
    fn attend(&mut self, texts: &Texts<'_>, cells: &mut [Basics]) {
        let vectors = texts.attentive && texts.has_vectors();
        let sharpness = 6.0;
        let nobody = (sharpness * 0.5f32).exp();
        let mut column_sums = vec![nobody; self.columns];
        for i in 0..self.rows() {
            let (lo, hi) = self.columns_of(i);
            let mut row_sum = nobody;
            let info = texts.source.info(self.first.0 + i, self.first.0 + i + 1);
            let row = self.offset[i]..self.offset[i + 1];
            for (j, at) in (lo..hi).zip(row.clone()) {
                let other = texts.target.info(self.first.1 + j, self.first.1 + j + 1);
                let share = (self.source_cover[at][0] + self.target_cover[at][0]) / (info + other + 4.0);
                let mut likeness = texts.habits.cover.of(share);
                if vectors {
                    let norm = (self.source_norms[i][0] * self.target_norms[j][0]).sqrt().max(1e-6);
                    likeness = 0.5 * likeness + 0.5 * texts.habits.cosine.of(cells[at][0] / norm);
                }
                let weight = (sharpness * likeness).exp();
                cells[at][1] = weight;
                cells[at][2] = weight;
                row_sum += weight;
                column_sums[j] += weight;
            }
            self.source_nobody[i] = nobody / row_sum;
            cells[row].iter_mut().for_each(|cell| cell[1] /= row_sum);
        }
        for i in 0..self.rows() {
            let (lo, hi) = self.columns_of(i);
            for (cell, sum) in cells[self.offset[i]..self.offset[i + 1]].iter_mut().zip(&column_sums[lo..hi]) {
                cell[2] /= sum;
            }
        }
        for (alone, sum) in self.target_nobody.iter_mut().zip(&column_sums) {
            *alone = nobody / sum;
        }
    }

    fn sum_rows(&mut self, cells: &[Basics]) {
        for i in 0..self.rows() {
            let mut sum = [0.0; 4];
            let row = &mut self.basics[self.offset[i] + i..=self.offset[i + 1] + i];
            for (at, cell) in row[1..].iter_mut().zip(&cells[self.offset[i]..self.offset[i + 1]]) {
                for k in 0..4 {
                    sum[k] += cell[k];
                }
                *at = sum;
            }
        }
    }

    /// By source segment, what speaks for leaving it out.
    pub(crate) fn source_alone<'a>(&'a self, texts: &'a Texts<'_>) -> impl Iterator<Item = Single> + 'a {
        facts(texts.source, self.first.0, &self.source_nobody)
    }

    /// The same by target segment.
    pub(crate) fn target_alone<'a>(&'a self, texts: &'a Texts<'_>) -> impl Iterator<Item = Single> + 'a {
        facts(texts.target, self.first.1, &self.target_nobody)
    }
}

fn facts<'a>(side: &'a Side, first: usize, nobody: &'a [f32]) -> impl Iterator<Item = Single> + 'a {
    nobody.iter().enumerate().map(move |(k, &nobody)| {
        let segment = first + k;
        let paused = |segment: usize| side.endings[segment] == Ending::Pause;
        Single {
            info: side.info(segment, segment + 1),
            chars: side.chars(segment, segment + 1),
            nobody,
            paused: paused(segment),
            continues: segment > 0 && paused(segment - 1),
        }
    })
}

/// Squared norms of the sums of up to eight vectors from each segment on.
fn norms(vectors: &Run, dim: usize, first: usize, len: usize) -> Vec<Spans> {
    let mut out = vec![ZERO; len];
    let mut sum = vec![0.0; dim];
    for (i, norms) in out.iter_mut().enumerate() {
        sum.fill(0.0);
        for (k, norm) in norms.iter_mut().enumerate() {
            if i + k < len {
                for (s, v) in sum.iter_mut().zip(vectors.of(first + i + k)) {
                    *s += v;
                }
            }
            *norm = dot(&sum, &sum);
        }
    }
    out
}
