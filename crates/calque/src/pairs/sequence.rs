//! Checks records that follow each other: each by itself, then runs of them as a whole.

use super::record::{PairCheck, check_record, model_for, record_languages};
use crate::settings::Settings;
use calque_diff::{TextPair, check_sequence};
use calque_formats::pairs::PairRecord;
use rayon::prelude::*;

/// A pair of less fidelity than this may have the translation of its neighbour. Set by hand: it only
/// decides what is looked at.
const SUSPECT: f32 = 0.15;

/// Checks records that follow each other in a file, on all cores. A finding on a run of records stands
/// at the first of them, in place of what was found in each.
pub fn check_records(records: &[PairRecord], settings: &Settings) -> Vec<PairCheck> {
    let mut checks: Vec<PairCheck> = records.par_iter().map(|r| check_record(r, settings)).collect();
    let suspect: Vec<bool> = checks.iter().map(|c| c.score.is_some_and(|s| s < SUSPECT)).collect();
    if !suspect.windows(2).any(|w| w[0] && w[1]) {
        return checks;
    }
    let pairs: Vec<TextPair<'_>> = records.iter().map(|r| texts(r, settings)).collect();
    for run in check_sequence(&pairs, &suspect, &settings.rule_settings()) {
        for check in &mut checks[run.pairs.clone()] {
            check.findings.clear();
        }
        checks[run.pairs.start].findings.push(run.finding);
    }
    checks
}

fn texts<'a>(record: &'a PairRecord, settings: &Settings) -> TextPair<'a> {
    let (from, to) = record_languages(record, settings);
    TextPair { source: (&record.source, from), target: (&record.target, to), model: model_for(settings, from, to) }
}
