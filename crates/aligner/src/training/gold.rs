//! Alignments made by hand, and which beads they allow.

use crate::Text;
use crate::sentences::path::{BeadSpan, Node};
use crate::sentences::score::SHAPES;
use crate::sentences::skeleton::Band;
use std::collections::HashSet;
use std::ops::Range;

/// A text pair aligned by hand.
#[derive(Clone, Debug)]
pub struct GoldText<'a> {
    /// The source.
    pub source: Text<'a>,
    /// The target.
    pub target: Text<'a>,
    /// The beads, as ranges of source and target segments; unaligned ones included, with an empty range.
    pub beads: Vec<(Range<usize>, Range<usize>)>,
}

/// Half the width of the band around a gold bead.
const RADIUS: u32 = 2;

/// What a gold alignment allows. Segments of which it says nothing, of beads that cross and of beads with a shape
/// that the search does not consider are *free*: any beads among them are allowed, and summed over.
pub(super) struct Gold {
    /// Beads with two sides, in all.
    pub(super) total: usize,
    /// Those that the search can find, as `(i, j, m, n)`.
    pub(super) beads: HashSet<(usize, usize, usize, usize)>,
    source_unaligned: Vec<bool>,
    target_unaligned: Vec<bool>,
    source_free: Vec<bool>,
    target_free: Vec<bool>,
}

impl Gold {
    pub(super) fn new(text: &GoldText<'_>) -> Self {
        let (rows, columns) = (text.source.segments.len(), text.target.segments.len());
        let is_paired = |(s, t): &&(Range<usize>, Range<usize>)| !s.is_empty() && !t.is_empty();
        let mut gold = Self {
            total: text.beads.iter().filter(is_paired).count(),
            beads: HashSet::new(),
            source_unaligned: vec![false; rows],
            target_unaligned: vec![false; columns],
            source_free: vec![true; rows],
            target_free: vec![true; columns],
        };
        let mut end = (0, 0);
        let mut pairs: Vec<_> = text.beads.iter().filter(is_paired).collect();
        pairs.sort_by_key(|(s, _)| s.start);
        for (s, t) in pairs {
            let shape = (s.len(), t.len());
            if s.start < end.0 || t.start < end.1 || !SHAPES.contains(&shape) {
                continue;
            }
            gold.beads.insert((s.start, t.start, s.len(), t.len()));
            gold.source_free[s.clone()].fill(false);
            gold.target_free[t.clone()].fill(false);
            end = (s.end, t.end);
        }
        for (s, t) in &text.beads {
            if t.is_empty() {
                gold.source_unaligned[s.clone()].fill(true);
                gold.source_free[s.clone()].fill(false);
            }
            if s.is_empty() {
                gold.target_unaligned[t.clone()].fill(true);
                gold.target_free[t.clone()].fill(false);
            }
        }
        gold
    }

    /// Whether a bead agrees with the gold alignment.
    pub(super) fn allows(&self, span: BeadSpan) -> bool {
        let BeadSpan { i, j, m, n } = span;
        match (m, n) {
            (1, 0) => i < self.source_free.len() && (self.source_unaligned[i] || self.source_free[i]),
            (0, 1) => j < self.target_free.len() && (self.target_unaligned[j] || self.target_free[j]),
            _ => {
                self.beads.contains(&(i, j, m, n))
                    || (self.source_free[i..i + m].iter().all(|&f| f) && self.target_free[j..j + n].iter().all(|&f| f))
            }
        }
    }

    /// Whether it holds a bead with two sides.
    pub(super) fn holds(&self, span: BeadSpan) -> bool {
        self.beads.contains(&(span.i, span.j, span.m, span.n))
    }

    /// The band, widened so that the gold alignment lies inside.
    pub(super) fn widen(&self, band: &Band) -> Band {
        let mut beads: Vec<_> = self.beads.iter().copied().collect();
        beads.sort_unstable();
        let node = |i: usize, j: usize| Node { i: i as u32, j: j as u32, radius: RADIUS };
        let mut path = vec![node(0, 0)];
        for (i, j, m, n) in beads {
            path.push(node(i, j));
            path.push(node(i + m, j + n));
        }
        let (rows, columns) = (self.source_free.len(), self.target_free.len());
        path.push(node(rows, columns));
        let gold = Band::around(&path, rows, columns);
        Band {
            lo: band.lo.iter().zip(&gold.lo).map(|(&a, &b)| a.min(b)).collect(),
            hi: band.hi.iter().zip(&gold.hi).map(|(&a, &b)| a.max(b)).collect(),
        }
    }
}
