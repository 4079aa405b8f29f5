//! `calque corpus dedup`: pairs in, one copy of each out.
//!
//! Twice through the inputs: once for the keys, once to write what is no copy.

use crate::dedup::{Deduper, Key, Match, Side};
use crate::stream::{Item, Progress, RunError, each};
use calque_formats::pairs::{BadRecord, PairReader, PairRecord};
use serde::Serialize;

/// How to deduplicate.
#[derive(Clone, Copy, Debug)]
pub struct Deduping {
    /// What makes copies.
    pub by: Match,
    /// On which texts.
    pub side: Side,
    /// Bytes that sorting may take.
    pub memory: usize,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DedupReport {
    /// Pairs read.
    pub read: u64,
    /// Pairs kept.
    pub kept: u64,
    /// Copies dropped.
    pub dropped: u64,
    /// Records that could not be read.
    pub bad_records: u64,
}

/// Writes one copy of each pair, in the order of the inputs: the one with the highest score, of
/// equals the first. `open` opens the inputs, twice.
pub fn dedup(
    open: impl Fn() -> Result<Vec<PairReader>, RunError>,
    how: Deduping,
    progress: [&Progress; 2],
    mut write: impl FnMut(&PairRecord, bool) -> Result<(), RunError>,
    mut bad: impl FnMut(&str, &BadRecord) -> Result<(), RunError>,
) -> Result<DedupReport, RunError> {
    let mut report = DedupReport::default();
    let mut dedup = Deduper::new(how.by, how.memory, &std::env::temp_dir()).map_err(RunError::spill)?;
    let key = |pair: PairRecord| {
        (Key::of(how.by, how.side, &pair.source, &pair.target), pair.score().map_or(0.0, |s| s as f32))
    };
    each(open()?, progress[0], key, |item| match item {
        Item::Pair((key, score)) => {
            report.read += 1;
            dedup.push(key, score).map_err(RunError::spill)
        }
        Item::Bad(file, record) => {
            report.bad_records += 1;
            bad(&file, &record)
        }
    })?;
    let copies = dedup.finish().map_err(RunError::spill)?;
    let mut index = 0;
    each(
        open()?,
        progress[1],
        |pair| pair,
        |item| match item {
            Item::Pair(pair) => {
                let copy = copies.contains(index);
                index += 1;
                report.kept += u64::from(!copy);
                write(&pair, !copy)
            }
            Item::Bad(..) => Ok(()),
        },
    )?;
    report.dropped = copies.len();
    Ok(report)
}
