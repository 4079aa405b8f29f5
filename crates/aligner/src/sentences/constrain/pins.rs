//! Pinned beads: what the caller has fixed, and what contradicts itself.
//!
//! A pin is a bead that the alignment must hold: two runs of segments, or one run
//! that stays unaligned. A *break* is a node that no bead may cross. Pins are
//! checked once, when they are made; after that they rise on both sides.

use std::fmt;
use std::ops::Range;

/// Beads and breaks that the caller has fixed, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// Beads with two sides, and breaks as two empty ranges; rising on both sides.
    pub(crate) fixed: Vec<(Range<usize>, Range<usize>)>,
    /// Segments that stay unaligned.
    pub(crate) source_unaligned: Vec<usize>,
    pub(crate) target_unaligned: Vec<usize>,
}

/// Why pins cannot hold. Beads and breaks are named by their index in the list that was given, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinError {
    /// A bead names no segment at all.
    Empty(usize),
    /// A bead names a segment that the text does not have.
    OutOfRange {
        /// Which bead.
        bead: usize,
        /// Whether it is a source segment.
        source: bool,
        /// The segment, from 0.
        segment: usize,
        /// How many there are.
        segments: usize,
    },
    /// Two beads name the same segment and are not the same.
    Contradictory(usize, usize),
    /// Two beads follow each other one way in the source and the other way in the target.
    Crossing(usize, usize),
    /// A bead reaches across a break.
    AcrossBreak {
        /// Which bead.
        bead: usize,
        /// Which break.
        at: usize,
    },
}

/// A bead with two sides, or a break (two empty ranges).
#[derive(Clone)]
struct Fixed {
    source: Range<usize>,
    target: Range<usize>,
    /// Its index in the list that was given.
    index: usize,
    is_break: bool,
}

impl Pins {
    /// Nothing fixed.
    pub const NONE: Self = Self { fixed: Vec::new(), source_unaligned: Vec::new(), target_unaligned: Vec::new() };

    /// Checks pins. A range of `beads` may be empty, then the other one stays unaligned; a break `(i, j)` lies
    /// before source segment `i` and target segment `j`; `segments` counts those of each text.
    ///
    /// Fails if they contradict each other or name segments that do not exist; see [`PinError`].
    pub fn new(
        beads: &[(Range<usize>, Range<usize>)],
        breaks: &[(usize, usize)],
        segments: (usize, usize),
    ) -> Result<Self, PinError> {
        let mut out = Self::default();
        let mut fixed: Vec<Fixed> = Vec::new();
        for (index, (source, target)) in beads.iter().enumerate() {
            for (range, segments, is_source) in [(source, segments.0, true), (target, segments.1, false)] {
                if range.end > segments && !range.is_empty() {
                    let segment = range.start.max(segments);
                    return Err(PinError::OutOfRange { bead: index, source: is_source, segment, segments });
                }
            }
            let pin = Fixed { source: source.clone(), target: target.clone(), index, is_break: false };
            match (source.is_empty(), target.is_empty()) {
                (true, true) => return Err(PinError::Empty(index)),
                (false, false) => fixed.push(pin),
                _ => {}
            }
        }
        let inside = |&(i, j): &(usize, usize)| (i.min(segments.0), j.min(segments.1));
        fixed.extend(breaks.iter().map(inside).enumerate().map(|(index, (i, j))| Fixed {
            source: i..i,
            target: j..j,
            index,
            is_break: true,
        }));
        fixed.sort_by_key(|f| (f.source.start, f.source.end, f.target.start));
        fixed.dedup_by(|b, a| !a.is_break && !b.is_break && a.source == b.source && a.target == b.target);
        for pair in fixed.windows(2) {
            follows(&pair[0], &pair[1])?;
        }
        out.take_unaligned(beads, &fixed)?;
        out.fixed = fixed.into_iter().map(|f| (f.source, f.target)).collect();
        Ok(out)
    }

    /// Takes the beads with one side, which must not name what a bead with two sides holds.
    fn take_unaligned(&mut self, beads: &[(Range<usize>, Range<usize>)], fixed: &[Fixed]) -> Result<(), PinError> {
        for (index, (source, target)) in beads.iter().enumerate().filter(|(_, b)| b.0.is_empty() != b.1.is_empty()) {
            let clash = fixed.iter().find(|f| overlap(&f.source, source) || overlap(&f.target, target));
            if let Some(other) = clash {
                return Err(PinError::Contradictory(other.index.min(index), other.index.max(index)));
            }
            self.source_unaligned.extend(source.clone());
            self.target_unaligned.extend(target.clone());
        }
        for list in [&mut self.source_unaligned, &mut self.target_unaligned] {
            list.sort_unstable();
            list.dedup();
        }
        Ok(())
    }

    /// Whether nothing is fixed.
    pub fn is_empty(&self) -> bool {
        self.fixed.is_empty() && self.source_unaligned.is_empty() && self.target_unaligned.is_empty()
    }

    /// The same with the sides swapped.
    pub(crate) fn swapped(&self) -> Self {
        Self {
            fixed: self.fixed.iter().map(|(s, t)| (t.clone(), s.clone())).collect(),
            source_unaligned: self.target_unaligned.clone(),
            target_unaligned: self.source_unaligned.clone(),
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether `b`, which begins no earlier in the source, can come after `a`.
fn follows(a: &Fixed, b: &Fixed) -> Result<(), PinError> {
    if a.source.end <= b.source.start && a.target.end <= b.target.start {
        return Ok(());
    }
    let (first, second) = (a.index.min(b.index), a.index.max(b.index));
    Err(match (a.is_break, b.is_break) {
        (false, true) => PinError::AcrossBreak { bead: a.index, at: b.index },
        (true, false) => PinError::AcrossBreak { bead: b.index, at: a.index },
        _ if overlap(&a.source, &b.source) || overlap(&a.target, &b.target) => PinError::Contradictory(first, second),
        _ => PinError::Crossing(first, second),
    })
}

impl fmt::Display for PinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(bead) => write!(f, "bead {} names no segment", bead + 1),
            Self::OutOfRange { bead, source, segment, segments } => {
                let side = if *source { "source" } else { "target" };
                write!(f, "bead {} names {side} segment {segment}, but there are only {segments}", bead + 1)
            }
            Self::Contradictory(a, b) => write!(f, "beads {} and {} both claim a segment", a + 1, b + 1),
            Self::Crossing(a, b) => write!(f, "beads {} and {} cross", a + 1, b + 1),
            Self::AcrossBreak { bead, at } => write!(f, "bead {} reaches across hard break {}", bead + 1, at + 1),
        }
    }
}

impl std::error::Error for PinError {}

#[cfg(test)]
#[allow(clippy::reversed_empty_ranges, clippy::single_range_in_vec_init)]
mod tests {
    use super::*;

    #[test]
    fn pins_come_in_order_and_twice_is_once() {
        let beads = [(4..5, 6..8), (0..1, 0..1), (4..5, 6..8), (2..3, 0..0), (0..0, 9..10)];
        let pins = Pins::new(&beads, &[(3, 5)], (10, 10)).expect("they agree");
        assert_eq!(pins.fixed, [(0..1, 0..1), (3..3, 5..5), (4..5, 6..8)]);
        assert_eq!((pins.source_unaligned, pins.target_unaligned), (vec![2], vec![9]));
        assert!(Pins::new(&[], &[], (0, 0)).expect("nothing").is_empty());
    }

    #[test]
    fn contradictions_are_named() {
        let fails = |beads: &[(Range<usize>, Range<usize>)], breaks: &[(usize, usize)]| {
            Pins::new(beads, breaks, (10, 10)).expect_err("they do not agree")
        };
        assert_eq!(fails(&[(0..1, 0..1), (1..1, 3..3)], &[]), PinError::Empty(1));
        let far = PinError::OutOfRange { bead: 0, source: false, segment: 10, segments: 10 };
        assert_eq!(fails(&[(0..1, 9..11)], &[]), far);
        assert_eq!(fails(&[(0..2, 0..1), (1..2, 1..2)], &[]), PinError::Contradictory(0, 1));
        assert_eq!(fails(&[(0..2, 0..1), (1..2, 0..0)], &[]), PinError::Contradictory(0, 1));
        assert_eq!(fails(&[(5..6, 2..3), (3..4, 4..5)], &[]), PinError::Crossing(0, 1));
        assert_eq!(fails(&[(3..5, 3..4)], &[(4, 4)]), PinError::AcrossBreak { bead: 0, at: 0 });
        assert_eq!(fails(&[(4..5, 3..4)], &[(4, 4)]), PinError::AcrossBreak { bead: 0, at: 0 });
        assert_eq!(fails(&[], &[(4, 4), (5, 3)]), PinError::Crossing(0, 1));
    }
}
