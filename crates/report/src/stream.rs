//! Reports on files of pairs, written pair by pair: what comes out of
//! `calque check --pairs`.
//!
//! A [`PairStream`] gives what stands before, between and after the pairs; the
//! text of each pair depends on that pair alone, so that pairs can be written
//! in parallel and joined in order.

use crate::formats::{csv, jsonl, junit, sarif, xliff};
use crate::{Contributor, PairOutcome, RenderOptions, ReportFormat};
use calque_bitext::RuleInfo;
use calque_text::Lang;

/// A report on a file of pairs, piece by piece.
#[derive(Clone, Debug)]
pub struct PairStream {
    format: ReportFormat,
    name: String,
    options: RenderOptions,
    rules: &'static [RuleInfo],
    others: Vec<Contributor>,
    tail: String,
    started: bool,
}

impl PairStream {
    /// The formats that serve pairs.
    pub const FORMATS: [ReportFormat; 5] =
        [ReportFormat::Jsonl, ReportFormat::Csv, ReportFormat::Sarif, ReportFormat::Junit, ReportFormat::Xliff];

    /// A report on the file `name`, whose findings are of `rules`; none where the format does not serve pairs.
    pub fn new(format: ReportFormat, name: &str, options: RenderOptions, rules: &'static [RuleInfo]) -> Option<Self> {
        let (others, tail) = (Vec::new(), String::new());
        let stream = Self { format, name: name.to_owned(), options, rules, others, tail, started: false };
        Self::FORMATS.contains(&format).then_some(stream)
    }

    /// The same, naming who else has a part in it, in formats that have a place for that.
    #[must_use]
    pub fn with_others(self, others: Vec<Contributor>) -> Self {
        Self { others, ..self }
    }

    /// What stands before the first pair, of a file from one language to the other.
    pub fn head(&mut self, languages: (Lang, Lang)) -> String {
        let (head, tail) = match self.format {
            ReportFormat::Csv => (csv::head(), String::new()),
            ReportFormat::Sarif => sarif::frame(&[&self.name], None, self.rules, &self.others),
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
