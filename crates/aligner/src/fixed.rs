//! An alignment mended where it goes against what the caller has fixed.
//!
//! The texts are aligned freely first. A pin that the free alignment holds
//! anyway changes nothing; around one that it goes against, a stretch is
//! searched again between the pins, so that what lies elsewhere stays as it is
//! and the cost is that of the stretch.

use crate::Pins;
use crate::features::Place;
use crate::job::Job;
use crate::paths::Step;
use std::ops::Range;

/// Segments that no bead with two sides may hold.
#[derive(Debug, Default)]
pub(crate) struct Alone {
    source: Vec<usize>,
    target: Vec<usize>,
}

impl Alone {
    /// Whether a bead, its place counted from `first`, leaves them alone.
    pub(crate) fn allows(&self, first: (usize, usize), p: Place) -> bool {
        let holds = |list: &[usize], from: usize, to: usize| {
            list.get(list.partition_point(|&s| s < from)).is_some_and(|&s| s < to)
        };
        let (i, j) = (first.0 + p.i, first.1 + p.j);
        !holds(&self.source, i, i + p.m) && !holds(&self.target, j, j + p.n)
    }
}

/// How many beads on either side of a broken pin are searched again.
const AROUND: usize = 100;

type Corner = (usize, usize);

/// Steps that are searched again, by number.
type Stretch = Range<usize>;

pub(crate) fn mend(job: &Job<'_>, steps: &[Step], pins: &Pins) -> Vec<Step> {
    let alone = Alone { source: pins.source_alone.clone(), target: pins.target_alone.clone() };
    // Corner `k` lies before step `k`.
    let mut corners: Vec<Corner> = steps.iter().map(|s| (s.place.i, s.place.j)).collect();
    corners.push((job.source.len, job.target.len));
    let held: Vec<bool> = pins.fixed.iter().map(|pin| holds(&corners, pin)).collect();
    let stretches = stretches(&corners, steps, pins, &held, &alone);
    let mut out = Vec::with_capacity(steps.len());
    let mut at = 0;
    for stretch in stretches {
        out.extend_from_slice(&steps[at..stretch.start]);
        search_again(job, (corners[stretch.start], corners[stretch.end]), pins, &alone, &mut out);
        at = stretch.end;
    }
    out.extend_from_slice(&steps[at..]);
    for step in &mut out {
        if is_pinned(pins, step.place) {
            step.prob = 1.0;
        }
    }
    out
}

/// Whether the path passes a pin: its two ends follow each other, or are one for a break.
fn holds(corners: &[Corner], (source, target): &(Range<usize>, Range<usize>)) -> bool {
    let (from, to) = ((source.start, target.start), (source.end, target.end));
    let k = corners.partition_point(|c| c.0 + c.1 < from.0 + from.1);
    let next = if from == to { k } else { k + 1 };
    corners.get(k) == Some(&from) && corners.get(next) == Some(&to)
}

fn is_pinned(pins: &Pins, p: Place) -> bool {
    let bead = (p.i..p.i + p.m, p.j..p.j + p.n);
    if p.m > 0 && p.n > 0 {
        return pins
            .fixed
            .binary_search_by_key(&(p.i, p.i + p.m), |pin| (pin.0.start, pin.0.end))
            .is_ok_and(|k| pins.fixed[k] == bead);
    }
    let within = |list: &[usize], range: &Range<usize>| !range.is_empty() && list.binary_search(&range.start).is_ok();
    within(&pins.source_alone, &bead.0) || within(&pins.target_alone, &bead.1)
}

/// What must be searched again, in order and apart.
fn stretches(corners: &[Corner], steps: &[Step], pins: &Pins, held: &[bool], alone: &Alone) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut broken_before = false;
    for ((source, target), &held) in pins.fixed.iter().zip(held) {
        if !held {
            let hull = hull(corners, source, target);
            // Between two broken pins that follow each other nothing is to be trusted.
            match out.last_mut().filter(|_| broken_before) {
                Some(last) => last.end = last.end.max(hull.end),
                None => out.push(hull),
            }
        }
        broken_before = !held;
    }
    let paired = |s: &Step| s.place.m > 0 && s.place.n > 0 && !alone.allows((0, 0), s.place);
    out.extend(steps.iter().enumerate().filter(|(_, s)| paired(s)).map(|(k, _)| k..k + 1));
    for stretch in &mut out {
        *stretch = stretch.start.saturating_sub(AROUND)..(stretch.end + AROUND).min(steps.len());
    }
    out.sort_by_key(|s| s.start);
    let mut apart: Vec<Stretch> = Vec::new();
    for stretch in out {
        match apart.last_mut().filter(|last| last.end >= stretch.start) {
            Some(last) => last.end = last.end.max(stretch.end),
            None => apart.push(stretch),
        }
    }
    apart
}

/// The steps between the last corner before a pin on both sides and the first behind it.
fn hull(corners: &[Corner], source: &Range<usize>, target: &Range<usize>) -> Stretch {
    let from = corners.partition_point(|c| c.0 <= source.start && c.1 <= target.start) - 1;
    let to = corners.partition_point(|c| c.0 < source.end || c.1 < target.end);
    from..to.max(from)
}

/// Searches between two corners and the pins between them.
fn search_again(job: &Job<'_>, (from, to): (Corner, Corner), pins: &Pins, alone: &Alone, out: &mut Vec<Step>) {
    let mut at = from;
    let first = pins.fixed.partition_point(|(s, t)| s.start < from.0 || t.start < from.1);
    let inside = pins.fixed[first..].iter().take_while(|(s, t)| s.end <= to.0 && t.end <= to.1);
    for (source, target) in inside {
        out.append(&mut job.stretch(at, (source.start, target.start), Some(alone)));
        at = (source.end, target.end);
        if !source.is_empty() {
            let place = Place { i: source.start, j: target.start, m: source.len(), n: target.len() };
            out.push(Step { place, prob: 1.0 });
        }
    }
    out.append(&mut job.stretch(at, to, Some(alone)));
}
