//! Stage 4: the skeleton, a rough monotone path through the bitext, and the band around it.
//!
//! A long text is first cut at [`anchors`]: pairs of segments that share words rare
//! on both sides, kept where they form one rising chain (so that a missing
//! chapter is one long step and does not derail the rest), and looked for again
//! between two anchors with the words that are rare there. What lies between
//! anchors is small, and a [`coarse`] dynamic programme goes through it. The
//! lattice then weighs beads closely, but only inside the band.

mod anchors;
mod band;
mod coarse;

pub(crate) use band::{Band, NARROW, WIDE};

use crate::parallel::{ParallelFor, map, sequentially};
use crate::sentences::bitext::Bitext;
use crate::sentences::input::SideIndex;
use crate::sentences::path::{BeadSpan, Node, Step};
use anchors::anchors;
use coarse::coarse_path;

/// A node as a pair of positions.
type Corner = (usize, usize);

/// Stretches between anchors that are drawn as one piece of parallel work.
const STRETCHES_PER_PIECE: usize = 32;
/// How often anchors are looked for between anchors.
const MAX_DEPTH: u32 = 6;
/// A rectangle of up to this many cells goes through the coarse search as a whole.
const MAX_CELLS: usize = 160_000;
/// Length of the rectangles into which a stretch without anchors is cut, in segments.
const DIAGONAL_STEP: usize = 200;
/// The probability given to steps of a skeleton when statistics are measured on it.
const STEP_PROB: f32 = 0.6;

/// A monotone path of nodes through both texts.
pub(crate) fn skeleton(bitext: &Bitext<'_>, parallel_for: ParallelFor<'_>) -> Vec<Node> {
    skeleton_between(bitext, (0, 0), (bitext.source.len, bitext.target.len), parallel_for)
}

/// A monotone path of nodes between two nodes, both included.
pub(crate) fn skeleton_between(
    bitext: &Bitext<'_>,
    from: Corner,
    to: Corner,
    parallel_for: ParallelFor<'_>,
) -> Vec<Node> {
    let mut path = vec![Node { i: from.0 as u32, j: from.1 as u32, radius: WIDE }];
    let chain = if is_small(from, to) { Vec::new() } else { anchors(bitext, from, to, parallel_for) };
    if chain.is_empty() {
        // No anchors: none are looked for again.
        draw(bitext, from, to, MAX_DEPTH, &mut path);
        return path;
    }
    // What lies between two anchors depends on nothing else.
    let mut stops: Vec<Corner> = Vec::with_capacity(chain.len());
    for (i, j) in chain {
        if stops.last().is_none_or(|&(a, b)| i > a && j > b) {
            stops.push((i, j));
        }
    }
    let pieces = map(parallel_for, stops.len().div_ceil(STRETCHES_PER_PIECE), |piece| {
        let mut path = Vec::new();
        for k in piece * STRETCHES_PER_PIECE..((piece + 1) * STRETCHES_PER_PIECE).min(stops.len()) {
            let start = k.checked_sub(1).map_or(from, |before| (stops[before].0 + 1, stops[before].1 + 1));
            draw(bitext, start, stops[k], 1, &mut path);
            path.push(Node { i: stops[k].0 as u32 + 1, j: stops[k].1 as u32 + 1, radius: NARROW });
        }
        path
    });
    pieces.into_iter().flatten().for_each(|node| push_node(&mut path, node));
    let start = path.last().map_or(from, |n| (n.i as usize, n.j as usize));
    draw(bitext, start, to, 1, &mut path);
    path
}

/// A skeleton as beads, to measure statistics on.
pub(crate) fn as_steps(path: &[Node]) -> Vec<Step> {
    path.windows(2)
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let (m, n) = ((to.i - from.i) as usize, (to.j - from.j) as usize);
            Step { span: BeadSpan { i: from.i as usize, j: from.j as usize, m, n }, prob: STEP_PROB }
        })
        .collect()
}

fn is_small(from: Corner, to: Corner) -> bool {
    (to.0 - from.0) * (to.1 - from.1) <= MAX_CELLS
}

/// Appends the path through one rectangle; its first corner is on the path already.
fn draw(bitext: &Bitext<'_>, from: Corner, to: Corner, depth: u32, path: &mut Vec<Node>) {
    if from.0 == to.0 || from.1 == to.1 {
        push(path, to);
    } else if is_small(from, to) {
        coarse_path(bitext, from, to, path);
    } else {
        let chain = if depth < MAX_DEPTH { anchors(bitext, from, to, &sequentially) } else { Vec::new() };
        if chain.is_empty() {
            diagonal(bitext, from, to, path);
            return;
        }
        let mut start = from;
        for (i, j) in chain {
            if i >= start.0 && j >= start.1 {
                draw(bitext, start, (i, j), depth + 1, path);
                path.push(Node { i: i as u32 + 1, j: j as u32 + 1, radius: NARROW });
                start = (i + 1, j + 1);
            }
        }
        draw(bitext, start, to, depth + 1, path);
    }
}

/// Appends the path through a rectangle without anchors: through small rectangles along the diagonal by
/// length of text.
fn diagonal(bitext: &Bitext<'_>, from: Corner, to: Corner, path: &mut Vec<Node>) {
    let pieces = ((to.0 - from.0).max(to.1 - from.1)).div_ceil(DIAGONAL_STEP);
    let cut = |s: &SideIndex, a: usize, b: usize, k: usize| s.at_share_of_chars(a, b, k as f32 / pieces as f32);
    let mut start = from;
    for k in 1..=pieces {
        let next = if k == pieces {
            to
        } else {
            (cut(bitext.source, from.0, to.0, k).max(start.0), cut(bitext.target, from.1, to.1, k).max(start.1))
        };
        if (next.0 - start.0) * (next.1 - start.1) <= 4 * MAX_CELLS && next.0 > start.0 && next.1 > start.1 {
            coarse_path(bitext, start, next, path);
        } else {
            push(path, next);
        }
        start = next;
    }
}

fn push(path: &mut Vec<Node>, to: Corner) {
    push_node(path, Node { i: to.0 as u32, j: to.1 as u32, radius: WIDE });
}

/// Appends a node, unless the path ends there already.
fn push_node(path: &mut Vec<Node>, node: Node) {
    if path.last().is_none_or(|last| (last.i, last.j) != (node.i, node.j)) {
        path.push(node);
    }
}
