//! Passages that stand elsewhere in the other text.
//!
//! An alignment is monotone, so that a paragraph that was moved stays unaligned on
//! both sides. Here the runs of unaligned segments are compared with each other:
//! which of them share rare words, and do they pair when they are searched like any
//! stretch? A passage is taken where its words are covered much better than by
//! chance among that many pairs of runs. The thresholds are set by hand.

use super::pins::Pins;
use crate::sentences::evidence::EvidenceCollector;
use crate::sentences::job::Job;
use crate::sentences::path::{BeadSpan, Step};
use calque_bitext::{Bead, crossed};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A word in more of the unaligned runs of the target than this does not select candidates.
const MAX_RUNS: usize = 12;
/// Candidates for each source run, the best first.
const CANDIDATES_PER_RUN: usize = 3;
/// Beads of a passage less probable than this are left out.
const MIN_PROB: f32 = 0.5;
/// The least coverage of a passage, scaled (1: as in the mean right pair of the text).
const MIN_COVERAGE: f32 = 0.6;
/// Information, in nats, that a passage must cover beyond the logarithm of the number of pairs of runs.
const MIN_INFO: f32 = 20.0;

/// A run of unaligned segments of one side, and how many segments of the other side lie before it.
struct UnalignedRun {
    segments: Range<usize>,
    opposite: usize,
}

/// The alignment with the passages that cross it, in the order of the source.
pub(crate) fn with_crossings(job: &Job<'_>, steps: Vec<Step>, pins: &Pins) -> Vec<Step> {
    let (source, target) = unaligned_runs(&steps, pins);
    let mut passages: Vec<Vec<Step>> = Vec::new();
    let mut taken = (vec![false; source.len()], vec![false; target.len()]);
    let chance = (source.len() as f32 * target.len() as f32).max(1.0).ln();
    for (a, b) in candidates(job, &source, &target) {
        if taken.0[a] || taken.1[b] || !crosses(&steps, &source[a], &target[b]) {
            continue;
        }
        if let Some(passage) = passage(job, &source[a].segments, &target[b].segments, MIN_INFO + chance) {
            (taken.0[a], taken.1[b]) = (true, true);
            passages.push(passage);
        }
    }
    insert(steps, passages)
}

/// The runs of segments that are unaligned, and not so because of a pin.
fn unaligned_runs(steps: &[Step], pins: &Pins) -> (Vec<UnalignedRun>, Vec<UnalignedRun>) {
    let (mut source, mut target): (Vec<UnalignedRun>, Vec<UnalignedRun>) = (Vec::new(), Vec::new());
    let add = |runs: &mut Vec<UnalignedRun>, segment: usize, opposite: usize, pinned: &[usize]| {
        if pinned.binary_search(&segment).is_ok() {
            return;
        }
        match runs.last_mut().filter(|run| run.segments.end == segment) {
            Some(run) => run.segments.end += 1,
            None => runs.push(UnalignedRun { segments: segment..segment + 1, opposite }),
        }
    };
    for BeadSpan { i, j, m, n } in steps.iter().map(|s| s.span) {
        match (m, n) {
            (1, 0) => add(&mut source, i, j, &pins.source_unaligned),
            (0, 1) => add(&mut target, j, i, &pins.target_unaligned),
            _ => {}
        }
    }
    (source, target)
}

/// Pairs of runs that share rare words, those that share most information first.
fn candidates(job: &Job<'_>, source: &[UnalignedRun], target: &[UnalignedRun]) -> Vec<(usize, usize)> {
    let bitext = job.bitext();
    let mut occurrences: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (b, run) in target.iter().enumerate() {
        for &word in run.segments.clone().flat_map(|j| bitext.target.tokens_of(j)) {
            let runs = occurrences.entry(word).or_default();
            if runs.len() <= MAX_RUNS && runs.last() != Some(&(b as u32)) {
                runs.push(b as u32);
            }
        }
    }
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for (a, run) in source.iter().enumerate() {
        shared.clear();
        for &word in run.segments.clone().flat_map(|i| bitext.source.tokens_of(i)) {
            for &(other, strength) in bitext.links.of(word) {
                let Some(runs) = occurrences.get(&other).filter(|runs| runs.len() <= MAX_RUNS) else { continue };
                let info = strength * bitext.target.types[other as usize].info;
                runs.iter().for_each(|&b| *shared.entry(b).or_default() += info / runs.len() as f32);
            }
        }
        // Sorted with ties broken by run, so that the order of the hash table does not matter.
        let mut best: Vec<(f32, usize, usize)> = shared.iter().map(|(&b, &v)| (v, a, b as usize)).collect();
        best.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.2.cmp(&y.2)));
        found.extend(best.into_iter().take(CANDIDATES_PER_RUN));
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    found.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// Whether a bead with two sides lies between the two runs. Otherwise pairing them crosses nothing, and the
/// search has weighed it.
fn crosses(steps: &[Step], source: &UnalignedRun, target: &UnalignedRun) -> bool {
    // The bead lies behind one run in one of the texts, and before the other run in the other.
    let (from, to) = (source.opposite.min(target.segments.start), source.opposite.max(target.segments.start));
    let first = steps.partition_point(|s| s.span.j < from);
    steps[first..].iter().take_while(|s| s.span.j < to).any(|s| s.span.is_paired())
}

/// The beads of two runs, if they are translations of each other.
fn passage(job: &Job<'_>, source: &Range<usize>, target: &Range<usize>, min_info: f32) -> Option<Vec<Step>> {
    let mut steps = job.search_between((source.start, target.start), (source.end, target.end), None);
    steps.retain(|s| s.span.is_paired() && s.prob >= MIN_PROB);
    let bitext = job.bitext();
    let mut collector = EvidenceCollector::new(job.bitext());
    let (mut info, mut covered) = (0.0f32, 0.0f32);
    for step in &steps {
        let (span, end) = (step.span, step.span.end());
        let own = bitext.source.info(span.i, end.0) + bitext.target.info(span.j, end.1);
        covered += collector.bead(span, step.prob).evidence.coverage * own;
        info += own;
    }
    let scaled = bitext.stats.coverage.scaled(covered / info.max(1.0));
    (scaled >= MIN_COVERAGE && covered / 2.0 >= min_info).then_some(steps)
}

/// Inserts passages where their source segments were unaligned.
pub(super) fn insert(mut steps: Vec<Step>, passages: Vec<Vec<Step>>) -> Vec<Step> {
    let mut found: Vec<Step> = passages.into_iter().flatten().collect();
    if found.is_empty() {
        return steps;
    }
    let mut held: (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for p in found.iter().map(|s| s.span) {
        held.0.extend(p.i..p.i + p.m);
        held.1.extend(p.j..p.j + p.n);
    }
    held.0.sort_unstable();
    held.1.sort_unstable();
    steps.retain(|s| match (s.span.m, s.span.n) {
        (_, 0) => held.0.binary_search(&s.span.i).is_err(),
        (0, _) => held.1.binary_search(&s.span.j).is_err(),
        _ => true,
    });
    found.sort_by_key(|s| s.span.i);
    let mut out = Vec::with_capacity(steps.len() + found.len());
    let mut next = found.into_iter().peekable();
    for step in steps {
        while let Some(crossing) = next.next_if(|f| f.span.i <= step.span.i) {
            out.push(crossing);
        }
        out.push(step);
    }
    out.extend(next);
    out
}

/// Puts beads whose sides were swapped into the order of the source again.
pub(crate) fn in_source_order(beads: &mut Vec<Bead>) {
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
