//! A check that is told as it goes, for those who show a long text while it is read: the alignment first, then
//! the findings of one lot of pairs after the other, and at the end what only the whole text shows.

use crate::error::Error;
use crate::inputs::models;
use crate::pairs::words::{Pair, pair_beads};
use crate::pipeline::{Bitext, align_to_check, bare_report, finish, pair_reports, related_by_sample};
use crate::settings::Settings;
use calque_diff::PairReport;
use calque_formats::InputDocument;
use calque_report::{PlacedFinding, Report};
use std::ops::{ControlFlow, Range};

/// Beads of the first lot: what is shown first comes at once.
const FIRST_LOT: usize = 128;
/// Beads of a later lot, at least.
const LOT: usize = 512;
/// A long text has about so many lots.
const LOTS: usize = 40;
/// Beads by which it is decided whether two texts are related.
const SAMPLED_BEADS: usize = 512;

/// Aligns two documents for [`check_in_lots`], as [`crate::check_documents`] does. Whether they are translations of
/// each other is decided by a sample of their beads.
pub fn align_for_check(source: InputDocument, target: InputDocument, settings: &Settings) -> Result<Bitext, Error> {
    let bitext = align_to_check(source, target, settings)?;
    if settings.align.refuse_unrelated {
        let model = models::required(settings, bitext.source.document.lang, bitext.target.document.lang)?;
        related_by_sample(&bitext, SAMPLED_BEADS, Some(model))?;
    }
    Ok(bitext)
}

/// As [`crate::check_aligned`], in lots. After each lot `told` gets the beads that were looked at, and the report
/// with the findings and fidelities of that lot alone, to change or take them as it likes; it says whether to go
/// on. At the end the report on the whole comes back, or nothing where it was stopped.
pub fn check_in_lots(
    bitext: Bitext,
    settings: &Settings,
    told: &mut dyn FnMut(&mut Report, Range<usize>) -> ControlFlow<()>,
) -> Result<Option<Report>, Error> {
    let model = models::for_pair(settings, bitext.source.document.lang, bitext.target.document.lang)?;
    let encoder = models::encoder(settings, models::LinksFor::Document(bitext.alignment.beads.len()));
    let rules = settings.rule_settings();
    let mut report = bare_report(bitext);
    report.encoder = encoder.is_some();
    let warnings = report.warnings.clone();
    let total = report.alignment.beads.len();
    let (mut pairs, mut reports): (Vec<Pair>, Vec<PairReport>) = (Vec::new(), Vec::new());
    let (mut from, mut size) = (0, FIRST_LOT);
    while from < total {
        let lot = from..(from + size).min(total);
        let new = pair_beads(lot.clone(), &report.source, &report.target, &report.alignment, model, encoder);
        let found = pair_reports(&report.source, &report.target, &new, model, &rules);
        report.fidelity = vec![0.0; total];
        report.findings.clear();
        report.suppressed.clear();
        for (pair, of_pair) in new.iter().zip(&found) {
            report.fidelity[pair.bead] = of_pair.score;
            let placed =
                |finding: &calque_diff::Finding| PlacedFinding { bead: Some(pair.bead), finding: finding.clone() };
            report.findings.extend(of_pair.findings.iter().map(placed));
        }
        pairs.extend(new);
        reports.extend(found);
        if told(&mut report, lot.clone()).is_break() {
            return Ok(None);
        }
        (from, size) = (lot.end, LOT.max(total / LOTS));
    }
    report.suppressed.clear();
    report.warnings = warnings;
    finish(&mut report, &pairs, reports, model, settings);
    Ok(Some(report))
}
