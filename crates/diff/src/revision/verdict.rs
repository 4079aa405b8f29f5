//! Whether a change came nearer to the reference or moved away.
//!
//! The reference is aligned with both versions. A change is judged on the
//! stretch of the reference that its sentences render, against everything in
//! either version that renders that stretch: half a bead is never scored
//! against a whole one. The score is the caller's.

use super::change::{Direction, Revision, Verdict};
use super::version::Version;
use calque_aligner::Alignment;
use std::ops::Range;

/// Scores closer than this are the same: below it a change of words is no change of fidelity.
pub const NEUTRAL_MARGIN: f32 = 0.02;

/// The reference and how each version aligns with it, the reference being the
/// source side of both alignments.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// The reference text.
    pub text: Version<'a>,
    /// Reference to old version.
    pub old: &'a Alignment,
    /// Reference to new version.
    pub new: &'a Alignment,
}

/// Gives every change of `revision` a verdict by `score`, the fidelity in [0, 1] of a
/// translation (second) to a stretch of the reference (first).
///
/// `score` is called with text on both sides only. A stretch that a version
/// leaves out scores 0, and so do words that the reference knows nothing of:
/// leaving them out scores 1.
pub fn add_verdicts(
    revision: &mut Revision,
    old: Version<'_>,
    new: Version<'_>,
    reference: Reference<'_>,
    mut score: impl FnMut(&str, &str) -> f32,
) {
    for change in &mut revision.changes {
        let (stretch, olds, news) = compared(&reference, &change.old, &change.new);
        let text = reference.text.of(&stretch);
        let mut fidelity = |version: Version<'_>, range: &Range<usize>| match (stretch.is_empty(), range.is_empty()) {
            (false, false) => score(text, version.of(range)).clamp(0.0, 1.0),
            (true, true) => 1.0,
            _ => 0.0,
        };
        let (before, after) = (fidelity(old, &olds), fidelity(new, &news));
        let direction = if (after - before).abs() < NEUTRAL_MARGIN {
            Direction::Neutral
        } else if after > before {
            Direction::Nearer
        } else {
            Direction::Farther
        };
        change.verdict = Some(Verdict { direction, old: before, new: after, reference: stretch });
    }
}

/// The stretch of the reference that a change renders, and all that renders it
/// in the old and in the new version.
fn compared(
    reference: &Reference<'_>,
    old: &Range<usize>,
    new: &Range<usize>,
) -> (Range<usize>, Range<usize>, Range<usize>) {
    let (mut olds, mut news) = (old.clone(), new.clone());
    let mut stretch = 0..0;
    // Widens until whole beads stand on all three sides; each round only grows.
    loop {
        let wider = cover(&touched(reference.old, &olds, true), &touched(reference.new, &news, true));
        let wider = cover(&stretch, &wider);
        let wide_olds = cover(&olds, &touched(reference.old, &wider, false));
        let wide_news = cover(&news, &touched(reference.new, &wider, false));
        if (&wider, &wide_olds, &wide_news) == (&stretch, &olds, &news) {
            return (stretch, olds, news);
        }
        (stretch, olds, news) = (wider, wide_olds, wide_news);
    }
}

/// The other side of all beads that touch `range`: the source side where
/// `range` counts target sentences (`back`), else the target side.
fn touched(alignment: &Alignment, range: &Range<usize>, back: bool) -> Range<usize> {
    let mut out = 0..0;
    for bead in &alignment.beads {
        let (here, there) = if back { (&bead.target, &bead.source) } else { (&bead.source, &bead.target) };
        if here.start < range.end && range.start < here.end {
            out = cover(&out, there);
        }
    }
    out
}

/// The smallest range over both; an empty range counts for nothing.
fn cover(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => 0..0,
        (true, false) => b.clone(),
        (false, true) => a.clone(),
        (false, false) => a.start.min(b.start)..a.end.max(b.end),
    }
}
