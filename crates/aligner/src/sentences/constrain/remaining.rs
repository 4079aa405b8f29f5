//! What remains when all other segments have their counterpart: one passage of each text, alone.
//!
//! Where crossings are asked for and a single run of unaligned segments is left on either side, each as long as the
//! other, they are paired by exclusion if they pair when searched like any stretch and are more alike than by chance.

use super::crossings::insert;
use super::pins::Pins;
use crate::sentences::evidence::EvidenceCollector;
use crate::sentences::job::Job;
use crate::sentences::path::Step;
use std::ops::Range;

/// The least coverage or likeness of each bead, scaled (0: by chance, 1: as in the mean right pair of the text).
const MIN_LIKENESS: f32 = 0.3;
/// Beads less probable than this are none.
const MIN_PROB: f32 = 0.5;

/// The steps with what remains on both sides paired, if it belongs together.
pub(crate) fn with_remaining(job: &Job<'_>, steps: &[Step], pins: &Pins) -> Option<Vec<Step>> {
    let source = only_run(steps.iter().filter(|s| s.span.n == 0).map(|s| s.span.i))?;
    let target = only_run(steps.iter().filter(|s| s.span.m == 0).map(|s| s.span.j))?;
    let pinned = |list: &[usize], run: &Range<usize>| run.clone().any(|at| list.binary_search(&at).is_ok());
    if source.len() != target.len()
        || pinned(&pins.source_unaligned, &source)
        || pinned(&pins.target_unaligned, &target)
    {
        return None;
    }
    let passage = job.search_between((source.start, target.start), (source.end, target.end), None);
    let bitext = job.bitext();
    let mut collector = EvidenceCollector::new(job.bitext());
    let belongs = |step: &Step| {
        let evidence = collector.bead(step.span, step.prob).evidence;
        let words = bitext.stats.coverage.scaled(evidence.coverage);
        let vectors = if bitext.has_vectors() { bitext.stats.cosine.scaled(evidence.cosine) } else { words };
        step.span.is_paired() && step.prob >= MIN_PROB && words.max(vectors) >= MIN_LIKENESS
    };
    passage.iter().all(belongs).then(|| insert(steps.to_vec(), vec![passage]))
}

/// The segments as one run, if they are one.
fn only_run(segments: impl Iterator<Item = usize>) -> Option<Range<usize>> {
    let mut all: Vec<usize> = segments.collect();
    all.sort_unstable();
    let (first, last) = (*all.first()?, *all.last()?);
    (last - first + 1 == all.len()).then_some(first..last + 1)
}
