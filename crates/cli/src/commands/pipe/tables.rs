//! Records and answers as Arrow streams: a batch in, its answers out, before the next
//! one is read.

use super::records::{Answers, Lines, MAX_LINE, PACE};
use crate::failure::Failure;
use crate::output::Output;
use calque::stream::{ItemSource, Pace, for_each_chunk};
use calque_formats::InputError;
use calque_formats::arrow::{ArrowReader, ArrowRows, ArrowWriter, ColumnType};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::process::ExitCode;

/// What makes a record; the rest is passed on.
const RECORD: [&str; 5] = ["id", "source", "target", "source_lang", "target_lang"];
/// Rows that are answered at a time,
const ROWS: usize = 1024;
/// unless their texts are long: bytes.
const BYTES: usize = 64 << 20;
/// How pieces of tables are read: each is answered before the next one is waited for.
const PIECES: Pace = Pace { items: 1, bytes: 1, grain: 1, read_ahead: false };

/// A table to a table.
pub(super) fn to_table(input: Box<dyn Read + Send>, answers: &Answers) -> Result<ExitCode, Failure> {
    let reader = ArrowReader::new("standard input", input)?;
    let pairs = matches!(answers, Answers::Pairs(_));
    // Of documents only the id comes back, as in lines.
    let passes = |name: &str| pairs || name == "id";
    let mut writer = ArrowWriter::new(Some(&reader), passes, answers.columns()).map_err(|e| failed(&e))?;
    let mut out = Output::open(None)?;
    write_now(&mut out, &writer.take())?;
    let wanted = |name: &str| RECORD.contains(&name);
    answer_pieces(reader, answers, wanted, |rows, answers| {
        writer.write(Some(rows), &answers).map_err(|e| failed(&e))?;
        write_now(&mut out, &writer.take())?;
        Ok(out.go_on())
    })?;
    out.with(|out| out.write_all(&writer.finish()?))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// A table to lines; what has no form in JSON is left out of them.
pub(super) fn to_lines(input: Box<dyn Read + Send>, answers: &Answers) -> Result<ExitCode, Failure> {
    let reader = ArrowReader::new("standard input", input)?;
    let mut out = Output::open(None)?;
    answer_pieces(
        reader,
        answers,
        |_| true,
        |_, answers| {
            let mut lines = answers.into_iter().map(Value::Object);
            out.with(|out| {
                lines.try_for_each(|line| writeln!(out, "{line}"))?;
                out.flush()
            })?;
            Ok(out.go_on())
        },
    )?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Lines to a table. What records have beside what makes them one is in the column `more`, as JSON.
pub(super) fn from_lines(input: &mut BufReader<impl Read + Send>, answers: &Answers) -> Result<ExitCode, Failure> {
    let mut columns = answers.columns();
    columns.insert(0, ("id".to_owned(), ColumnType::Text));
    if matches!(answers, Answers::Pairs(_)) {
        columns.extend(["source_lang", "target_lang", "more"].map(|name| (name.to_owned(), ColumnType::Text)));
    }
    let named: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let mut writer = ArrowWriter::new(None, |_| true, columns).map_err(|e| failed(&e))?;
    let mut out = Output::open(None)?;
    write_now(&mut out, &writer.take())?;
    let answer = |line: &mut Vec<u8>| {
        // An answer is an object; one that is not JSON could not be one.
        let mut answer = serde_json::from_str::<Map<String, Value>>(&answers.line(line)).unwrap_or_default();
        let more: Vec<String> = answer.keys().filter(|key| !named.contains(key)).cloned().collect();
        let more: Map<String, Value> = more.into_iter().filter_map(|key| answer.remove_entry(&key)).collect();
        if !more.is_empty() {
            answer.insert("more".to_owned(), Value::Object(more).to_string().into());
        }
        answer
    };
    for_each_chunk(&mut Lines(input), PACE, answer, |_, answers| {
        writer.write(None, &answers).map_err(|e| failed(&e))?;
        write_now(&mut out, &writer.take())?;
        Ok::<_, Failure>(out.go_on())
    })?;
    out.with(|out| out.write_all(&writer.finish()?))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Answers a table piece by piece, with the `wanted` fields of its rows; `then` writes.
fn answer_pieces(
    reader: ArrowReader,
    answers: &Answers,
    wanted: impl Fn(&str) -> bool + Copy + Send + Sync,
    mut then: impl FnMut(&ArrowRows, Vec<Map<String, Value>>) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    let mut pieces = Pieces { reader, batch: None, wanted };
    // The rows of a piece are answered on all cores. As with lines, what is too long is not there.
    let answered = |rows: &mut Option<ArrowRows>| -> Vec<Map<String, Value>> {
        let Some(rows) = rows else { return Vec::new() };
        (0..rows.len()).into_par_iter().map(|i| answers.fields(rows.row(i, MAX_LINE, wanted))).collect()
    };
    for_each_chunk(&mut pieces, PIECES, answered, |rows, answers| match (rows.first(), answers.into_iter().next()) {
        (Some(Some(rows)), Some(answers)) => then(rows, answers),
        _ => Ok(ControlFlow::Continue(())),
    })
}

/// The batches of a table in pieces whose answers fit into memory, however large the sender made them.
struct Pieces<W> {
    reader: ArrowReader,
    /// The batch being read, and the first of its rows that is in no piece yet.
    batch: Option<(ArrowRows, usize)>,
    /// The fields that count.
    wanted: W,
}

impl<W: Fn(&str) -> bool + Send> ItemSource for Pieces<W> {
    type Item = Option<ArrowRows>;
    type Error = InputError;

    fn read_into(&mut self, piece: &mut Option<ArrowRows>) -> Result<bool, InputError> {
        // Not kept while the next one is waited for.
        *piece = None;
        loop {
            let Some((rows, from)) = &mut self.batch else {
                let Some(rows) = self.reader.next_rows()? else { return Ok(false) };
                self.batch = Some((rows, 0));
                continue;
            };
            let (mut to, mut bytes) = (*from, 0_usize);
            while to < rows.len() && to - *from < ROWS && bytes < BYTES {
                // What is too long is left out.
                bytes += rows.size(to, &self.wanted).min(MAX_LINE);
                to += 1;
            }
            if to > *from {
                *piece = Some(rows.slice(*from, to - *from));
                *from = to;
                return Ok(true);
            }
            self.batch = None;
        }
    }

    fn bytes(piece: &Option<ArrowRows>) -> usize {
        // A piece is a chunk of its own.
        usize::from(piece.is_some())
    }
}

/// Writes bytes and flushes them, so that the reader has them at once.
fn write_now(out: &mut Output, bytes: &[u8]) -> Result<(), Failure> {
    out.with(|out| {
        out.write_all(bytes)?;
        out.flush()
    })
}

fn failed(e: &io::Error) -> Failure {
    Failure::new(format!("the answers cannot be written as Arrow: {e}"), "write lines with --format jsonl")
}
