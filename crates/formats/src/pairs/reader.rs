//! The one way to stream pairs, whatever format they are in.

use super::stream::{self, Bytes};
use super::{BadRecord, Fault, MAX_TEXT, PairFormat, PairRecord, Source, jsonl, tsv};
use crate::{Input, InputError, Problem, sniff};
use calque_text::Lang;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How to read pairs.
#[derive(Clone, Debug, Default)]
pub struct ReadPairs {
    /// The format, where the name and the first bytes should not decide.
    pub format: Option<PairFormat>,
    /// Which language is the source, in formats that hold several; in others what the source is
    /// in where the records do not say.
    pub source_lang: Option<Lang>,
    /// The same of the target.
    pub target_lang: Option<Lang>,
    /// The column of the source in a table, by its number from 1 or its name.
    pub source_column: Option<String>,
    /// The column of the target.
    pub target_column: Option<String>,
    /// Give blank lines as empty pairs instead of leaving them out.
    pub keep_blank: bool,
}

/// What stands next in a file of pairs.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A pair.
    Pair(PairRecord),
    /// Something that should have been one.
    Bad(BadRecord),
}

/// Reads pairs, in order.
pub struct PairReader {
    name: String,
    bytes: Arc<AtomicU64>,
    options: ReadPairs,
    state: State,
    /// The line of the last record, for empty inputs and messages.
    line: u64,
}

enum State {
    Opened(Option<Box<dyn Read + Send>>),
    Reading(Box<dyn Source>),
    Ended,
}

impl PairReader {
    /// Opens a file of pairs; its name or its first bytes tell the format.
    pub fn open(input: &Input) -> Result<Self, InputError> {
        Self::open_with(input, ReadPairs::default())
    }

    /// Opens a file of pairs, to be read as told.
    pub fn open_with(input: &Input, mut options: ReadPairs) -> Result<Self, InputError> {
        let name = input.name();
        options.format = options.format.or_else(|| PairFormat::of_name(&name));
        Ok(Self::with(name, input.open()?, options))
    }

    /// Reads pairs from anywhere; without a format the first bytes tell it.
    pub fn from_reader(name: impl Into<String>, reader: Box<dyn Read + Send>, format: Option<PairFormat>) -> Self {
        Self::with(name.into(), reader, ReadPairs { format, ..ReadPairs::default() })
    }

    fn with(name: String, reader: Box<dyn Read + Send>, options: ReadPairs) -> Self {
        Self { name, bytes: Arc::default(), options, state: State::Opened(Some(reader)), line: 0 }
    }

    /// Also gives blank lines, as empty pairs, so that output stays line for line.
    #[must_use]
    pub fn keeping_blank_lines(mut self) -> Self {
        self.options.keep_blank = true;
        self
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes of the input were read so far, packed as they are, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The next pair; `None` at the end, an error at a bad record.
    pub fn next_pair(&mut self) -> Result<Option<PairRecord>, InputError> {
        let mut record = PairRecord::default();
        Ok(self.read_into(&mut record)?.then_some(record))
    }

    /// As [`PairReader::next_pair`] into a record whose memory is used again; false at the end.
    pub fn read_into(&mut self, record: &mut PairRecord) -> Result<bool, InputError> {
        self.advance(record).map_err(|fault| match fault {
            Fault::Bad { line, problem, .. } => InputError::at(&self.name, line, problem),
            Fault::Fatal(problem, line) => InputError { name: self.name.clone(), line, problem },
        })
    }

    /// The next pair or bad record; `None` at the end. What is left is an error only where
    /// nothing behind it can be read, and where the input is empty.
    pub fn next_entry(&mut self) -> Result<Option<Entry>, InputError> {
        let mut record = PairRecord::default();
        match self.advance(&mut record) {
            Ok(true) => Ok(Some(Entry::Pair(record))),
            Ok(false) => Ok(None),
            Err(Fault::Bad { line, problem, raw }) => {
                Ok(Some(Entry::Bad(BadRecord { line, why: problem.to_string(), raw })))
            }
            Err(Fault::Fatal(problem, line)) => Err(InputError { name: self.name.clone(), line, problem }),
        }
    }

    fn advance(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        if let State::Opened(reader) = &mut self.state {
            let reader = reader.take();
            self.state = State::Ended;
            let Some(reader) = reader else { return Ok(false) };
            self.state = State::Reading(start(reader, Arc::clone(&self.bytes), &self.options)?);
        }
        let State::Reading(source) = &mut self.state else { return Ok(false) };
        match source.read(record) {
            Ok(true) => {
                self.line = record.line;
                let longest = record.source.len().max(record.target.len());
                if longest > MAX_TEXT {
                    let raw = record.source.as_bytes();
                    return Err(Fault::bad(record.line, Problem::LongPair(longest, MAX_TEXT), raw));
                }
                Ok(true)
            }
            Ok(false) => {
                self.state = State::Ended;
                Ok(false)
            }
            Err(fault) => {
                if matches!(fault, Fault::Fatal(..)) {
                    self.state = State::Ended;
                }
                Err(fault)
            }
        }
    }
}

impl Iterator for PairReader {
    type Item = Result<PairRecord, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_pair().transpose()
    }
}

/// Unpacks an input, finds out its format and begins to read it.
fn start(reader: Box<dyn Read + Send>, count: Arc<AtomicU64>, options: &ReadPairs) -> Result<Box<dyn Source>, Fault> {
    let mut bytes = stream::unpacked(reader, count)?;
    if options.format.is_none() {
        bytes = stream::peeked(bytes, 4096)?;
    }
    let start = bytes.fill_buf()?;
    let fatal = |problem| Fault::Fatal(problem, None);
    if start.is_empty() {
        return Err(fatal(Problem::Empty));
    }
    let format = options.format.unwrap_or_else(|| PairFormat::of_start(start));
    refuse(start).map_err(fatal)?;
    Ok(source(format, bytes, options))
}

/// Refuses pictures and other binary files before the first line, where it is cheap to tell.
fn refuse(start: &[u8]) -> Result<(), Problem> {
    sniff::refuse_binary(start)?;
    start.iter().position(|&b| b == 0).map_or(Ok(()), |at| Err(Problem::Nul(at)))
}

fn source(format: PairFormat, bytes: Bytes, options: &ReadPairs) -> Box<dyn Source> {
    match format {
        PairFormat::Jsonl => Box::new(jsonl::JsonlSource::new(bytes, options)),
        PairFormat::Tsv => Box::new(tsv::TsvSource::new(bytes, options)),
    }
}

#[cfg(test)]
mod tests;
