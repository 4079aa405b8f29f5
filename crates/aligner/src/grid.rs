//! The grid: what each pair of segments inside the band has in common.
//!
//! All evidence is kept in a form that adds up, so that a bead of three
//! segments to two is a handful of additions: dot products of vectors, and for
//! words the share that finds a partner in the first one, two, ... eight
//! segments of the other side ([`Grid::tables`]).

use crate::band::Band;
use crate::bridge::Bridge;
use crate::side::Side;

/// Most segments on one side of a bead.
pub(crate) const SPAN: usize = 8;

/// Vectors of the segments of one side, flat; information-weighted, not normalised, so that they add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vectors {
    /// Floats per segment; 0 where there are none.
    pub(crate) dim: usize,
    /// The vectors.
    pub(crate) data: Vec<f32>,
}

impl Vectors {
    pub(crate) fn of(&self, segment: usize) -> &[f32] {
        &self.data[segment * self.dim..(segment + 1) * self.dim]
    }
}

/// Both sides with everything that speaks for a pairing.
pub(crate) struct Texts<'a> {
    pub(crate) source: &'a Side,
    pub(crate) target: &'a Side,
    pub(crate) bridge: &'a Bridge,
    pub(crate) source_vectors: &'a Vectors,
    pub(crate) target_vectors: &'a Vectors,
    /// Expected target characters for one source character.
    pub(crate) ratio: f32,
    /// Whether block structure tells anything.
    pub(crate) structured: bool,
}

impl Texts<'_> {
    pub(crate) fn has_vectors(&self) -> bool {
        self.source_vectors.dim > 0 && self.source_vectors.dim == self.target_vectors.dim
    }
}

/// What one pair of segments has in common.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    /// Dot product of the vectors.
    dot: f32,
    /// Share of the row's attention, in [0, 1].
    row: f32,
    /// Share of the column's attention.
    column: f32,
    /// Numbers in common.
    numbers: f32,
    /// Information of the source segment's words covered by this and the following target segments.
    source_cover: [f32; SPAN],
    /// Information of the target segment's words covered by this and the following source segments.
    target_cover: [f32; SPAN],
}

/// The evidence of a stretch of the bitext, `first.0..` source to `first.1..` target segments.
pub(crate) struct Grid {
    first: (usize, usize),
    columns: usize,
    start: Vec<u32>,
    offset: Vec<usize>,
    cells: Vec<Cell>,
    /// Attention left to nobody, by source and by target segment.
    pub(crate) source_alone: Vec<f32>,
    pub(crate) target_alone: Vec<f32>,
    /// Squared norms of the vectors of spans: `[segment][length - 1]`.
    pub(crate) source_norms: Vec<[f32; SPAN]>,
    pub(crate) target_norms: Vec<[f32; SPAN]>,
}

/// Sums over the spans that begin at one node: `[m - 1][n - 1]`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(crate) dot: [[f32; SPAN]; SPAN],
    pub(crate) row: [[f32; SPAN]; SPAN],
    pub(crate) column: [[f32; SPAN]; SPAN],
    pub(crate) numbers: [[f32; SPAN]; SPAN],
    pub(crate) source_cover: [[f32; SPAN]; SPAN],
    pub(crate) target_cover: [[f32; SPAN]; SPAN],
}

#[derive(Clone, Copy)]
struct Match {
    a: u16,
    b: u16,
    strength: f32,
}

impl Grid {
    /// Gathers the evidence for the segments under `band`, which begins at segments `first`.
    pub(crate) fn new(texts: &Texts<'_>, first: (usize, usize), band: &Band) -> Self {
        let rows = band.rows();
        let columns = band.hi[rows] as usize;
        let (mut start, mut offset, mut total) = (Vec::with_capacity(rows), Vec::with_capacity(rows + 1), 0);
        for i in 0..rows {
            let lo = band.lo[i.saturating_sub(SPAN - 1)];
            let hi = band.hi[(i + SPAN).min(rows)];
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
            cells: vec![Cell::default(); total],
            source_alone: vec![1.0; rows],
            target_alone: vec![1.0; columns],
            source_norms: norms(texts.source_vectors, first.0, rows),
            target_norms: norms(texts.target_vectors, first.1, columns),
        };
        let (match_offsets, matches) = grid.find_matches(texts);
        grid.cover(texts, &match_offsets, &matches);
        grid.dots(texts);
        grid.attend(texts);
        grid
    }

    fn row_range(&self, i: usize) -> (usize, usize) {
        let lo = self.start[i] as usize;
        (lo, lo + self.offset[i + 1] - self.offset[i])
    }

    fn at(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = self.row_range(i);
        (lo..hi).contains(&j).then(|| self.offset[i] + j - lo)
    }

    /// Word matches of every cell.
    fn find_matches(&mut self, texts: &Texts<'_>) -> (Vec<u32>, Vec<Match>) {
        let mut offsets = Vec::with_capacity(self.cells.len() + 1);
        let mut matches: Vec<Match> = Vec::new();
        offsets.push(0);
        let none = u32::MAX;
        let mut head = vec![none; texts.target.types.len()];
        let mut chain: Vec<(u16, f32, u32)> = Vec::new();
        let mut touched: Vec<u32> = Vec::new();
        for i in 0..self.start.len() {
            chain.clear();
            for (a, &word) in texts.source.tokens_of(self.first.0 + i).iter().enumerate().take(usize::from(u16::MAX)) {
                for &(other, strength) in texts.bridge.of(word) {
                    if head[other as usize] == none {
                        touched.push(other);
                    }
                    chain.push((a as u16, strength, head[other as usize]));
                    head[other as usize] = chain.len() as u32 - 1;
                }
            }
            let (lo, hi) = self.row_range(i);
            for j in lo..hi {
                let cell = self.offset[i] + j - lo;
                let tokens = texts.target.tokens_of(self.first.1 + j);
                for (b, &word) in tokens.iter().enumerate().take(usize::from(u16::MAX)) {
                    let mut link = head[word as usize];
                    if link == none {
                        continue;
                    }
                    let mut number = false;
                    while link != none {
                        let (a, strength, next) = chain[link as usize];
                        matches.push(Match { a, b: b as u16, strength });
                        number |= strength > 0.9;
                        link = next;
                    }
                    if number && texts.target.types[word as usize].number {
                        self.cells[cell].numbers += 1.0;
                    }
                }
                offsets.push(matches.len() as u32);
            }
            for &other in &touched {
                head[other as usize] = none;
            }
            touched.clear();
        }
        (offsets, matches)
    }

    /// Covered information: each word counts once, as far as the strengths of its partners reach.
    fn cover(&mut self, texts: &Texts<'_>, offsets: &[u32], matches: &[Match]) {
        let rows = self.start.len();
        let mut filled: Vec<f32> = Vec::new();
        for i in 0..rows {
            let tokens = texts.source.tokens_of(self.first.0 + i);
            let (lo, hi) = self.row_range(i);
            for j in lo..hi {
                filled.clear();
                filled.resize(tokens.len(), 0.0);
                let mut sum = 0.0;
                for k in 0..SPAN {
                    if j + k < hi {
                        let cell = self.offset[i] + j + k - lo;
                        for m in &matches[offsets[cell] as usize..offsets[cell + 1] as usize] {
                            let a = usize::from(m.a);
                            let room = (1.0 - filled[a]).min(m.strength);
                            filled[a] += room;
                            sum += room * texts.source.types[tokens[a] as usize].info;
                        }
                    }
                    self.cells[self.offset[i] + j - lo].source_cover[k] = sum;
                }
                let others = texts.target.tokens_of(self.first.1 + j);
                filled.clear();
                filled.resize(others.len(), 0.0);
                sum = 0.0;
                for k in 0..SPAN {
                    if let Some(cell) = (i + k < rows).then(|| self.at(i + k, j)).flatten() {
                        for m in &matches[offsets[cell] as usize..offsets[cell + 1] as usize] {
                            let b = usize::from(m.b);
                            let room = (1.0 - filled[b]).min(m.strength);
                            filled[b] += room;
                            sum += room * texts.target.types[others[b] as usize].info;
                        }
                    }
                    self.cells[self.offset[i] + j - lo].target_cover[k] = sum;
                }
            }
        }
    }

    fn dots(&mut self, texts: &Texts<'_>) {
        if !texts.has_vectors() {
            return;
        }
        for i in 0..self.start.len() {
            let vector = texts.source_vectors.of(self.first.0 + i);
            let (lo, hi) = self.row_range(i);
            for j in lo..hi {
                let other = texts.target_vectors.of(self.first.1 + j);
                self.cells[self.offset[i] + j - lo].dot = dot(vector, other);
            }
        }
    }

    /// Soft assignment of each segment to those of the other side, or to nobody.
    fn attend(&mut self, texts: &Texts<'_>) {
        let vectors = texts.has_vectors();
        let sharpness = 14.0;
        let nobody = (sharpness * 0.22f32).exp();
        let mut column_sums = vec![nobody; self.columns];
        for i in 0..self.start.len() {
            let (lo, hi) = self.row_range(i);
            let mut row_sum = nobody;
            let info = texts.source.over(self.first.0 + i, self.first.0 + i + 1).info;
            let cells = &mut self.cells[self.offset[i]..self.offset[i + 1]];
            for (k, (cell, column_sum)) in cells.iter_mut().zip(&mut column_sums[lo..hi]).enumerate() {
                let j = lo + k;
                let other = texts.target.over(self.first.1 + j, self.first.1 + j + 1).info;
                let words = (cell.source_cover[0] + cell.target_cover[0]) / (info + other + 4.0);
                let mut likeness = words;
                if vectors {
                    let norm = (self.source_norms[i][0] * self.target_norms[j][0]).sqrt().max(1e-6);
                    likeness = 0.5 * words + 0.5 * (cell.dot / norm);
                }
                let weight = (sharpness * likeness).exp();
                cell.row = weight;
                cell.column = weight;
                row_sum += weight;
                *column_sum += weight;
            }
            self.source_alone[i] = nobody / row_sum;
            let offset = self.offset[i];
            for cell in &mut self.cells[offset..offset + hi - lo] {
                cell.row /= row_sum;
            }
        }
        for i in 0..self.start.len() {
            let (lo, hi) = self.row_range(i);
            let cells = &mut self.cells[self.offset[i]..self.offset[i + 1]];
            for (cell, sum) in cells.iter_mut().zip(&column_sums[lo..hi]) {
                cell.column /= sum;
            }
        }
        for (alone, sum) in self.target_alone.iter_mut().zip(&column_sums) {
            *alone = nobody / sum;
        }
    }

    /// Sums over the spans of up to `m` by `n` segments that begin at node `(i, j)`.
    pub(crate) fn tables(&self, i: usize, j: usize, m: usize, n: usize, out: &mut Tables) {
        *out = Tables::default();
        for r in 0..m {
            let (lo, hi) = self.row_range(i + r);
            let mut sums = [0.0f32; 4];
            for c in 0..n {
                let cell = if (lo..hi).contains(&(j + c)) {
                    self.cells[self.offset[i + r] + j + c - lo]
                } else {
                    Cell::default()
                };
                for (sum, value) in sums.iter_mut().zip([cell.dot, cell.row, cell.column, cell.numbers]) {
                    *sum += value;
                }
                let above = |t: &[[f32; SPAN]; SPAN]| if r > 0 { t[r - 1][c] } else { 0.0 };
                out.dot[r][c] = above(&out.dot) + sums[0];
                out.row[r][c] = above(&out.row) + sums[1];
                out.column[r][c] = above(&out.column) + sums[2];
                out.numbers[r][c] = above(&out.numbers) + sums[3];
                let first =
                    if lo <= j && j < hi { self.cells[self.offset[i + r] + j - lo].source_cover[c] } else { 0.0 };
                out.source_cover[r][c] = above(&out.source_cover) + first;
                let left = if c > 0 { out.target_cover[r][c - 1] } else { 0.0 };
                let top = self.at(i, j + c).map_or(0.0, |cell| self.cells[cell].target_cover[r]);
                out.target_cover[r][c] = left + top;
            }
        }
    }
}

/// Squared norms of the sums of up to eight vectors from each segment on.
fn norms(vectors: &Vectors, first: usize, len: usize) -> Vec<[f32; SPAN]> {
    let mut out = vec![[1.0; SPAN]; len];
    if vectors.dim == 0 {
        return out;
    }
    let mut sum = vec![0.0; vectors.dim];
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
