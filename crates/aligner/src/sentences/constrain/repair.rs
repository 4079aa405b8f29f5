//! Repairs an alignment where it goes against pins.
//!
//! The texts are aligned freely first. A pin that the free alignment holds anyway
//! changes nothing; around one that it breaks, a stretch is searched again between
//! the pins. So what lies elsewhere stays as it is, and the cost is that of the
//! stretch.

use super::pins::Pins;
use crate::sentences::bitext::KeptUnaligned;
use crate::sentences::job::Job;
use crate::sentences::path::{BeadSpan, Step};
use std::ops::Range;

/// Beads on either side of a broken pin that are searched again.
const CONTEXT: usize = 100;

type Corner = (usize, usize);

/// Steps that are searched again, by number.
type Stretch = Range<usize>;

/// An alignment that holds all pins, from one that may not.
pub(crate) fn repair(job: &Job<'_>, steps: Vec<Step>, pins: &Pins) -> Vec<Step> {
    if pins.is_empty() {
        return steps;
    }
    let kept = KeptUnaligned { source: pins.source_unaligned.clone(), target: pins.target_unaligned.clone() };
    // Corner `k` lies before step `k`.
    let mut corners: Vec<Corner> = steps.iter().map(|s| (s.span.i, s.span.j)).collect();
    corners.push((job.source.len, job.target.len));
    let held: Vec<bool> = pins.fixed.iter().map(|pin| holds(&corners, pin)).collect();
    let stretches = stretches(&corners, &steps, pins, &held, &kept);
    let mut out = Vec::with_capacity(steps.len());
    let mut next = 0;
    for stretch in stretches {
        out.extend_from_slice(&steps[next..stretch.start]);
        search_again(job, (corners[stretch.start], corners[stretch.end]), pins, &kept, &mut out);
        next = stretch.end;
    }
    out.extend_from_slice(&steps[next..]);
    for step in &mut out {
        if is_pinned(pins, step.span) {
            step.prob = 1.0;
        }
    }
    out
}

/// Whether the path passes a pin: its two ends follow each other; those of a break are one.
fn holds(corners: &[Corner], (source, target): &(Range<usize>, Range<usize>)) -> bool {
    let (from, to) = ((source.start, target.start), (source.end, target.end));
    let k = corners.partition_point(|c| c.0 + c.1 < from.0 + from.1);
    let next = if from == to { k } else { k + 1 };
    corners.get(k) == Some(&from) && corners.get(next) == Some(&to)
}

fn is_pinned(pins: &Pins, span: BeadSpan) -> bool {
    let (i, j) = span.end();
    let bead = (span.i..i, span.j..j);
    if span.is_paired() {
        return pins
            .fixed
            .binary_search_by_key(&(span.i, i), |pin| (pin.0.start, pin.0.end))
            .is_ok_and(|k| pins.fixed[k] == bead);
    }
    let within = |list: &[usize], range: &Range<usize>| !range.is_empty() && list.binary_search(&range.start).is_ok();
    within(&pins.source_unaligned, &bead.0) || within(&pins.target_unaligned, &bead.1)
}

/// What must be searched again, in order and without overlap.
fn stretches(corners: &[Corner], steps: &[Step], pins: &Pins, held: &[bool], kept: &KeptUnaligned) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut broken_before = false;
    for ((source, target), &held) in pins.fixed.iter().zip(held) {
        if !held {
            let hull = hull(corners, source, target);
            // What lies between two broken pins that follow each other is searched again, too.
            match out.last_mut().filter(|_| broken_before) {
                Some(last) => last.end = last.end.max(hull.end),
                None => out.push(hull),
            }
        }
        broken_before = !held;
    }
    let forbidden = |s: &Step| s.span.is_paired() && !kept.allows((0, 0), s.span);
    out.extend(steps.iter().enumerate().filter(|(_, s)| forbidden(s)).map(|(k, _)| k..k + 1));
    for stretch in &mut out {
        *stretch = stretch.start.saturating_sub(CONTEXT)..(stretch.end + CONTEXT).min(steps.len());
    }
    out.sort_by_key(|s| s.start);
    let mut merged: Vec<Stretch> = Vec::new();
    for stretch in out {
        match merged.last_mut().filter(|last| last.end >= stretch.start) {
            Some(last) => last.end = last.end.max(stretch.end),
            None => merged.push(stretch),
        }
    }
    merged
}

/// The steps between the last corner before a pin on both sides and the first behind it.
fn hull(corners: &[Corner], source: &Range<usize>, target: &Range<usize>) -> Stretch {
    let from = corners.partition_point(|c| c.0 <= source.start && c.1 <= target.start) - 1;
    let to = corners.partition_point(|c| c.0 < source.end || c.1 < target.end);
    from..to.max(from)
}

/// Appends the beads between two corners: the pins between them, and what is found between those.
fn search_again(job: &Job<'_>, (from, to): (Corner, Corner), pins: &Pins, kept: &KeptUnaligned, out: &mut Vec<Step>) {
    let mut start = from;
    let first = pins.fixed.partition_point(|(s, t)| s.start < from.0 || t.start < from.1);
    let inside = pins.fixed[first..].iter().take_while(|(s, t)| s.end <= to.0 && t.end <= to.1);
    for (source, target) in inside {
        out.append(&mut job.search_between(start, (source.start, target.start), Some(kept)));
        start = (source.end, target.end);
        if !source.is_empty() {
            let span = BeadSpan { i: source.start, j: target.start, m: source.len(), n: target.len() };
            out.push(Step { span, prob: 1.0 });
        }
    }
    out.append(&mut job.search_between(start, to, Some(kept)));
}
