//! The lattice: the beads inside the band that may be right, scored.
//!
//! Beads are edges between nodes. Nodes are visited in order of progress (how many
//! segments lie before them). Those far behind the best path so far are pruned,
//! and most shapes are ruled out by their lengths, so that the features of few
//! beads are ever computed.

use crate::numeric::dot;
use crate::sentences::bitext::{Bitext, length_distance};
use crate::sentences::path::BeadSpan;
use crate::sentences::score::{
    FEATURES, Grid, NodeSums, PAIRED, SHAPES, UnalignedSegment, Weights, paired_features, unaligned_features,
};
use crate::sentences::skeleton::Band;

/// A node further behind the best than this is pruned, in nats. Set by hand.
const BEAM: f32 = 16.0;
/// What each segment of a bead beyond two takes off the beam: large beads are seldom right, and cost most.
const BEAM_PER_SEGMENT: f32 = 1.5;
/// A bead other than 1-1 whose squared length distance is larger than this is ruled out.
const MAX_LENGTH_DISTANCE: f32 = 24.0;

/// A bead with two sides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// The number of the node at which it ends.
    pub(crate) to: u32,
    /// Its segments, counted from the beginning of the lattice.
    pub(crate) span: BeadSpan,
    /// The weighted sum of its features: log-odds, in nats.
    pub(crate) score: f32,
}

/// The scored beads of a band.
pub(crate) struct Lattice {
    band: Band,
    /// Number of the first node of each row.
    offset: Vec<usize>,
    /// Nodes that were not pruned, in order of progress.
    pub(crate) visited: Vec<Visited>,
    /// Their edges, those of one node together, in the same order.
    pub(crate) edges: Vec<Edge>,
    /// By source segment, the score of leaving it out: within a run of unaligned segments, and at its beginning.
    pub(crate) skip_source: Vec<[f32; 2]>,
    /// The same by target segment.
    pub(crate) skip_target: Vec<[f32; 2]>,
}

/// A node that was not pruned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visited {
    pub(crate) i: usize,
    pub(crate) j: usize,
    /// Its number.
    pub(crate) node: usize,
    /// Where its edges end; those of the next node begin here.
    pub(crate) edges_end: usize,
}

/// The two scores of leaving a segment out; see [`Lattice::skip_source`].
pub(crate) fn skip_scores(segment: UnalignedSegment, log_odds: f32, weights: &Weights) -> [f32; 2] {
    let mut features = [0.0; FEATURES];
    [false, true].map(|opening| {
        unaligned_features(segment, log_odds, opening, &mut features);
        dot(&weights[PAIRED..], &features[PAIRED..])
    })
}

impl Lattice {
    /// Scores the beads in the band. `forced` names beads that are never pruned, and `on_edge` is shown the
    /// features of every edge, in order; training needs both.
    pub(crate) fn new(
        bitext: &Bitext<'_>,
        grid: &mut Grid,
        band: Band,
        weights: &Weights,
        forced: impl Fn(BeadSpan) -> bool,
        mut on_edge: impl FnMut(&[f32; FEATURES]),
    ) -> Self {
        let mut offset = Vec::with_capacity(band.lo.len() + 1);
        let mut total = 0;
        for (lo, hi) in band.lo.iter().zip(&band.hi) {
            offset.push(total);
            total += (hi - lo) as usize + 1;
        }
        offset.push(total);
        let skip = |segment: UnalignedSegment| skip_scores(segment, bitext.stats.unaligned, weights);
        let mut out = Self {
            band,
            offset,
            visited: Vec::new(),
            edges: Vec::new(),
            skip_source: grid.unaligned_source(bitext).map(skip).collect(),
            skip_target: grid.unaligned_target(bitext).map(skip).collect(),
        };
        out.expand(bitext, grid, weights, forced, &mut on_edge);
        out
    }

    /// Visits the nodes in order of progress, and adds the edges that begin at each.
    fn expand(
        &mut self,
        bitext: &Bitext<'_>,
        grid: &mut Grid,
        weights: &Weights,
        forced: impl Fn(BeadSpan) -> bool,
        on_edge: &mut impl FnMut(&[f32; FEATURES]),
    ) {
        let (rows, columns) = self.size();
        // By node, the score of the best path that leads there.
        let mut best = vec![f32::NEG_INFINITY; self.nodes()];
        best[0] = 0.0;
        let (mut sums, mut features) = (NodeSums::default(), [0.0; FEATURES]);
        let (mut first_row, mut top_before) = (0, f32::NEG_INFINITY);
        for progress in 0..=rows + columns {
            while first_row <= rows && self.band.hi[first_row] as usize + first_row < progress {
                first_row += 1;
            }
            let nodes = (first_row..=rows.min(progress)).take_while(|&i| self.band.lo[i] as usize + i <= progress);
            let range = first_row..first_row + nodes.count();
            let top = range.clone().map(|i| best[self.node(i, progress - i)]).fold(f32::NEG_INFINITY, f32::max);
            for i in range {
                let j = progress - i;
                let node = self.node(i, j);
                let here = best[node];
                let pruned = here == f32::NEG_INFINITY || (here < top && here < top.max(top_before) - BEAM);
                let lag = (!pruned).then(|| top.max(top_before) - here);
                let (wanted, widest) = self.wanted(bitext, grid, (i, j), lag, &forced);
                let skips = || forced(BeadSpan { i, j, m: 1, n: 0 }) || forced(BeadSpan { i, j, m: 0, n: 1 });
                if pruned && widest.0 == 0 && !skips() {
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
                    grid.node_sums(bitext, (i, j), widest, &mut sums);
                    for (_, (m, n)) in wanted.into_iter().zip(SHAPES).filter(|w| w.0) {
                        let span = BeadSpan { i, j, m, n };
                        paired_features(bitext, grid, &sums, span, &mut features);
                        let score = dot(&weights[..PAIRED], &features[..PAIRED]);
                        let to = self.node(i + m, j + n);
                        reach(to, score);
                        self.edges.push(Edge { to: to as u32, span, score });
                        on_edge(&features);
                    }
                }
                self.visited.push(Visited { i, j, node, edges_end: self.edges.len() });
            }
            top_before = top;
        }
    }

    /// Which shapes are scored at a node, and the most segments on either side of one. `lag` is how far
    /// behind the best it lies, none if it is pruned.
    fn wanted(
        &self,
        bitext: &Bitext<'_>,
        grid: &Grid,
        (i, j): (usize, usize),
        lag: Option<f32>,
        forced: &impl Fn(BeadSpan) -> bool,
    ) -> ([bool; SHAPES.len()], (usize, usize)) {
        let mut wanted = [false; SHAPES.len()];
        let mut widest = (0, 0);
        for (wanted, (m, n)) in wanted.iter_mut().zip(SHAPES) {
            let span = BeadSpan { i, j, m, n };
            let in_beam = |lag: f32| lag + BEAM_PER_SEGMENT * (m + n - 2) as f32 <= BEAM;
            *wanted = m <= bitext.max_span
                && n <= bitext.max_span
                && self.has(i + m, j + n)
                && ((lag.is_some_and(in_beam) && is_plausible(bitext, grid, span)) || forced(span))
                && bitext.kept_unaligned.is_none_or(|kept| kept.allows(grid.first(), span));
            if *wanted {
                widest = (m.max(widest.0), n.max(widest.1));
            }
        }
        (wanted, widest)
    }

    /// Source and target segments under the band.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.band.rows(), self.band.hi[self.band.rows()] as usize)
    }

    /// Number of nodes, pruned ones included.
    pub(crate) fn nodes(&self) -> usize {
        self.offset[self.offset.len() - 1]
    }

    /// The number of a node inside the band.
    pub(crate) fn node(&self, i: usize, j: usize) -> usize {
        self.offset[i] + j - self.band.lo[i] as usize
    }

    /// Whether a node lies inside the band.
    pub(crate) fn has(&self, i: usize, j: usize) -> bool {
        self.band.has(i, j)
    }

    /// The edges of the `k`th node visited.
    pub(crate) fn edges_of(&self, k: usize) -> &[Edge] {
        let start = if k > 0 { self.visited[k - 1].edges_end } else { 0 };
        &self.edges[start..self.visited[k].edges_end]
    }
}

/// Whether the lengths of a bead allow it at all.
fn is_plausible(bitext: &Bitext<'_>, grid: &Grid, span: BeadSpan) -> bool {
    if span.m + span.n == 2 {
        return true;
    }
    let (s, t) = (grid.first().0 + span.i, grid.first().1 + span.j);
    let source = bitext.source.chars(s, s + span.m);
    let target = bitext.target.chars(t, t + span.n);
    length_distance(source, target, bitext.stats.length_ratio) < MAX_LENGTH_DISTANCE
}
