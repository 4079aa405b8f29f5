//! What a reader wants to know in five seconds: how many findings, how bad,
//! how much of the texts was paired, and what was left over.

use crate::Report;
use crate::marks::Which;
use calque_bitext::{Category, Severity};
use serde::Serialize;

/// The counts of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportSummary {
    /// Number of findings.
    pub findings: usize,
    /// Of those, by severity.
    pub critical: usize,
    /// See `critical`.
    pub major: usize,
    /// See `critical`.
    pub minor: usize,
    /// See `critical`.
    pub info: usize,
    /// Findings that somebody has dismissed, counted apart.
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
    /// How sure the pairing is, in [0, 1].
    pub alignment: f32,
    /// MQM penalty points per 100 words of the source.
    pub penalty_per_100_words: f32,
}

impl ReportSummary {
    /// Counts `report`.
    pub fn new(report: &Report) -> Self {
        Self {
            findings: report.findings.len(),
            critical: report.count(Severity::Critical),
            major: report.count(Severity::Major),
            minor: report.count(Severity::Minor),
            info: report.count(Severity::Info),
            suppressed: report.suppressed.len(),
            pairs: report.alignment.pairs().count(),
            source_segments: report.source.sentences.len(),
            source_unpaired: unpaired(report, Which::Source).len(),
            target_segments: report.target.sentences.len(),
            target_unpaired: unpaired(report, Which::Target).len(),
            alignment: round(report.alignment.confidence()),
            penalty_per_100_words: round(report.penalty_per_100_words()),
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

    /// `3 findings: 1 critical, 2 minor`, or `no findings`.
    pub fn in_words(&self) -> String {
        if self.findings == 0 {
            return "no findings".to_owned();
        }
        let parts: Vec<String> = Severity::ALL
            .into_iter()
            .rev()
            .filter(|&s| self.count(s) > 0)
            .map(|s| format!("{} {s}", self.count(s)))
            .collect();
        format!("{}: {}", counted(self.findings, "finding"), parts.join(", "))
    }

    /// What the pairing covers: `12 pairs cover 10 of 11 source and 13 of 20 target segments`.
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
        let place =
            if s.by.in_text { "comments" } else { s.by.place.rsplit_once(':').map_or(s.by.place.as_str(), |p| p.0) };
        match places.iter_mut().find(|(p, _)| *p == place) {
            Some((_, n)) => *n += 1,
            None => places.push((place, 1)),
        }
    }
    if places.is_empty() {
        return String::new();
    }
    let parts: Vec<String> = places.iter().map(|(place, n)| format!("{n} in {place}")).collect();
    format!("{} ({})", counted(report.suppressed.len(), "dismissed finding"), parts.join(", "))
}

/// The beads in the order of the text, or those that most need reading first: by the harm of
/// their findings, weighed by confidence, then by fidelity.
pub(crate) fn reading_order(report: &Report, by: &ByBead, worst_first: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..by.beads.len()).collect();
    if worst_first {
        let harm = |bead: usize| -> f32 {
            let findings = by.beads[bead].iter().map(|&i| &report.findings[i].finding);
            findings.map(|f| f.confidence * (f.severity.penalty() as f32 + 0.1)).sum()
        };
        let fidelity = |bead: usize| {
            let paired = !report.alignment.beads[bead].is_unaligned();
            report.fidelity.get(bead).copied().filter(|_| paired).unwrap_or(2.0)
        };
        order.sort_by(|&a, &b| harm(b).total_cmp(&harm(a)).then(fidelity(a).total_cmp(&fidelity(b))));
    }
    order
}

/// The findings of each bead, and those that belong to none; indices into `report.findings`.
pub(crate) struct ByBead {
    pub(crate) beads: Vec<Vec<usize>>,
    pub(crate) document: Vec<usize>,
}

impl ByBead {
    pub(crate) fn new(report: &Report) -> Self {
        let mut by = Self { beads: vec![Vec::new(); report.alignment.beads.len()], document: Vec::new() };
        for (i, placed) in report.findings.iter().enumerate() {
            match placed.bead.and_then(|b| by.beads.get_mut(b)) {
                Some(list) => list.push(i),
                None => by.document.push(i),
            }
        }
        by
    }
}

/// The segments of one side that have no counterpart, in order.
pub(crate) fn unpaired(report: &Report, which: Which) -> Vec<usize> {
    let segments = which.side(report).sentences.len();
    let lone = report.alignment.beads.iter().filter(|b| b.is_unaligned());
    lone.flat_map(|b| which.segments(b)).filter(|&i| i < segments).collect()
}

/// The first words of the unpaired segments, at most `most` of them: `“Share on facebook”, “Photo”, …`.
pub(crate) fn unpaired_excerpts(report: &Report, which: Which, most: usize, chars: usize) -> Vec<String> {
    let side = which.side(report);
    let lone = unpaired(report, which);
    let mut out: Vec<String> = lone
        .iter()
        .take(most)
        .map(|&i| format!("“{}”", excerpt(side.sentences[i].span.of(&side.document.text), chars)))
        .collect();
    if lone.len() > most {
        out.push(format!("and {} more", lone.len() - most));
    }
    out
}

/// The categories of the findings of one severity, in order of the text, each with its findings.
pub(crate) fn categories(report: &Report, severity: Severity) -> Vec<(Category, Vec<usize>)> {
    let mut out: Vec<(Category, Vec<usize>)> = Vec::new();
    for (i, f) in report.findings.iter().map(|p| &p.finding).enumerate().filter(|(_, f)| f.severity == severity) {
        match out.iter_mut().find(|(category, _)| *category == f.category) {
            Some((_, findings)) => findings.push(i),
            None => out.push((f.category, vec![i])),
        }
    }
    out
}

/// The words of a finding as a list names them: without the commas around them, cut where long.
pub(crate) fn words(text: &str, chars: usize) -> String {
    excerpt(text.trim_matches([' ', ',', ';', '\n']), chars)
}

/// `text` on one line, cut after a word where it is longer than `chars`.
pub(crate) fn excerpt(text: &str, chars: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= chars {
        return line;
    }
    let head: String = line.chars().take(chars).collect();
    let cut = head.rfind(' ').filter(|&at| at > head.len() / 2).unwrap_or(head.len());
    format!("{}…", head[..cut].trim_end_matches([' ', ',', ';', ':']))
}

/// `text` with line ends and runs of plain spaces as one space; French spaces stay.
fn one_line(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The mark of a severity; told apart by shape where there is no colour.
pub(crate) const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "✖",
        Severity::Major => "▲",
        Severity::Minor => "●",
        Severity::Info => "○",
    }
}

/// Characters that would move the cursor or turn the direction of the line.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `1 pair`, `2 pairs`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Four decimals: what is printed is no more precise than what is known.
pub(crate) fn round(x: f32) -> f32 {
    (x * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_end_at_a_word_and_keep_french_spaces() {
        assert_eq!(excerpt("  one\n two  three ", 40), "one two three");
        assert_eq!(excerpt("one two three four", 12), "one two…");
        assert_eq!(excerpt("« été\u{202f}! »", 40), "« été\u{202f}! »");
        assert_eq!(excerpt("ééééééééé", 3), "ééé…");
        assert_eq!(counted(1, "pair"), "1 pair");
        assert_eq!(counted(0, "pair"), "0 pairs");
    }
}
