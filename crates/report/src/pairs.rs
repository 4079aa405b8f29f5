//! Reports on files of pairs, written pair by pair: what comes out of
//! `calque check --pairs`.
//!
//! A [`PairStream`] gives what stands before, between and after the pairs; the
//! text of each pair depends on that pair alone, so that pairs can be written
//! in parallel and joined in order.

use crate::{Dismissal, Format, csv, jsonl, sarif};
use calque_diff::Finding;
use serde_json::Value;

/// What the check of one pair gave.
#[derive(Debug)]
pub struct PairOutcome<'a> {
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

/// A report on a file of pairs, piece by piece.
#[derive(Debug)]
pub struct PairStream {
    format: Format,
    name: String,
    tail: String,
    started: bool,
}

impl PairStream {
    /// The formats that serve pairs.
    pub const FORMATS: [Format; 3] = [Format::Jsonl, Format::Csv, Format::Sarif];

    /// A report on the file `name`; none where the format does not serve pairs.
    pub fn new(format: Format, name: &str) -> Option<Self> {
        let stream = Self { format, name: name.to_owned(), tail: String::new(), started: false };
        Self::FORMATS.contains(&format).then_some(stream)
    }

    /// What stands before the first pair.
    pub fn head(&mut self) -> String {
        match self.format {
            Format::Csv => csv::head(),
            Format::Sarif => {
                let (head, tail) = sarif::frame(&[&self.name], None);
                self.tail = tail;
                head
            }
            _ => String::new(),
        }
    }

    /// One pair.
    pub fn pair(&self, outcome: &PairOutcome<'_>) -> String {
        match self.format {
            Format::Csv => csv::pair(outcome),
            Format::Sarif => sarif::pair(&self.name, outcome),
            _ => jsonl::pair(outcome),
        }
    }

    /// What stands before the text of a pair, given that text.
    pub fn between(&mut self, text: &str) -> &'static str {
        let comma = self.format == Format::Sarif && self.started && !text.is_empty();
        self.started |= !text.is_empty();
        if comma { ",\n" } else { "" }
    }

    /// What stands after the last pair.
    pub fn tail(&self) -> &str {
        &self.tail
    }
}
