//! Passages that stand elsewhere in the other text.
//!
//! An alignment is monotone, so that a paragraph that was moved stays unaligned
//! on both sides. Here the runs that were left over are compared with each other:
//! which of them share rare words, and do they pair when they are searched like
//! any stretch? A passage is taken where its words speak louder than chance
//! among that many runs would.

use crate::features::Place;
use crate::job::Job;
use crate::paths::Step;
use crate::side::QuickMap;
use crate::{Bead, Pins};
use calque_bitext::crossed;
use std::ops::Range;

/// A word that stands in more of the segments left over finds nothing.
const RARE: usize = 12;
/// Beads of a passage less probable than this are left out.
const LEAST_PROB: f32 = 0.5;
/// Share of the words covered, against the text's habit, below which a passage is none.
const LEAST_COVER: f32 = 0.6;
/// Information, in nats, that a passage must cover beyond what finds a partner by chance.
const LEAST_INFO: f32 = 20.0;

/// A run of unaligned segments of one side, and how many segments of the other lie before it.
struct Left {
    run: Range<usize>,
    at: usize,
}

/// Takes passages that pair across the alignment into it, in the order of the source.
pub(crate) fn find(job: &Job<'_>, steps: Vec<Step>, pins: &Pins) -> Vec<Step> {
    let (source, target) = left_over(&steps, pins);
    let mut passages: Vec<Vec<Step>> = Vec::new();
    let mut taken = (vec![false; source.len()], vec![false; target.len()]);
    let chance = (source.len() as f32 * target.len() as f32).max(1.0).ln();
    for (a, b) in promising(job, &source, &target) {
        if taken.0[a] || taken.1[b] || !crosses(&steps, &source[a], &target[b]) {
            continue;
        }
        if let Some(passage) = passage(job, &source[a].run, &target[b].run, LEAST_INFO + chance) {
            (taken.0[a], taken.1[b]) = (true, true);
            passages.push(passage);
        }
    }
    put_in(steps, passages)
}

/// The runs of segments that are unaligned and free.
fn left_over(steps: &[Step], pins: &Pins) -> (Vec<Left>, Vec<Left>) {
    let (mut source, mut target): (Vec<Left>, Vec<Left>) = (Vec::new(), Vec::new());
    let add = |runs: &mut Vec<Left>, segment: usize, at: usize, pinned: &[usize]| {
        if pinned.binary_search(&segment).is_ok() {
            return;
        }
        match runs.last_mut().filter(|left| left.run.end == segment) {
            Some(left) => left.run.end += 1,
            None => runs.push(Left { run: segment..segment + 1, at }),
        }
    };
    for Place { i, j, m, n } in steps.iter().map(|s| s.place) {
        match (m, n) {
            (1, 0) => add(&mut source, i, j, &pins.source_alone),
            (0, 1) => add(&mut target, j, i, &pins.target_alone),
            _ => {}
        }
    }
    (source, target)
}

/// Pairs of runs that share rare words, those that share most first.
fn promising(job: &Job<'_>, source: &[Left], target: &[Left]) -> Vec<(usize, usize)> {
    let texts = job.texts();
    let mut places: QuickMap<u32, Vec<u32>> = QuickMap::default();
    for (b, left) in target.iter().enumerate() {
        for &word in left.run.clone().flat_map(|j| texts.target.tokens_of(j)) {
            let at = places.entry(word).or_default();
            if at.len() <= RARE && at.last() != Some(&(b as u32)) {
                at.push(b as u32);
            }
        }
    }
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    let mut votes: QuickMap<u32, f32> = QuickMap::default();
    for (a, left) in source.iter().enumerate() {
        votes.clear();
        for &word in left.run.clone().flat_map(|i| texts.source.tokens_of(i)) {
            for &(other, strength) in texts.bridge.of(word) {
                let Some(at) = places.get(&other).filter(|at| at.len() <= RARE) else { continue };
                let info = strength * texts.target.types[other as usize].info;
                at.iter().for_each(|&b| *votes.entry(b).or_default() += info / at.len() as f32);
            }
        }
        let mut best: Vec<(f32, usize, usize)> = votes.iter().map(|(&b, &v)| (v, a, b as usize)).collect();
        best.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.2.cmp(&y.2)));
        found.extend(best.into_iter().take(3));
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    found.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// Whether a bead with two sides lies between the two runs: otherwise pairing them crosses nothing,
/// and was weighed before.
fn crosses(steps: &[Step], source: &Left, target: &Left) -> bool {
    // In one of the texts the one run lies before the bead, in the other the other.
    let (from, to) = (source.at.min(target.run.start), source.at.max(target.run.start));
    let first = steps.partition_point(|s| s.place.j < from);
    steps[first..].iter().take_while(|s| s.place.j < to).any(|s| s.place.m > 0 && s.place.n > 0)
}

/// The beads of two runs, if they are translations of each other.
fn passage(job: &Job<'_>, source: &Range<usize>, target: &Range<usize>, least: f32) -> Option<Vec<Step>> {
    let mut steps = job.stretch((source.start, target.start), (source.end, target.end), None);
    steps.retain(|s| s.place.m > 0 && s.place.n > 0 && s.prob >= LEAST_PROB);
    let texts = job.texts();
    let mut witness = crate::evidence::Witness::new(job.texts());
    let (mut info, mut covered) = (0.0f32, 0.0f32);
    for step in &steps {
        let p = step.place;
        let own = texts.source.info(p.i, p.i + p.m) + texts.target.info(p.j, p.j + p.n);
        covered += witness.bead(p, step.prob).evidence.coverage * own;
        info += own;
    }
    let level = texts.habits.cover.of(covered / info.max(1.0));
    (level >= LEAST_COVER && covered / 2.0 >= least).then_some(steps)
}

/// Puts passages where their source segments were.
fn put_in(mut steps: Vec<Step>, passages: Vec<Vec<Step>>) -> Vec<Step> {
    let mut found: Vec<Step> = passages.into_iter().flatten().collect();
    if found.is_empty() {
        return steps;
    }
    let mut held: (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for p in found.iter().map(|s| s.place) {
        held.0.extend(p.i..p.i + p.m);
        held.1.extend(p.j..p.j + p.n);
    }
    held.0.sort_unstable();
    held.1.sort_unstable();
    steps.retain(|s| match (s.place.m, s.place.n) {
        (_, 0) => held.0.binary_search(&s.place.i).is_err(),
        (0, _) => held.1.binary_search(&s.place.j).is_err(),
        _ => true,
    });
    found.sort_by_key(|s| s.place.i);
    let mut out = Vec::with_capacity(steps.len() + found.len());
    let mut next = found.into_iter().peekable();
    for step in steps {
        while let Some(crossing) = next.next_if(|f| f.place.i <= step.place.i) {
            out.push(crossing);
        }
        out.push(step);
    }
    out.extend(next);
    out
}

/// Puts beads whose sides were swapped in the order of the source again.
pub(crate) fn in_order(beads: &mut Vec<Bead>) {
    let crossed = crossed(beads);
    let (mut moved, mut kept): (Vec<Bead>, Vec<Bead>) = (Vec::new(), Vec::new());
    for (bead, crossed) in beads.drain(..).zip(crossed) {
        if crossed { moved.push(bead) } else { kept.push(bead) }
    }
    moved.sort_by_key(|b| b.source.start);
    let mut next = moved.into_iter().peekable();
    for bead in kept {
        while let Some(crossing) = next.next_if(|c| c.source.start <= bead.source.start) {
            beads.push(crossing);
        }
        beads.push(bead);
    }
    beads.extend(next);
}
