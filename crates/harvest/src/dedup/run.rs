//! `calque corpus dedup`: one copy of each pair of a stream.
//!
//! The inputs are read twice: for the keys, and to write what is no copy.

use super::deduper::Deduper;
use super::key::{ComparedTexts, CopyCriterion, DedupKey};
use crate::stream::{Progress, RunError, StreamItem, for_each_pair};
use calque_formats::pairs::{BadRecord, PairReader, PairRecord};
use serde::Serialize;

/// How to deduplicate.
#[derive(Clone, Copy, Debug)]
pub struct DedupSettings {
    /// What makes two pairs copies.
    pub criterion: CopyCriterion,
    /// Which of their texts are compared.
    pub compared: ComparedTexts,
    /// Bytes of memory that sorting may take.
    pub memory: usize,
}

/// What a deduplication run did.
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

/// Hands every pair to `write`, in the order of the inputs, with whether it stays: of copies the one with the
/// highest score does, of equal scores the first. `open` opens the inputs and is called twice; each
/// reading has its own `progress`. Records that cannot be read go to `bad`.
pub fn dedup(
    open: impl Fn() -> Result<Vec<PairReader>, RunError>,
    settings: DedupSettings,
    progress: [&Progress; 2],
    mut write: impl FnMut(&PairRecord, bool) -> Result<(), RunError>,
    mut bad: impl FnMut(&str, &BadRecord) -> Result<(), RunError>,
) -> Result<DedupReport, RunError> {
    let mut report = DedupReport::default();
    let mut deduper =
        Deduper::new(settings.criterion, settings.memory, &std::env::temp_dir()).map_err(RunError::spill)?;
    let key = |pair: &mut PairRecord| {
        (
            DedupKey::of(settings.criterion, settings.compared, &pair.source, &pair.target),
            pair.score().map_or(0.0, |s| s as f32),
        )
    };
    for_each_pair(open()?, progress[0], key, |item| match item {
        StreamItem::Pair(_, (key, score)) => {
            report.read += 1;
            deduper.push(key, score).map_err(RunError::spill)
        }
        StreamItem::Bad(file, record) => {
            report.bad_records += 1;
            bad(file, record)
        }
    })?;
    let copies = deduper.finish().map_err(RunError::spill)?;
    let mut index = 0;
    for_each_pair(
        open()?,
        progress[1],
        |_| (),
        |item| match item {
            StreamItem::Pair(pair, ()) => {
                let copy = copies.contains(index);
                index += 1;
                report.kept += u64::from(!copy);
                write(pair, !copy)
            }
            StreamItem::Bad(..) => Ok(()),
        },
    )?;
    report.dropped = copies.len();
    Ok(report)
}
