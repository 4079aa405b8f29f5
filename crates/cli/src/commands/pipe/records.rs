//! Records from standard input: lines as they arrive, and what answers them.

use crate::failure::Failure;
use calque::stream::{ItemSource, Pace};
use calque_formats::arrow::ColumnType;
use calque_harvest::answer::{Answerer, DocumentAnswerer, PairAnswerer};
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufReader, Read};

/// How lines are read: no more is waited for than the first, which is owed an answer.
pub(super) const PACE: Pace = Pace { items: 256, bytes: 64 << 20, grain: 1, read_ahead: false };
/// The longest line; what is longer cannot be a record.
pub(super) const MAX_LINE: usize = 64 << 20;

/// What answers records.
pub(super) enum Answers {
    Pairs(Box<PairAnswerer>),
    Documents(Box<DocumentAnswerer>),
}

impl Answers {
    pub(super) fn line(&self, line: &[u8]) -> String {
        match self {
            Self::Pairs(answerer) => answerer.answer_line(line),
            Self::Documents(answerer) => answerer.answer_line(line),
        }
    }

    pub(super) fn fields(&self, fields: Map<String, Value>) -> Map<String, Value> {
        match self {
            Self::Pairs(answerer) => answerer.answer_value(Value::Object(fields)),
            Self::Documents(answerer) => answerer.answer_value(Value::Object(fields)),
        }
    }

    /// What answers have beside what records have.
    pub(super) fn columns(&self) -> Vec<(String, ColumnType)> {
        match self {
            Self::Pairs(answerer) => answerer.columns(),
            Self::Documents(answerer) => answerer.columns(),
        }
    }
}

/// The lines of an input, as they arrive.
pub(super) struct Lines<'a, R: Read>(pub(super) &'a mut BufReader<R>);

impl<R: Read + Send> ItemSource for Lines<'_, R> {
    type Item = Vec<u8>;
    type Error = Failure;

    fn read_into(&mut self, line: &mut Vec<u8>) -> Result<bool, Failure> {
        read_line(self.0, line).map_err(|e| unreadable(&e))
    }

    fn bytes(line: &Vec<u8>) -> usize {
        line.capacity()
    }

    fn is_ready(&self) -> bool {
        self.0.buffer().contains(&b'\n')
    }
}

pub(super) fn unreadable(e: &io::Error) -> Failure {
    Failure::new(format!("standard input: cannot be read: {e}"), "check what writes to it")
}

/// The next line without its end; nothing of one that is too long, which is no record. False at the end.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    if (&mut *input).take(MAX_LINE as u64).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.len() == MAX_LINE && line.last() != Some(&b'\n') {
        line.clear();
        line.shrink_to_fit();
        input.skip_until(b'\n')?;
    }
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    Ok(true)
}
