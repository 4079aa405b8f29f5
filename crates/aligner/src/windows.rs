//! A long skeleton, searched window by window.
//!
//! All beads near a piece of the skeleton are weighed at once. Pieces overlap
//! and know nothing of each other, so that they can be searched at the same
//! time; where two of them meet, they are joined at the place that both pass
//! and find surest. Where they pass no common place, the later one is searched
//! again from where the earlier one is surest.

use crate::band::{Band, Node};
use crate::each::{Each, map};
use crate::features::Place;
use crate::grid::{Grid, Texts};
use crate::lattice::Lattice;
use crate::matches::Scratch;
use crate::paths::{Paths, Step};
use crate::weights::Weights;
use std::ops::Range;

/// Steps of the skeleton in a window, not counting what it shares with its neighbours.
const WINDOW: usize = 400;
/// Steps on either side of a cut that both windows search.
const MARGIN: usize = 24;
/// Windows that are searched in one go, with the same scratch space.
const GO: usize = 8;
/// Windows from which is learnt.
const GLANCES: usize = 6;

/// What was found in a window.
struct Found {
    steps: Vec<Step>,
    /// By step: how surely a bead with two sides ends where it does.
    ends: Vec<f32>,
}

/// Weighs all beads near a skeleton.
pub(crate) fn search(texts: &Texts<'_>, path: &[Node], weights: &Weights, each: Each<'_>) -> Vec<Step> {
    let last = path.len() - 1;
    let count = (last / WINDOW).max(1);
    let cut = |k: usize| if k == count { last } else { k * WINDOW };
    let span = |k: usize| {
        let from = if k == 0 { 0 } else { cut(k) - MARGIN };
        from..(cut(k + 1) + MARGIN).min(last) + 1
    };
    let found = map(each, count.div_ceil(GO), |go| {
        let mut scratch = Scratch::new(texts);
        let windows = go * GO..((go + 1) * GO).min(count);
        windows.map(|k| window(texts, &path[span(k)], weights, &mut scratch)).collect::<Vec<Found>>()
    });
    let mut found = found.into_iter().flatten();
    let mut out = Vec::new();
    let Some(mut here) = found.next() else { return out };
    for (k, mut next) in (1..).zip(found) {
        let zone = |margin: usize| progress(path[cut(k) - margin])..progress(path[(cut(k) + margin).min(last)]) + 1;
        let common = junction(&here, &next, &zone(MARGIN / 2)).or_else(|| junction(&here, &next, &zone(MARGIN)));
        let (before, after) = common.unwrap_or_else(|| {
            let end = surest(&here, &zone(MARGIN));
            let at = end.checked_sub(1).map_or(path[cut(k) - MARGIN], |last| end_of(here.steps[last].place));
            let rest = path[span(k)].iter().filter(|n| n.i >= at.i && n.j >= at.j && (n.i, n.j) != (at.i, at.j));
            let again: Vec<Node> = std::iter::once(at).chain(rest.copied()).collect();
            next = window(texts, &again, weights, &mut Scratch::new(texts));
            (end, 0)
        });
        out.extend_from_slice(&here.steps[..before]);
        next.steps.drain(..after);
        next.ends.drain(..after);
        here = next;
    }
    out.append(&mut here.steps);
    out
}

/// As [`search`], of a long skeleton only some windows: enough to learn from.
pub(crate) fn glance(texts: &Texts<'_>, path: &[Node], weights: &Weights, each: Each<'_>) -> Vec<Step> {
    if path.len() <= GLANCES * WINDOW {
        return search(texts, path, weights, each);
    }
    let found = map(each, GLANCES, |k| {
        let from = (path.len() - WINDOW - 1) * k / (GLANCES - 1);
        let piece = &path[from..=from + WINDOW];
        // What lies near the ends was searched half blind.
        let inner = progress(piece[MARGIN])..progress(piece[WINDOW - MARGIN]);
        let mut steps = window(texts, piece, weights, &mut Scratch::new(texts)).steps;
        steps.retain(|s| inner.contains(&(s.place.i + s.place.j)));
        steps
    });
    found.into_iter().flatten().collect()
}

/// Whether [`glance`] looks at the whole.
pub(crate) fn is_short(path: &[Node]) -> bool {
    path.len() <= GLANCES * WINDOW
}

fn end_of(p: Place) -> Node {
    Node { i: (p.i + p.m) as u32, j: (p.j + p.n) as u32, radius: 0 }
}

/// How many segments lie behind a node.
fn progress(node: Node) -> usize {
    (node.i + node.j) as usize
}

/// How many steps of each of two windows lie before the place in a zone that both find surest.
fn junction(a: &Found, b: &Found, zone: &Range<usize>) -> Option<(usize, usize)> {
    let ends = |found: &Found, k: usize| {
        let p = found.steps[k].place;
        (p.i + p.m, p.j + p.n)
    };
    let (mut x, mut y) = (0, 0);
    let mut best: Option<(f32, usize, usize)> = None;
    while x < a.steps.len() && y < b.steps.len() {
        let (here, there) = (ends(a, x), ends(b, y));
        let (p, q) = (here.0 + here.1, there.0 + there.1);
        if p > zone.end {
            break;
        }
        if here == there && zone.contains(&p) {
            // Of equally sure places the one in the middle.
            let off = p.abs_diff(usize::midpoint(zone.start, zone.end)) as f32 / zone.len() as f32;
            let sure = a.ends[x].min(b.ends[y]) - 0.02 * off;
            if best.is_none_or(|b| sure > b.0) {
                best = Some((sure, x + 1, y + 1));
            }
        }
        if p <= q {
            x += 1;
        }
        if q <= p {
            y += 1;
        }
    }
    best.map(|(_, x, y)| (x, y))
}

/// After how many steps a window's own result is surest, in a zone.
fn surest(found: &Found, zone: &Range<usize>) -> usize {
    let inside = |k: &usize| {
        let p = found.steps[*k].place;
        zone.contains(&(p.i + p.m + p.j + p.n))
    };
    let best =
        (0..found.steps.len()).filter(inside).max_by(|&a, &b| found.ends[a].total_cmp(&found.ends[b]).then(b.cmp(&a)));
    best.map_or(found.steps.len(), |k| k + 1)
}

/// Weighs the beads around one piece of the skeleton.
fn window(texts: &Texts<'_>, path: &[Node], weights: &Weights, scratch: &mut Scratch) -> Found {
    let at = (path[0].i, path[0].j);
    let path: Vec<Node> = path.iter().map(|n| Node { i: n.i - at.0, j: n.j - at.1, ..*n }).collect();
    let end = path[path.len() - 1];
    let band = Band::around(&path, end.i as usize, end.j as usize);
    let mut grid = Grid::new(texts, (at.0 as usize, at.1 as usize), &band, scratch);
    let lattice = Lattice::new(texts, &mut grid, band, weights, |_| false, |_| {});
    let paths = Paths::new(&lattice, |_| true);
    let mut steps = paths.decode();
    let ends = |s: &Step| {
        let Place { i, j, m, n } = s.place;
        if m > 0 && n > 0 { paths.ends(i + m, j + n) } else { 0.0 }
    };
    let ends = steps.iter().map(ends).collect();
    for step in &mut steps {
        step.place.i += at.0 as usize;
        step.place.j += at.1 as usize;
    }
    Found { steps, ends }
}
