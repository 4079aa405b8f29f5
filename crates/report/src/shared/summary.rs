//! The summary of a report: the number of findings by severity, and how much of the texts was paired.

use super::tiers::{NOTHING_FLAGGED, TIERS, tier_count};
use super::words::{counted, round};
use crate::Report;
use calque_bitext::{Category, Severity, Tier};
use calque_text::Side;
use serde::Serialize;

/// The counts of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportSummary {
    /// Number of findings.
    pub findings: usize,
    /// Of those, how many are sure, see [`Tier`].
    pub to_correct: usize,
    /// Of those, how many want a look.
    pub to_check: usize,
    /// Findings by severity.
    pub critical: usize,
    /// See `critical`.
    pub major: usize,
    /// See `critical`.
    pub minor: usize,
    /// See `critical`.
    pub info: usize,
    /// Dismissed findings; not among the others.
    pub suppressed: usize,
    /// Beads with both sides.
    pub pairs: usize,
    /// Source segments in all, and those without a counterpart.
    pub source_segments: usize,
    /// See `source_segments`.
    pub source_unpaired: usize,
    /// Target segments in all, and those without a counterpart.
    pub target_segments: usize,
    /// See `target_segments`.
    pub target_unpaired: usize,
    /// The confidence of the alignment, in [0, 1].
    pub alignment: f32,
    /// Words of the source.
    pub source_words: usize,
    /// MQM penalty points.
    pub penalty: u32,
    /// The same per 100 words of the source; none for a source of less than [`Report::RATED_WORDS`] words.
    pub penalty_per_100_words: Option<f32>,
}

impl ReportSummary {
    /// Counts `report`.
    pub fn new(report: &Report) -> Self {
        Self {
            findings: report.findings.len(),
            to_correct: report.count_tier(Some(Tier::ToCorrect)),
            to_check: report.count_tier(Some(Tier::ToCheck)),
            critical: report.count(Severity::Critical),
            major: report.count(Severity::Major),
            minor: report.count(Severity::Minor),
            info: report.count(Severity::Info),
            suppressed: report.suppressed.len(),
            pairs: report.alignment.pairs().count(),
            source_segments: report.source.sentences.len(),
            source_unpaired: unpaired(report, Side::Source).len(),
            target_segments: report.target.sentences.len(),
            target_unpaired: unpaired(report, Side::Target).len(),
            alignment: round(report.alignment.confidence()),
            source_words: report.source_words(),
            penalty: report.penalty(),
            penalty_per_100_words: report.penalty_per_100_words().map(round),
        }
    }

    /// Findings of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Critical => self.critical,
            Severity::Major => self.major,
            Severity::Minor => self.minor,
            Severity::Info => self.info,
        }
    }

    /// Findings of a tier; `None` counts the remarks.
    pub fn count_tier(&self, tier: Option<Tier>) -> usize {
        match tier {
            Some(Tier::ToCorrect) => self.to_correct,
            Some(Tier::ToCheck) => self.to_check,
            None => self.info,
        }
    }

    /// `3 to correct, 2 to check, 1 remark`, or `Nothing flagged`.
    pub fn in_words(&self) -> String {
        if self.findings == 0 {
            return NOTHING_FLAGGED.to_owned();
        }
        let told = TIERS.into_iter().filter(|t| self.count_tier(*t) > 0);
        told.map(|t| tier_count(t, self.count_tier(t))).collect::<Vec<_>>().join(", ")
    }

    /// `45.6 penalty points per 100 words`, or for a short source `25 penalty points in 12 words`.
    pub fn penalty_in_words(&self) -> String {
        if let Some(rate) = self.penalty_per_100_words {
            return format!("{rate:.1} penalty points per 100 words");
        }
        let points = counted(self.penalty as usize, "penalty point");
        format!("{points} in {}", counted(self.source_words, "word"))
    }

    /// The coverage of the alignment: `12 pairs cover 10 of 11 source and 13 of 20 target segments`.
    pub fn coverage_in_words(&self) -> String {
        format!(
            "{} {} of {} source and {} of {} target segments",
            if self.pairs == 1 { "1 pair covers".to_owned() } else { format!("{} pairs cover", self.pairs) },
            self.source_segments - self.source_unpaired,
            self.source_segments,
            self.target_segments - self.target_unpaired,
            self.target_segments,
        )
    }
}

/// How many findings were dismissed, and where: `2 dismissed findings (1 by comments, 1 in known.jsonl)`;
/// empty where none was.
pub(crate) fn dismissed_in_words(report: &Report) -> String {
    let mut places: Vec<(&str, usize)> = Vec::new();
    for s in &report.suppressed {
        let place = match &s.by {
            by if by.in_text => "comments",
            by if by.by_judge => by.place.as_str(),
            by => by.place.rsplit_once(':').map_or(by.place.as_str(), |p| p.0),
        };
        match places.iter_mut().find(|(p, _)| *p == place) {
            Some((_, n)) => *n += 1,
            None => places.push((place, 1)),
        }
    }
    if places.is_empty() {
        return String::new();
    }
    let judged = |place: &str| report.suppressed.iter().any(|s| s.by.by_judge && s.by.place == place);
    let parts: Vec<String> =
        places.iter().map(|(place, n)| format!("{n} {} {place}", if judged(place) { "by" } else { "in" })).collect();
    format!("{} ({})", counted(report.suppressed.len(), "dismissed finding"), parts.join(", "))
}

/// The segments of one side that have no counterpart, in order.
pub(crate) fn unpaired(report: &Report, which: Side) -> Vec<usize> {
    let segments = report.side(which).sentences.len();
    let lone = report.alignment.beads.iter().filter(|b| b.is_unaligned());
    lone.flat_map(|b| b.segments(which)).filter(|&i| i < segments).collect()
}

/// The categories of the findings of one tier and severity, in the order of the findings, each with its findings.
pub(crate) fn categories(report: &Report, tier: Option<Tier>, severity: Severity) -> Vec<(Category, Vec<usize>)> {
    let mut out: Vec<(Category, Vec<usize>)> = Vec::new();
    let findings = report.findings.iter().map(|p| &p.finding).enumerate();
    for (i, f) in findings.filter(|(_, f)| f.severity == severity && f.tier() == tier) {
        match out.iter_mut().find(|(category, _)| *category == f.category) {
            Some((_, findings)) => findings.push(i),
            None => out.push((f.category, vec![i])),
        }
    }
    out
}
/// Which rules did not run, since they do not know the languages of the texts; `None` where all ran.
pub(crate) fn rules_left_out_in_words(report: &Report) -> Option<String> {
    let ids = &report.rules_left_out;
    let [source, target] = Side::BOTH.map(|w| report.side(w).document.lang.name());
    let many = counted(ids.len(), "rule");
    (!ids.is_empty()).then(|| format!("{many} left out, not known to read {source} and {target}: {}", ids.join(", ")))
}
