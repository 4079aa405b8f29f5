//! Compares a report with the gold, and prints what it found.

use super::gold::{Gold, GoldBead, GoldDrift};
use calque::Report;
use calque_diff::{Finding, Severity};
use calque_text::Span;
use std::fmt::Write as _;

/// How a report stands against the gold.
pub(crate) struct Scores {
    pub(crate) beads_f1: f64,
    /// Beads of the report that are not in the gold, as words.
    wrong_beads: Vec<String>,
    /// Beads of the gold that the report lacks, as words.
    lost_beads: Vec<String>,
    /// For each difference of the gold, what became of it.
    fates: Vec<Fate>,
    /// Findings, by index into the report, that the gold knows nothing of.
    pub(crate) others: Vec<usize>,
    /// The same of severity `info`.
    pub(crate) remarks: Vec<usize>,
}

/// What became of a difference of the gold.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// Found, by the finding of that index, under a fitting category.
    Found(usize),
    /// The words were flagged under another category, or as a remark where it is an error (or the reverse).
    Misnamed(usize),
    Missed,
}

impl Scores {
    pub(crate) fn of(report: &Report, gold: &Gold) -> Self {
        let (beads_f1, wrong_beads, lost_beads) = beads(report, gold);
        let mut fates = vec![Fate::Missed; gold.drift.len()];
        let (mut others, mut remarks) = (Vec::new(), Vec::new());
        for (i, placed) in report.findings.iter().enumerate() {
            let finding = &placed.finding;
            let mut known = false;
            for (drift, fate) in gold.drift.iter().zip(&mut fates) {
                if !same_words(finding, drift, &gold.beads) {
                    continue;
                }
                known = true;
                if fits(finding, drift) {
                    *fate = match *fate {
                        Fate::Found(first) => Fate::Found(first),
                        _ => Fate::Found(i),
                    };
                } else if *fate == Fate::Missed {
                    *fate = Fate::Misnamed(i);
                }
            }
            match (known, finding.severity) {
                (true, _) => {}
                (false, Severity::Info) => remarks.push(i),
                (false, _) => others.push(i),
            }
        }
        Self { beads_f1, wrong_beads, lost_beads, fates, others, remarks }
    }

    /// How many differences are found that must be, among those of `gold` it was made from.
    pub(crate) fn found_of(&self, gold: &Gold) -> usize {
        gold.drift.iter().zip(&self.fates).filter(|(d, f)| d.must && matches!(f, Fate::Found(_))).count()
    }

    /// A table for people.
    pub(crate) fn table(&self, name: &str, report: &Report, gold: &Gold) -> String {
        let mut out = String::new();
        let must = gold.drift.iter().filter(|d| d.must).count();
        let _ = writeln!(
            out,
            "\n{name}: beads F1 {:.3}; {} of {must} planted differences found; {} other findings, {} other remarks\n",
            self.beads_f1,
            self.found_of(gold),
            self.others.len(),
            self.remarks.len()
        );
        for (title, beads) in
            [("in the gold, not made", &self.lost_beads), ("made, not in the gold", &self.wrong_beads)]
        {
            for bead in beads {
                let _ = writeln!(out, "  bead {title}: {bead}");
            }
        }
        for (drift, fate) in gold.drift.iter().zip(&self.fates) {
            let expect = if drift.must { "must" } else { "may" };
            let (fate, by) = match *fate {
                Fate::Found(i) => ("found", Some(i)),
                Fate::Misnamed(i) => ("MISNAMED", Some(i)),
                Fate::Missed if drift.must => ("MISSED", None),
                Fate::Missed => ("-", None),
            };
            let by = by.map_or(String::new(), |i| line(report, i));
            let _ = writeln!(out, "  {expect:4} {fate:8} {:18} {:8} {by}", drift.id, drift.severity);
        }
        for (title, list) in [("other", &self.others), ("remark", &self.remarks)] {
            for &i in list {
                let _ = writeln!(out, "  {title:13} {}", line(report, i));
            }
        }
        out
    }
}

/// One finding on one line.
fn line(report: &Report, i: usize) -> String {
    let f = &report.findings[i].finding;
    let words =
        |span: Option<Span>, text: &str| span.map_or_else(|| "(nowhere)".to_owned(), |s| format!("`{}`", s.of(text)));
    format!(
        "{} {} {:.2} [{}] {} | {}",
        f.severity,
        f.category,
        f.confidence,
        f.rule,
        words(f.source, &report.source.document.text),
        words(f.target, &report.target.document.text)
    )
}

/// Whether a finding is about the words of a difference, on both sides.
fn same_words(finding: &Finding, drift: &GoldDrift, beads: &[GoldBead]) -> bool {
    let side = |found: Option<Span>, places: &[Span], bead_of: fn(&GoldBead) -> Option<Span>| {
        places.is_empty()
            || places.iter().any(|place| match found {
                // A place where words are missing, in the gold or in the report, has no
                // exact spot: anywhere in its bead will do, and nowhere too.
                found if place.is_empty() || found.is_some_and(|f| f.is_empty()) => {
                    let bead =
                        beads.iter().filter_map(bead_of).find(|b| b.start <= place.start && place.start <= b.end);
                    found.is_none_or(|f| bead.is_some_and(|b| b.contains(&f)))
                }
                Some(found) => found.overlaps(place),
                None => false,
            })
    };
    side(finding.source, &drift.source, |b| b.source) && side(finding.target, &drift.target, |b| b.target)
}

/// Whether a finding is of a kind that a person would give the difference.
fn fits(finding: &Finding, drift: &GoldDrift) -> bool {
    drift.categories.contains(finding.category.as_str())
        && (drift.severity == Severity::Info.as_str()) == (finding.severity == Severity::Info)
}

/// Strict F1 of the beads with both sides: a bead is right if it covers exactly the
/// stretches of one in the gold. Also the beads that differ.
fn beads(report: &Report, gold: &Gold) -> (f64, Vec<String>, Vec<String>) {
    let made: Vec<(Span, Span)> = report
        .alignment
        .beads
        .iter()
        .filter_map(|b| Some((report.source.span(&b.source)?, report.target.span(&b.target)?)))
        .collect();
    let wanted: Vec<(Span, Span)> = gold.beads.iter().filter_map(|b| Some((b.source?, b.target?))).collect();
    let right = made.iter().filter(|b| wanted.contains(b)).count();
    let f1 = 2.0 * right as f64 / (made.len() + wanted.len()).max(1) as f64;
    let words = |&(s, t): &(Span, Span)| {
        format!("`{}` | `{}`", s.of(&report.source.document.text), t.of(&report.target.document.text))
    };
    let wrong = made.iter().filter(|b| !wanted.contains(b)).map(words).collect();
    let lost = wanted.iter().filter(|b| !made.contains(b)).map(words).collect();
    (f1, wrong, lost)
}
