//! Checks runs of records that follow each other, beside each by itself.

use super::checked::PairCheck;
use super::record::{model_for, record_languages};
use crate::settings::Settings;
use calque_diff::{TextPair, check_sequence};
use calque_formats::pairs::PairRecord;

/// A pair of less fidelity than this may have the translation of its neighbour. Set by hand: it only
/// decides what is looked at.
const SUSPECT: f32 = 0.03;

/// Whether the sides of a record seem to be unrelated, so that its neighbours must be looked at.
pub fn is_suspect(check: &PairCheck) -> bool {
    check.score.is_some_and(|score| score < SUSPECT)
}

/// Looks at a run of records that follow each other and are all suspect. A finding on several of them stands
/// at the first, in place of what was found in each.
pub fn check_run(records: &[PairRecord], checks: &mut [PairCheck], settings: &Settings) {
    if records.len() < 2 {
        return;
    }
    let pairs: Vec<TextPair<'_>> = records.iter().map(|r| texts(r, settings)).collect();
    for run in check_sequence(&pairs, &vec![true; pairs.len()], &settings.rule_settings()) {
        for check in &mut checks[run.pairs.clone()] {
            check.findings.clear();
        }
        checks[run.pairs.start].findings.push(run.finding);
    }
}

fn texts<'a>(record: &'a PairRecord, settings: &Settings) -> TextPair<'a> {
    let (from, to) = record_languages(record, settings);
    TextPair { source: (&record.source, from), target: (&record.target, to), model: model_for(settings, from, to) }
}
