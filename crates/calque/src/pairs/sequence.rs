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

/// Pairs in a run that are held back at most.
const RUN: usize = 512;

/// The run of suspect pairs that is being read: whoever checks a stream of pairs holds them back until the run ends,
/// because a run may be shifted as a whole.
#[derive(Debug, Default)]
pub struct SuspectRun {
    records: Vec<PairRecord>,
    checks: Vec<PairCheck>,
    numbers: Vec<u64>,
}

impl SuspectRun {
    /// Holds back a suspect pair. Gives the run before it where that has become too long to be held.
    pub fn hold(&mut self, record: PairRecord, check: PairCheck, number: u64, settings: &Settings) -> Vec<Held> {
        let full = if self.records.len() < RUN { Vec::new() } else { self.end(settings) };
        self.records.push(record);
        self.checks.push(check);
        self.numbers.push(number);
        full
    }

    /// Looks at the run as a whole and gives it back, in order; to be called before a pair that is not suspect.
    pub fn end(&mut self, settings: &Settings) -> Vec<Held> {
        check_run(&self.records, &mut self.checks, settings);
        let checks = self.checks.drain(..).zip(self.numbers.drain(..));
        self.records.drain(..).zip(checks).map(|(record, (check, number))| Held { record, check, number }).collect()
    }
}

/// A pair that was held back.
#[derive(Debug)]
pub struct Held {
    /// The pair.
    pub record: PairRecord,
    /// What was found in it.
    pub check: PairCheck,
    /// Its number in the stream, as it was given.
    pub number: u64,
}

fn texts<'a>(record: &'a PairRecord, settings: &Settings) -> TextPair<'a> {
    let (from, to) = record_languages(record, settings);
    TextPair { source: (&record.source, from), target: (&record.target, to), model: model_for(settings, from, to) }
}
