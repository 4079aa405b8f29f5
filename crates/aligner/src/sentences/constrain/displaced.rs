//! Segments whose counterpart stands elsewhere: paragraphs in another order, a glossary that is sorted anew.
//!
//! A monotone search pairs such a segment with whatever stands in its place. Here beads whose sides are hardly more alike
//! than by chance are held against all others of their kind: where a segment of one has a counterpart
//! elsewhere, and a plain one, the bead is taken apart. Its segments stay alone, or are paired across the order of the
//! texts where crossings are asked for. The thresholds are set by hand.

use super::crossings::insert;
use super::pins::Pins;
use crate::sentences::evidence::EvidenceCollector;
use crate::sentences::job::Job;
use crate::sentences::path::{BeadSpan, Step};
use calque_bitext::Bead;
use rustc_hash::{FxHashMap, FxHashSet};

/// A bead of lower likeness, scaled (0: by chance, 1: as in the mean right pair of the text), may be paired by its place
/// alone.
const WEAK: f32 = 0.3;
/// The least likeness of a counterpart elsewhere.
const PLAIN: f32 = 0.6;
/// Information, in nats, that it covers beyond the logarithm of the number of segments to choose from; less is enough
/// where vectors say the same.
const MIN_INFO: f32 = 8.0;
const MIN_INFO_WITH_VECTORS: f32 = 2.0;
/// A word in more segments than this selects no candidates.
const MAX_SEGMENTS: usize = 12;
/// Candidates for each segment, the best first.
const CANDIDATES: usize = 3;
/// The probability that a segment is rightly alone which was taken from its bead.
const ALONE: f32 = 0.75;
/// Beads across the order less probable than this are left out.
const MIN_PROB: f32 = 0.5;

/// The alignment without the beads that are paired by their place alone, if there are any; with `crossings`, their
/// segments are paired with their counterparts elsewhere. `beads` are those of `steps`.
pub(crate) fn displaced(
    job: &Job<'_>,
    steps: &[Step],
    beads: &[Bead],
    pins: &Pins,
    crossings: bool,
) -> Option<Vec<Step>> {
    let bitext = job.bitext();
    let is_pinned = |span: BeadSpan| {
        let next = pins.fixed.partition_point(|(s, _)| s.end <= span.i);
        pins.fixed.get(next).is_some_and(|(s, t)| s.start < span.end().0 && !t.is_empty())
    };
    let weak: Vec<bool> = beads
        .iter()
        .zip(steps)
        .map(|(bead, step)| step.span.is_paired() && likeness(job, bead) < WEAK && !is_pinned(step.span))
        .collect();
    let alone = steps.iter().filter(|s| !s.span.is_paired()).count();
    if !weak.contains(&true) && !(crossings && alone > 1) {
        return None;
    }
    let matches = matches(job, steps, &weak, pins);
    // The bead of each segment of the pool that is in one.
    let mut elsewhere = (FxHashSet::default(), FxHashSet::default());
    for m in &matches {
        elsewhere.0.insert(m.0);
        elsewhere.1.insert(m.1);
    }
    let has_match = |span: BeadSpan| {
        (span.i..span.end().0).any(|i| elsewhere.0.contains(&i))
            || (span.j..span.end().1).any(|j| elsewhere.1.contains(&j))
    };
    let mut broken: Vec<bool> = steps.iter().zip(&weak).map(|(s, &weak)| weak && has_match(s.span)).collect();
    if !broken.contains(&true) && !crossings {
        return None;
    }
    // What stands between beads that are taken apart has no other reason for being paired either.
    for k in 1..broken.len() {
        broken[k] |= weak[k] && broken[k - 1];
    }
    for k in (1..broken.len()).rev() {
        broken[k - 1] |= weak[k - 1] && broken[k];
    }
    let mut out: Vec<Step> = Vec::with_capacity(steps.len());
    for (step, &broken) in steps.iter().zip(&broken) {
        if !broken {
            out.push(*step);
            continue;
        }
        let (span, end) = (step.span, step.span.end());
        let single = |i, j, m, n| Step { span: BeadSpan { i, j, m, n }, prob: ALONE };
        out.extend((span.i..end.0).map(|i| single(i, span.j, 1, 0)));
        out.extend((span.j..end.1).map(|j| single(end.0, j, 0, 1)));
    }
    if crossings {
        let passages = passages(job, &out, matches, pins);
        if passages.is_empty() && !broken.contains(&true) {
            return None;
        }
        out = insert(out, passages);
    }
    Some(out)
}

/// How alike the sides of a bead are, scaled: by their vectors, where there are any, since words that were learnt from a
/// wrong alignment cover each other; else by the words that are covered.
fn likeness(job: &Job<'_>, bead: &Bead) -> f32 {
    let (bitext, evidence) = (job.bitext(), &bead.evidence);
    if bitext.has_vectors() {
        bitext.stats.cosine.scaled(evidence.cosine)
    } else {
        bitext.stats.coverage.scaled(evidence.coverage)
    }
}

/// Segments that may be paired anew: those alone, and those of weak beads; in order.
fn pool(steps: &[Step], weak: &[bool], pins: &Pins) -> (Vec<usize>, Vec<usize>) {
    let (mut source, mut target) = (Vec::new(), Vec::new());
    for (step, &weak) in steps.iter().zip(weak) {
        if weak || !step.span.is_paired() {
            let end = step.span.end();
            source.extend((step.span.i..end.0).filter(|i| pins.source_unaligned.binary_search(i).is_err()));
            target.extend((step.span.j..end.1).filter(|j| pins.target_unaligned.binary_search(j).is_err()));
        }
    }
    source.sort_unstable();
    target.sort_unstable();
    (source, target)
}

/// Segments that plainly render each other and are not in one bead, each once, in the order of the source.
fn matches(job: &Job<'_>, steps: &[Step], weak: &[bool], pins: &Pins) -> Vec<(usize, usize)> {
    let bitext = job.bitext();
    let (source, target) = pool(steps, weak, pins);
    let beyond = if bitext.has_vectors() { MIN_INFO_WITH_VECTORS } else { MIN_INFO };
    let least = beyond + (source.len().max(target.len()).max(1) as f32).ln();
    let mut occurrences: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &j in &target {
        for &word in bitext.target.tokens_of(j) {
            let segments = occurrences.entry(word).or_default();
            if segments.len() <= MAX_SEGMENTS && segments.last() != Some(&(j as u32)) {
                segments.push(j as u32);
            }
        }
    }
    let mut collector = EvidenceCollector::new(job.bitext());
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for &i in &source {
        shared.clear();
        for &word in bitext.source.tokens_of(i) {
            for &(other, strength) in bitext.links.of(word) {
                let Some(segments) = occurrences.get(&other).filter(|s| s.len() <= MAX_SEGMENTS) else { continue };
                let info = strength * bitext.target.types[other as usize].info;
                segments.iter().for_each(|&j| *shared.entry(j).or_default() += info);
            }
        }
        // Ties are broken by place, so that the order of the hash table does not matter.
        let mut best: Vec<(f32, u32)> = shared.iter().map(|(&j, &info)| (info, j)).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, j) in best.into_iter().take(CANDIDATES) {
            let j = j as usize;
            let bead = collector.bead(BeadSpan { i, j, m: 1, n: 1 }, 0.0);
            let info = (bitext.source.info(i, i + 1) + bitext.target.info(j, j + 1)) / 2.0;
            let (likeness, covered) = (likeness(job, &bead), bead.evidence.coverage * info);
            if likeness >= PLAIN && covered >= least {
                found.push((likeness * info, i, j));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = (FxHashSet::default(), FxHashSet::default());
    let mut out = Vec::new();
    for (_, i, j) in found {
        if taken.0.contains(&i) || taken.1.contains(&j) {
            continue;
        }
        taken.0.insert(i);
        taken.1.insert(j);
        let k = steps.partition_point(|s| s.span.end().0 <= i);
        let in_place = steps.get(k).is_some_and(|s| (s.span.j..s.span.end().1).contains(&j));
        if !in_place {
            out.push((i, j));
        }
    }
    out.sort_unstable();
    out
}

/// Matches that follow each other in both texts as one passage, with the segments alone before and behind it that
/// nothing matches: a headword whose definition was found.
fn passages(job: &Job<'_>, steps: &[Step], matches: Vec<(usize, usize)>, pins: &Pins) -> Vec<Vec<Step>> {
    let mut free = (FxHashSet::default(), FxHashSet::default());
    for span in steps.iter().map(|s| s.span).filter(|s| !s.is_paired()) {
        free.0.extend(span.i..span.end().0);
        free.1.extend(span.j..span.end().1);
    }
    let matched: (FxHashSet<usize>, FxHashSet<usize>) = matches.iter().copied().unzip();
    free.0.retain(|i| !matched.0.contains(i) && pins.source_unaligned.binary_search(i).is_err());
    free.1.retain(|j| !matched.1.contains(j) && pins.target_unaligned.binary_search(j).is_err());
    // A segment before a match is its headword rather than what follows the match before.
    let is_headword = |at: (usize, usize)| matched.0.contains(&(at.0 + 1)) || matched.1.contains(&(at.1 + 1));
    let mut out = Vec::new();
    let mut next = matches.into_iter().peekable();
    while let Some((i, j)) = next.next() {
        let (mut from, mut to) = ((i, j), (i + 1, j + 1));
        while from.0 > 0 && from.1 > 0 && free.0.contains(&(from.0 - 1)) && free.1.contains(&(from.1 - 1)) {
            from = (from.0 - 1, from.1 - 1);
        }
        loop {
            if next.peek() == Some(&to) {
                next.next();
                to = (to.0 + 1, to.1 + 1);
            } else if free.0.contains(&to.0) && free.1.contains(&to.1) && !is_headword(to) {
                to = (to.0 + 1, to.1 + 1);
            } else {
                break;
            }
        }
        for i in from.0..to.0 {
            free.0.remove(&i);
        }
        for j in from.1..to.1 {
            free.1.remove(&j);
        }
        let mut passage = job.search_between(from, to, None);
        passage.retain(|s| s.span.is_paired() && s.prob >= MIN_PROB);
        if !passage.is_empty() {
            out.push(passage);
        }
    }
    out
}
