//! A long skeleton, searched window by window.
//!
//! All beads near a piece of the skeleton are weighed at once. Windows overlap and
//! do not depend on each other, so that they can be searched in parallel. Two of
//! them are joined at a node that both pass, the one of which they are surest. If
//! they share no node, the later window is searched again from the node of which
//! the earlier one is surest.

use super::lattice::Lattice;
use super::path_sums::PathSums;
use crate::parallel::{ParallelFor, map};
use crate::sentences::bitext::Bitext;
use crate::sentences::path::{BeadSpan, Node, Step};
use crate::sentences::score::{Grid, Scratch, Weights};
use crate::sentences::skeleton::Band;
use std::ops::Range;

/// Steps of the skeleton in a window, not counting what it shares with its neighbours.
const WINDOW: usize = 400;
/// Steps on either side of a cut that both windows search.
const MARGIN: usize = 24;
/// Windows that are one piece of parallel work, and share buffers.
const WINDOWS_PER_PIECE: usize = 8;
/// Windows of a sample.
const SAMPLED_WINDOWS: usize = 6;
/// What a node at the edge of the overlap counts less than one in the middle, in probability.
const EDGE_PENALTY: f32 = 0.02;

/// The result of one window.
struct WindowPath {
    steps: Vec<Step>,
    /// By step, the probability that a bead with two sides ends where it does; 0 for unaligned segments.
    end_probs: Vec<f32>,
}

/// The best path near a skeleton.
pub(crate) fn search(
    bitext: &Bitext<'_>,
    path: &[Node],
    weights: &Weights,
    parallel_for: ParallelFor<'_>,
) -> Vec<Step> {
    let last = path.len() - 1;
    let count = (last / WINDOW).max(1);
    let cut = |k: usize| if k == count { last } else { k * WINDOW };
    let nodes = |k: usize| {
        let from = if k == 0 { 0 } else { cut(k) - MARGIN };
        from..(cut(k + 1) + MARGIN).min(last) + 1
    };
    let found = map(parallel_for, count.div_ceil(WINDOWS_PER_PIECE), |piece| {
        let mut scratch = Scratch::new(bitext);
        let windows = piece * WINDOWS_PER_PIECE..((piece + 1) * WINDOWS_PER_PIECE).min(count);
        windows.map(|k| search_window(bitext, &path[nodes(k)], weights, &mut scratch)).collect::<Vec<WindowPath>>()
    });
    let mut found = found.into_iter().flatten();
    let mut out = Vec::new();
    let Some(mut current) = found.next() else { return out };
    for (k, mut next) in (1..).zip(found) {
        let zone = |margin: usize| progress(path[cut(k) - margin])..progress(path[(cut(k) + margin).min(last)]) + 1;
        let common = junction(&current, &next, &zone(MARGIN / 2)).or_else(|| junction(&current, &next, &zone(MARGIN)));
        let (before, after) = common.unwrap_or_else(|| {
            let end = surest(&current, &zone(MARGIN));
            let start = end.checked_sub(1).map_or(path[cut(k) - MARGIN], |last| end_node(current.steps[last].span));
            let ahead = |n: &&Node| n.i >= start.i && n.j >= start.j && (n.i, n.j) != (start.i, start.j);
            let rest = path[nodes(k)].iter().filter(ahead);
            let again: Vec<Node> = std::iter::once(start).chain(rest.copied()).collect();
            next = search_window(bitext, &again, weights, &mut Scratch::new(bitext));
            (end, 0)
        });
        out.extend_from_slice(&current.steps[..before]);
        next.steps.drain(..after);
        next.end_probs.drain(..after);
        current = next;
    }
    out.append(&mut current.steps);
    out
}

/// As [`search`], but of a long skeleton only some windows at equal distances: enough to learn from.
pub(crate) fn sample(
    bitext: &Bitext<'_>,
    path: &[Node],
    weights: &Weights,
    parallel_for: ParallelFor<'_>,
) -> Vec<Step> {
    if is_short(path) {
        return search(bitext, path, weights, parallel_for);
    }
    let found = map(parallel_for, SAMPLED_WINDOWS, |k| {
        let from = (path.len() - WINDOW - 1) * k / (SAMPLED_WINDOWS - 1);
        let piece = &path[from..=from + WINDOW];
        // Near its ends a window does not see all that its beads depend on.
        let inner = progress(piece[MARGIN])..progress(piece[WINDOW - MARGIN]);
        let mut steps = search_window(bitext, piece, weights, &mut Scratch::new(bitext)).steps;
        steps.retain(|s| inner.contains(&(s.span.i + s.span.j)));
        steps
    });
    found.into_iter().flatten().collect()
}

/// Whether [`sample`] searches the whole.
pub(crate) fn is_short(path: &[Node]) -> bool {
    path.len() <= SAMPLED_WINDOWS * WINDOW
}

fn end_node(span: BeadSpan) -> Node {
    let (i, j) = span.end();
    Node { i: i as u32, j: j as u32, radius: 0 }
}

/// How many segments lie before a node.
fn progress(node: Node) -> usize {
    (node.i + node.j) as usize
}

/// How many steps of each of two windows lie before the node in a zone of progress that both pass and of which
/// both are surest.
fn junction(a: &WindowPath, b: &WindowPath, zone: &Range<usize>) -> Option<(usize, usize)> {
    let (mut x, mut y) = (0, 0);
    let mut best: Option<(f32, usize, usize)> = None;
    while x < a.steps.len() && y < b.steps.len() {
        let (p, q) = (a.steps[x].span.end(), b.steps[y].span.end());
        let (p_progress, q_progress) = (p.0 + p.1, q.0 + q.1);
        if p_progress > zone.end {
            break;
        }
        if p == q && zone.contains(&p_progress) {
            // Of equally sure nodes the one in the middle.
            let off = p_progress.abs_diff(usize::midpoint(zone.start, zone.end)) as f32 / zone.len() as f32;
            let sure = a.end_probs[x].min(b.end_probs[y]) - EDGE_PENALTY * off;
            if best.is_none_or(|b| sure > b.0) {
                best = Some((sure, x + 1, y + 1));
            }
        }
        if p_progress <= q_progress {
            x += 1;
        }
        if q_progress <= p_progress {
            y += 1;
        }
    }
    best.map(|(_, x, y)| (x, y))
}

/// How many steps of a window lie before the node in a zone of progress of which it is surest.
fn surest(found: &WindowPath, zone: &Range<usize>) -> usize {
    let inside = |k: &usize| {
        let (i, j) = found.steps[*k].span.end();
        zone.contains(&(i + j))
    };
    let by_prob = |&a: &usize, &b: &usize| found.end_probs[a].total_cmp(&found.end_probs[b]).then(b.cmp(&a));
    (0..found.steps.len()).filter(inside).max_by(by_prob).map_or(found.steps.len(), |k| k + 1)
}

/// The best path near one piece of the skeleton.
fn search_window(bitext: &Bitext<'_>, path: &[Node], weights: &Weights, scratch: &mut Scratch) -> WindowPath {
    let first = (path[0].i, path[0].j);
    let path: Vec<Node> = path.iter().map(|n| Node { i: n.i - first.0, j: n.j - first.1, ..*n }).collect();
    let end = path[path.len() - 1];
    let band = Band::around(&path, end.i as usize, end.j as usize);
    let mut grid = Grid::new(bitext, (first.0 as usize, first.1 as usize), &band, scratch);
    let lattice = Lattice::new(bitext, &mut grid, band, weights, |_| false, |_| {});
    let sums = PathSums::new(&lattice, |_| true);
    let mut steps = sums.decode();
    let end_prob = |s: &Step| {
        let (i, j) = s.span.end();
        if s.span.is_paired() { sums.bead_ends(i, j) } else { 0.0 }
    };
    let end_probs = steps.iter().map(end_prob).collect();
    for step in &mut steps {
        step.span.i += first.0 as usize;
        step.span.j += first.1 as usize;
    }
    WindowPath { steps, end_probs }
}
