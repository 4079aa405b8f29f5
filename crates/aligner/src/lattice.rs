//! The lattice: the beads inside the band that may be right, scored.
//!
//! Beads are steps between nodes. Nodes are visited in order of progress (how
//! many segments lie behind them); what lies hopelessly behind the best path
//! so far is not looked at, and most shapes are ruled out by their lengths, so
//! that the features of few beads are ever computed. What the paths through
//! the lattice say of each bead is in [`crate::paths`].

use crate::band::Band;
use crate::feature::{FEATURES, PAIRED};
use crate::features::{Place, SHAPES, Single, alone, length_distance, paired};
use crate::grid::{Grid, Texts};
use crate::tables::Tables;
use crate::weights::Weights;

/// How far behind the best a node may lie and still be looked at, in nats.
const BEAM: f32 = 16.0;

/// What each further segment takes off the beam: large beads are seldom right, and cost most.
const PRICE: f32 = 1.5;
/// A bead whose lengths lie further apart, in squared standard deviations, is not looked at.
const LENGTHS: f32 = 24.0;

/// A bead with two sides, in the lattice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// The node at which it ends.
    pub(crate) to: u32,
    /// Where it begins, and its shape.
    pub(crate) place: Place,
    /// Log-odds.
    pub(crate) score: f32,
}

/// The scored band.
pub(crate) struct Lattice {
    band: Band,
    /// Where each row's nodes begin.
    offset: Vec<usize>,
    /// Nodes that were looked at, in order of progress, with where their edges begin.
    pub(crate) looked: Vec<Looked>,
    /// The edges, those of one node together, in the order of `looked`.
    pub(crate) edges: Vec<Edge>,
    /// By segment: the score of leaving it out, where that goes on and where it begins.
    pub(crate) skip_source: Vec<[f32; 2]>,
    pub(crate) skip_target: Vec<[f32; 2]>,
}

/// A node that was looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looked {
    pub(crate) i: usize,
    pub(crate) j: usize,
    pub(crate) node: usize,
    /// Its edges end where those of the next begin.
    pub(crate) edges_end: usize,
}

/// Whether the lengths allow a bead at all.
fn plausible(texts: &Texts<'_>, grid: &Grid, p: Place) -> bool {
    if p.m + p.n == 2 {
        return true;
    }
    let (s, t) = (grid.first.0 + p.i, grid.first.1 + p.j);
    let source = texts.source.chars(s, s + p.m);
    let target = texts.target.chars(t, t + p.n);
    length_distance(source, target, texts.habits.ratio) < LENGTHS
}

/// A weighted sum.
pub(crate) fn weigh(weights: &[f32], features: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (mut x, mut y) = (weights.chunks_exact(8), features.chunks_exact(8));
    for (w, f) in x.by_ref().zip(y.by_ref()) {
        for k in 0..8 {
            lanes[k] += w[k] * f[k];
        }
    }
    lanes.iter().sum::<f32>() + x.remainder().iter().zip(y.remainder()).map(|(w, f)| w * f).sum::<f32>()
}

impl Lattice {
    /// Scores the beads in the band with `weights`. `keep` is shown each bead
    /// with its features; where `always` says so of a node's beads, they are
    /// looked at however hopeless.
    pub(crate) fn new(
        texts: &Texts<'_>,
        grid: &mut Grid,
        band: Band,
        weights: &Weights,
        always: impl Fn(Place) -> bool,
        mut keep: impl FnMut(&[f32; FEATURES]),
    ) -> Self {
        let mut offset = Vec::with_capacity(band.lo.len() + 1);
        let mut total = 0;
        for (lo, hi) in band.lo.iter().zip(&band.hi) {
            offset.push(total);
            total += (hi - lo) as usize + 1;
        }
        offset.push(total);
        let mut out = Self {
            band,
            offset,
            looked: Vec::new(),
            edges: Vec::new(),
            skip_source: Vec::new(),
            skip_target: Vec::new(),
        };
        out.price_skips(texts, grid, weights);
        out.look(texts, grid, weights, always, &mut keep);
        out
    }

    fn price_skips(&mut self, texts: &Texts<'_>, grid: &Grid, weights: &Weights) {
        let mut features = [0.0; FEATURES];
        let mut price = |facts: Single| {
            [false, true].map(|opening| {
                alone(facts, texts.habits.alone, opening, &mut features);
                weigh(&weights[PAIRED..], &features[PAIRED..])
            })
        };
        self.skip_source = grid.source_alone(texts).map(&mut price).collect();
        self.skip_target = grid.target_alone(texts).map(&mut price).collect();
    }

    /// Visits the nodes in order of progress.
    fn look(
        &mut self,
        texts: &Texts<'_>,
        grid: &mut Grid,
        weights: &Weights,
        always: impl Fn(Place) -> bool,
        keep: &mut impl FnMut(&[f32; FEATURES]),
    ) {
        let (rows, columns) = self.size();
        let mut best = vec![f32::NEG_INFINITY; self.nodes()];
        best[0] = 0.0;
        let (mut tables, mut features) = (Tables::default(), [0.0; FEATURES]);
        let (mut from, mut before) = (0, f32::NEG_INFINITY);
        for progress in 0..=rows + columns {
            while from <= rows && self.band.hi[from] as usize + from < progress {
                from += 1;
            }
            let nodes = (from..=rows.min(progress)).take_while(|&i| self.band.lo[i] as usize + i <= progress);
            let range = from..from + nodes.count();
            let top = range.clone().map(|i| best[self.node(i, progress - i)]).fold(f32::NEG_INFINITY, f32::max);
            for i in range {
                let j = progress - i;
                let node = self.node(i, j);
                let here = best[node];
                let hopeless = here == f32::NEG_INFINITY || (here < top && here < top.max(before) - BEAM);
                let lag = top.max(before) - here;
                let mut wanted = [false; SHAPES.len()];
                let mut widest = (0, 0);
                for (wanted, (m, n)) in wanted.iter_mut().zip(SHAPES) {
                    let place = Place { i, j, m, n };
                    *wanted = m <= texts.max_span
                        && n <= texts.max_span
                        && self.has(i + m, j + n)
                        && ((!hopeless && lag + PRICE * (m + n - 2) as f32 <= BEAM && plausible(texts, grid, place))
                            || always(place))
                        && texts.alone.is_none_or(|a| a.allows(grid.first, place));
                    if *wanted {
                        widest = (m.max(widest.0), n.max(widest.1));
                    }
                }
                let skips = || always(Place { i, j, m: 1, n: 0 }) || always(Place { i, j, m: 0, n: 1 });
                if hopeless && widest.0 == 0 && !skips() {
                    continue;
                }
                let mut reach = |node: usize, score: f32| best[node] = best[node].max(here + score);
                if i < rows && self.has(i + 1, j) {
                    reach(self.node(i + 1, j), self.skip_source[i][0].max(self.skip_source[i][1]));
                }
                if j < columns && self.has(i, j + 1) {
                    reach(self.node(i, j + 1), self.skip_target[j][0].max(self.skip_target[j][1]));
                }
                if widest.0 > 0 {
                    grid.tables(texts, (i, j), widest, &mut tables);
                    for (_, (m, n)) in wanted.into_iter().zip(SHAPES).filter(|w| w.0) {
                        let place = Place { i, j, m, n };
                        paired(texts, grid, &tables, place, &mut features);
                        let score = weigh(&weights[..PAIRED], &features[..PAIRED]);
                        let to = self.node(i + m, j + n);
                        reach(to, score);
                        self.edges.push(Edge { to: to as u32, place, score });
                        keep(&features);
                    }
                }
                self.looked.push(Looked { i, j, node, edges_end: self.edges.len() });
            }
            before = top;
        }
    }

    /// Source and target segments under the band.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.band.rows(), self.band.hi[self.band.rows()] as usize)
    }

    /// Number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.offset[self.offset.len() - 1]
    }

    /// Number of a node.
    pub(crate) fn node(&self, i: usize, j: usize) -> usize {
        self.offset[i] + j - self.band.lo[i] as usize
    }

    /// Whether a node lies in the band.
    pub(crate) fn has(&self, i: usize, j: usize) -> bool {
        self.band.has(i, j)
    }

    /// The edges of the `k`th node looked at.
    pub(crate) fn edges_of(&self, k: usize) -> &[Edge] {
        let start = if k > 0 { self.looked[k - 1].edges_end } else { 0 };
        &self.edges[start..self.looked[k].edges_end]
    }
}
