//! Records from standard input: lines as they arrive, and what answers them.

use crate::failure::Failure;
use calque_formats::arrow::ColumnType;
use calque_harvest::answer::{Answerer, DocumentAnswerer, PairAnswerer};
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufReader, Read};

/// Lines that are answered at a time.
const CHUNK: usize = 256;
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

/// Waits for a line, and takes what else is there.
pub(super) fn arrived(input: &mut BufReader<impl Read>) -> Result<Vec<Vec<u8>>, Failure> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    while lines.is_empty() || (lines.len() < CHUNK && input.buffer().contains(&b'\n')) {
        let Some(line) = line(input).map_err(|e| unreadable(&e))? else { break };
        lines.push(line);
    }
    Ok(lines)
}

pub(super) fn unreadable(e: &io::Error) -> Failure {
    Failure::new(format!("standard input: cannot be read: {e}"), "check what writes to it")
}

/// The next line without its end; of one that is too long, the beginning, which is no record.
fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if (&mut *input).take(MAX_LINE as u64).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() == MAX_LINE && line.last() != Some(&b'\n') {
        line.truncate(0);
        line.shrink_to_fit();
        input.skip_until(b'\n')?;
    }
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(line))
}
