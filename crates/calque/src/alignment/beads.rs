//! Segments to beads: runs the aligner on the segments that have text.
//!
//! Empty lines are not aligned; they are inserted into the result as unaligned
//! segments, so that segment numbers are line numbers.

use super::constraints::{AlignmentConstraints, read_constraints};
use super::segments::{NonEmptySegments, segments};
use crate::error::Error;
use crate::inputs::models;
use crate::settings::Settings;
use calque_aligner::{Aligner, Alignment, Bead, Evidence, SegmentVectors, Text};
use calque_report::ReportSide;
use rayon::prelude::*;
use std::ops::Range;

/// Maximum length of a segment, in bytes.
const MAX_SEGMENT: usize = 100_000;

/// Runs the parallel work of the aligner (`work(0)` to `work(count - 1)`) on rayon's threads.
pub fn on_all_cores(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().for_each(work);
}

/// Aligns the segments of two texts.
pub(crate) fn align(
    source: &ReportSide,
    target: &ReportSide,
    constraints: &AlignmentConstraints,
    settings: &Settings,
) -> Result<Alignment, Error> {
    let (s, t) = (segments(source), segments(target));
    check_limits(source, &s, settings)?;
    check_limits(target, &t, settings)?;
    let options =
        calque_aligner::AlignerSettings { max_span: settings.align.max_span, crossings: settings.align.crossings };
    let model = models::for_pair(settings, source.document.lang, target.document.lang)?;
    let (pins, vectors) = read_constraints(constraints, (source, &s), (target, &t), settings)?;
    let (source_vectors, target_vectors) = vectors.unzip();
    let found = Aligner::new(model, options).with_parallel_for(&on_all_cores).align(
        text(source, &s, source_vectors.as_ref()),
        text(target, &t, target_vectors.as_ref()),
        &pins,
    );
    tracing::debug!("{} + {}: {} beads", source.name, target.name, found.beads.len());
    Ok(with_empty_lines(found, &s, &t))
}

fn text<'a>(side: &ReportSide, segments: &'a NonEmptySegments<'a>, vectors: Option<&'a SegmentVectors>) -> Text<'a> {
    Text { segments: &segments.segments, lang: side.document.lang, vectors }
}

/// Refuses texts with too many segments, or with a segment that is too long.
fn check_limits(side: &ReportSide, segments: &NonEmptySegments<'_>, settings: &Settings) -> Result<(), Error> {
    let (count, limit) = (segments.segments.len(), settings.align.max_segments);
    if count > limit {
        return Err(Error::TooManySegments { name: side.name.clone(), segments: count, limit });
    }
    match side.sentences.iter().find(|s| s.span.len() > MAX_SEGMENT) {
        Some(long) => {
            let before = side.document.text.get(..long.span.start).unwrap_or_default();
            let line = 1 + before.bytes().filter(|&b| b == b'\n').count();
            Err(Error::LongSegment { name: side.name.clone(), line, bytes: long.span.len(), limit: MAX_SEGMENT })
        }
        None => Ok(()),
    }
}

/// The alignment in indices of all segments, with empty ones as unaligned beads.
fn with_empty_lines(found: Alignment, source: &NonEmptySegments<'_>, target: &NonEmptySegments<'_>) -> Alignment {
    if source.index.len() == source.all && target.index.len() == target.all {
        return found;
    }
    let crossed = found.crossed();
    // Segments in no bead: empty lines that are not inside a bead of several segments.
    let mut uncovered = (vec![true; source.all], vec![true; target.all]);
    let mut to_outer = |range: &Range<usize>, segments: &NonEmptySegments<'_>, is_source: bool| {
        let outer = segments.outer(range)?;
        let uncovered = if is_source { &mut uncovered.0 } else { &mut uncovered.1 };
        uncovered[outer.clone()].fill(false);
        Some(outer)
    };
    let outer: Vec<_> =
        found.beads.iter().map(|b| (to_outer(&b.source, source, true), to_outer(&b.target, target, false))).collect();
    let (mut s, mut t) = (0, 0);
    let mut beads = Vec::with_capacity(found.beads.len());
    let push_unaligned = |beads: &mut Vec<Bead>, s: Range<usize>, t: Range<usize>| {
        let bead = |source, target| Bead { source, target, score: 0.0, evidence: Evidence::default() };
        beads.extend(s.clone().filter(|&i| uncovered.0[i]).map(|i| bead(i..i + 1, t.start..t.start)));
        beads.extend(t.filter(|&j| uncovered.1[j]).map(|j| bead(s.end..s.end, j..j + 1)));
    };
    for ((bead, (source, target)), crossed) in found.beads.into_iter().zip(outer).zip(crossed) {
        if crossed {
            beads.push(Bead { source: source.unwrap_or(s..s), target: target.unwrap_or(t..t), ..bead });
            continue;
        }
        let (source, target) = (source.unwrap_or(s..s), target.unwrap_or(t..t));
        push_unaligned(&mut beads, s..source.start.max(s), t..target.start.max(t));
        (s, t) = (s.max(source.end), t.max(target.end));
        beads.push(Bead { source, target, ..bead });
    }
    push_unaligned(&mut beads, s..source.all, t..target.all);
    Alignment { beads }
}
