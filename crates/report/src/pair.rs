//! The result of checking one pair of a file of pairs.

use crate::{Dismissal, PlacedFinding, Report, ReportSide, Suppressed};
use calque_bitext::{Alignment, Bead, Evidence, Finding};
use calque_text::{Document, Lang, Origin, Sentence, Span};
use serde_json::Value;

/// The result of checking one pair.
#[derive(Debug)]
pub struct PairOutcome<'a> {
    /// The number of the pair in the file, from 1.
    pub number: u64,
    /// Its line in the file; 0 if the format has no lines.
    pub line: u64,
    /// Its id: a string or a number.
    pub id: &'a Value,
    /// The original.
    pub source: &'a str,
    /// The translation.
    pub target: &'a str,
    /// Fidelity in [0, 1]; `None` where it is unknown.
    pub score: Option<f32>,
    /// The findings; spans point into the two texts.
    pub findings: &'a [Finding],
    /// The dismissed findings.
    pub suppressed: &'a [(Finding, Dismissal)],
}

impl PairOutcome<'_> {
    /// The id as text.
    pub(crate) fn name(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned)
    }

    /// A report on two texts of one segment each, for formats whose unit is a bead.
    pub(crate) fn report(&self, name: &str) -> Report {
        let side = |text: &str| {
            let document = Document { lang: Lang::UND, text: text.to_owned(), blocks: Vec::new() };
            let sentences = vec![Sentence { span: Span::new(0, text.len()), block: 0 }];
            ReportSide { name: name.to_owned(), document, sentences, origin: Origin::default() }
        };
        let placed = |finding: &Finding| PlacedFinding { bead: Some(0), finding: finding.clone() };
        let dismissed = |(f, by): &(Finding, Dismissal)| Suppressed { placed: placed(f), by: by.clone() };
        let bead = Bead { source: 0..1, target: 0..1, score: 1.0, evidence: Evidence::default() };
        Report {
            source: side(self.source),
            target: side(self.target),
            alignment: Alignment { beads: vec![bead] },
            findings: self.findings.iter().map(placed).collect(),
            suppressed: self.suppressed.iter().map(dismissed).collect(),
            comments: Vec::new(),
            fidelity: vec![self.score.unwrap_or(0.0)],
            warnings: Vec::new(),
            encoder: false,
            contributors: Vec::new(),
            rules_left_out: Vec::new(),
            rules: &[],
        }
    }
}
