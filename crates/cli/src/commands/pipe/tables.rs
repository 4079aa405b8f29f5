//! Records and answers as Arrow streams: a batch in, its answers out, before the next
//! one is read.

use super::records::{Answers, MAX_LINE, arrived};
use crate::failure::Failure;
use crate::output::Output;
use calque_formats::arrow::{ArrowReader, ArrowRows, ArrowWriter, ColumnType};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::{self, BufReader, Read};
use std::process::ExitCode;

/// What makes a record; the rest is passed on.
const RECORD: [&str; 5] = ["id", "source", "target", "source_lang", "target_lang"];
/// Rows that are answered at a time,
const ROWS: usize = 1024;
/// unless their texts are long: bytes.
const BYTES: usize = 64 << 20;

/// A table to a table.
pub(super) fn to_table(input: Box<dyn Read + Send>, answers: &Answers) -> Result<ExitCode, Failure> {
    let mut reader = ArrowReader::new("standard input", input)?;
    let pairs = matches!(answers, Answers::Pairs(_));
    // Of documents only the id comes back, as in lines.
    let passes = |name: &str| pairs || name == "id";
    let mut writer = ArrowWriter::new(Some(&reader), passes, answers.columns()).map_err(|e| failed(&e))?;
    let mut out = Output::open(None)?;
    write_now(&mut out, &writer.take())?;
    while !out.is_closed() {
        let Some(rows) = reader.next_rows()? else { break };
        for rows in pieces(&rows, |name| RECORD.contains(&name)) {
            writer
                .write(Some(&rows), &answered(&rows, answers, |name| RECORD.contains(&name)))
                .map_err(|e| failed(&e))?;
            write_now(&mut out, &writer.take())?;
        }
    }
    out.with(|out| out.write_all(&writer.finish()?))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// A table to lines; what has no form in JSON is left out of them.
pub(super) fn to_lines(input: Box<dyn Read + Send>, answers: &Answers) -> Result<ExitCode, Failure> {
    let mut reader = ArrowReader::new("standard input", input)?;
    let mut out = Output::open(None)?;
    while !out.is_closed() {
        let Some(rows) = reader.next_rows()? else { break };
        for rows in pieces(&rows, |_| true) {
            let lines = answered(&rows, answers, |_| true).into_iter().map(Value::Object);
            out.with(|out| {
                lines.into_iter().try_for_each(|line| writeln!(out, "{line}"))?;
                out.flush()
            })?;
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Lines to a table. What records have beside what makes them one is in the column `more`, as JSON.
pub(super) fn from_lines(input: &mut BufReader<impl Read>, answers: &Answers) -> Result<ExitCode, Failure> {
    let mut columns = answers.columns();
    columns.insert(0, ("id".to_owned(), ColumnType::Text));
    if matches!(answers, Answers::Pairs(_)) {
        columns.extend(["source_lang", "target_lang", "more"].map(|name| (name.to_owned(), ColumnType::Text)));
    }
    let named: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let mut writer = ArrowWriter::new(None, |_| true, columns).map_err(|e| failed(&e))?;
    let mut out = Output::open(None)?;
    write_now(&mut out, &writer.take())?;
    while !out.is_closed() {
        let lines = arrived(input)?;
        if lines.is_empty() {
            break;
        }
        let answer = |line: &Vec<u8>| {
            // An answer is an object; one that is not JSON could not be one.
            let mut answer = serde_json::from_str::<Map<String, Value>>(&answers.line(line)).unwrap_or_default();
            let more: Vec<String> = answer.keys().filter(|key| !named.contains(key)).cloned().collect();
            let more: Map<String, Value> = more.into_iter().filter_map(|key| answer.remove_entry(&key)).collect();
            if !more.is_empty() {
                answer.insert("more".to_owned(), Value::Object(more).to_string().into());
            }
            answer
        };
        let answers: Vec<Map<String, Value>> = lines.par_iter().map(answer).collect();
        writer.write(None, &answers).map_err(|e| failed(&e))?;
        write_now(&mut out, &writer.take())?;
    }
    out.with(|out| out.write_all(&writer.finish()?))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The answers to rows, in their order. As with lines, what is too long is not there.
fn answered(rows: &ArrowRows, answers: &Answers, wanted: impl Fn(&str) -> bool + Sync) -> Vec<Map<String, Value>> {
    (0..rows.len()).into_par_iter().map(|i| answers.fields(rows.row(i, MAX_LINE, &wanted))).collect()
}

/// A batch in pieces whose answers fit into memory, however large the sender made it.
fn pieces(rows: &ArrowRows, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = ArrowRows> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (mut to, mut bytes) = (from, 0_usize);
        while to < rows.len() && to - from < ROWS && bytes < BYTES {
            // What is too long is left out.
            bytes += rows.size(to, &wanted).min(MAX_LINE);
            to += 1;
        }
        let piece = (to > from).then(|| rows.slice(from, to - from));
        from = to;
        piece
    })
}

/// Writes bytes and flushes them, so that the reader has them at once.
fn write_now(out: &mut Output, bytes: &[u8]) -> Result<(), Failure> {
    out.with(|out| {
        out.write_all(bytes)?;
        out.flush()
    })
}

fn failed(e: &io::Error) -> Failure {
    Failure::new(format!("the answers cannot be written as Arrow: {e}"), "write lines with --to jsonl")
}
