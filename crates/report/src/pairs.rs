//! Reports on files of pairs, written pair by pair: what comes out of
//! `calque check --pairs`.
//!
//! A [`PairStream`] gives what stands before, between and after the pairs; the
//! text of each pair depends on that pair alone, so that pairs can be written
//! in parallel and joined in order.

use crate::{
    Dismissal, PlacedFinding, RenderOptions, Report, ReportFormat, ReportSide, Suppressed, csv, jsonl, junit, sarif,
    xliff,
};
use calque_bitext::{Alignment, Bead, Evidence, Finding, RuleInfo};
use calque_text::{Document, Lang, Origin, Sentence, Span};
use serde_json::Value;

/// What the check of one pair gave.
#[derive(Debug)]
pub struct PairOutcome<'a> {
    /// Which pair of the file it is, from 1.
    pub number: u64,
    /// The line of the file that it stood on; 0 where the file has none.
    pub line: u64,
    /// Its id: a string or a number.
    pub id: &'a Value,
    /// The original.
    pub source: &'a str,
    /// The translation.
    pub target: &'a str,
    /// Fidelity in [0, 1].
    pub score: f32,
    /// What differs; spans point into the two texts.
    pub findings: &'a [Finding],
    /// What was dismissed.
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
            fidelity: vec![self.score],
            warnings: Vec::new(),
            rules: &[],
        }
    }
}

/// A report on a file of pairs, piece by piece.
#[derive(Debug)]
pub struct PairStream {
    format: ReportFormat,
    name: String,
    options: RenderOptions,
    rules: &'static [RuleInfo],
    tail: String,
    started: bool,
}

impl PairStream {
    /// The formats that serve pairs.
    pub const FORMATS: [ReportFormat; 5] =
        [ReportFormat::Jsonl, ReportFormat::Csv, ReportFormat::Sarif, ReportFormat::Junit, ReportFormat::Xliff];

    /// A report on the file `name`, whose findings are of `rules`; none where the format does not serve pairs.
    pub fn new(format: ReportFormat, name: &str, options: RenderOptions, rules: &'static [RuleInfo]) -> Option<Self> {
        let stream = Self { format, name: name.to_owned(), options, rules, tail: String::new(), started: false };
        Self::FORMATS.contains(&format).then_some(stream)
    }

    /// What stands before the first pair, of a file from one language to the other.
    pub fn head(&mut self, languages: (Lang, Lang)) -> String {
        let (head, tail) = match self.format {
            ReportFormat::Csv => (csv::head(), String::new()),
            ReportFormat::Sarif => sarif::frame(&[&self.name], None, self.rules),
            ReportFormat::Junit => junit::frame(&self.name),
            ReportFormat::Xliff => xliff::frame(&self.name, languages),
            _ => (String::new(), String::new()),
        };
        self.tail = tail;
        head
    }

    /// One pair.
    pub fn pair(&self, outcome: &PairOutcome<'_>) -> String {
        match self.format {
            ReportFormat::Csv => csv::pair(outcome),
            ReportFormat::Sarif => sarif::pair(&self.name, outcome, self.rules),
            ReportFormat::Junit => junit::pair(&self.name, outcome, &self.options),
            ReportFormat::Xliff => xliff::pair(&self.name, outcome),
            _ => jsonl::pair(outcome),
        }
    }

    /// What stands before the text of a pair, given that text.
    pub fn between(&mut self, text: &str) -> &'static str {
        let comma = self.format == ReportFormat::Sarif && self.started && !text.is_empty();
        self.started |= !text.is_empty();
        if comma { ",\n" } else { "" }
    }

    /// What stands after the last pair.
    pub fn tail(&self) -> String {
        // A file of XLIFF has at least one unit.
        let empty = self.format == ReportFormat::Xliff && !self.started;
        format!("{}{}", if empty { xliff::EMPTY } else { "" }, self.tail)
    }
}
