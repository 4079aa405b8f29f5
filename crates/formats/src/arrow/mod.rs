//! Arrow IPC streams: rows in, rows with further columns out, for engines that pass tables between processes
//! (pyarrow, Spark, DuckDB, Polars).
//!
//! A row is read as a JSON object, so that the code that answers rows is independent of Arrow. Columns
//! that are passed through are not decoded: any type is possible. An Arrow *file* is read as the stream
//! that it contains. One batch is in memory at a time; a truncated or malformed batch is an error.

mod cells;
mod columns;
mod messages;

pub(crate) use cells::value;
pub use columns::ColumnType;

use crate::{InputError, InputProblem};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use messages::Messages;
use serde_json::{Map, Value};
use std::fmt;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The first bytes of an Arrow file; a stream follows them.
const FILE_MAGIC: &[u8] = b"ARROW1\0\0";

/// Whether an input that starts like this is an Arrow stream or file (and not JSON).
pub fn is_arrow(start: &[u8]) -> bool {
    start.starts_with(b"\xff\xff\xff\xff") || start.starts_with(FILE_MAGIC)
}

/// Runs a reader of a library and turns its error into text; a panic on damaged bytes is `Err(None)`.
pub(crate) fn guarded<T, E: fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, Option<String>> {
    // The reader is discarded after a panic, so that its state does not matter.
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(e)) => Err(Some(e.to_string())),
        Err(_) => Err(None),
    }
}

/// Reads a stream, batch by batch.
pub struct ArrowReader {
    name: String,
    batches: Messages<Box<dyn Read + Send>>,
    rows: u64,
}

impl ArrowReader {
    /// Reads the schema; `name` is for messages.
    pub fn new(name: &str, mut input: Box<dyn Read + Send>) -> Result<Self, InputError> {
        let mut start = Vec::new();
        let read = (&mut input).take(FILE_MAGIC.len() as u64).read_to_end(&mut start);
        read.map_err(|e| InputError::new(name, InputProblem::Io(e)))?;
        let input: Box<dyn Read + Send> =
            if start == FILE_MAGIC { input } else { Box::new(io::Cursor::new(start).chain(input)) };
        let batches = guarded(|| Messages::new(input)).map_err(|why| broken(name, 0, why))?;
        Ok(Self { name: name.to_owned(), batches, rows: 0 })
    }

    /// The next batch that has rows; `None` at the end.
    pub fn next_rows(&mut self) -> Result<Option<ArrowRows>, InputError> {
        loop {
            let next = guarded(|| self.batches.next());
            match next.map_err(|why| broken(&self.name, self.rows, why))? {
                None => return Ok(None),
                Some(batch) if batch.num_rows() == 0 => {}
                Some(batch) => {
                    self.rows += batch.num_rows() as u64;
                    return Ok(Some(ArrowRows { batch }));
                }
            }
        }
    }
}

/// The error for a stream that is malformed or truncated after some rows.
fn broken(name: &str, rows: u64, why: Option<String>) -> InputError {
    let why = why.unwrap_or_else(|| "its bytes contradict each other".to_owned());
    InputError::new(name, InputProblem::Arrow(format!("the Arrow stream cannot be read after row {rows}: {why}")))
}

/// The rows of a batch.
#[derive(Clone, Debug)]
pub struct ArrowRows {
    batch: RecordBatch,
}

impl ArrowRows {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `len` rows from row `from` on, without a copy.
    #[must_use]
    pub fn slice(&self, from: usize, len: usize) -> Self {
        Self { batch: self.batch.slice(from, len) }
    }

    /// The approximate size, in bytes of JSON, of the columns of a row that `wanted` selects.
    pub fn size(&self, row: usize, wanted: impl Fn(&str) -> bool) -> usize {
        self.columns(wanted).map(|(_, column)| cells::size(column, row)).fold(0, usize::saturating_add)
    }

    /// The columns of a row that `wanted` selects, as JSON, without values of types that JSON lacks and
    /// without values larger than `most` bytes (a dictionary key of a few bytes may refer to a huge value).
    pub fn row(&self, row: usize, most: usize, wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
        let fitting = self.columns(wanted).filter(|(_, column)| cells::size(column, row) <= most);
        fitting.filter_map(|(name, column)| Some((name.to_owned(), value(column, row)?))).collect()
    }

    fn columns(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &ArrayRef)> {
        let fields = self.batch.schema_ref().fields().iter().map(|field| field.name().as_str());
        fields.zip(self.batch.columns()).filter(move |(name, _)| wanted(name))
    }
}

/// A column of the output.
enum Column {
    /// A column of the input, passed through.
    PassedThrough(usize),
    /// A column of answers: the field and its type.
    Answer(String, ColumnType),
}

/// Writes answers as a stream into memory; [`ArrowWriter::take`] returns what was written.
pub struct ArrowWriter {
    out: StreamWriter<Vec<u8>>,
    schema: SchemaRef,
    columns: Vec<Column>,
}

impl ArrowWriter {
    /// Begins a stream with the input columns that `passes` selects and the columns `made` of answers. An
    /// answer column replaces the input column of its name; others come last.
    pub fn new(
        input: Option<&ArrowReader>,
        passes: impl Fn(&str) -> bool,
        made: Vec<(String, ColumnType)>,
    ) -> Result<Self, io::Error> {
        let (mut fields, mut columns, mut left) = (Vec::new(), Vec::new(), made);
        let given = input.map_or_else(|| Arc::new(Schema::empty()), |input| Arc::clone(input.batches.schema()));
        for (i, field) in given.fields().iter().enumerate() {
            if let Some(at) = left.iter().position(|(name, _)| name == field.name()) {
                let (name, shape) = left.remove(at);
                fields.push(Arc::new(Field::new(&name, shape.data_type(), true)));
                columns.push(Column::Answer(name, shape));
            } else if passes(field.name()) {
                fields.push(Arc::clone(field));
                columns.push(Column::PassedThrough(i));
            }
        }
        for (name, shape) in left {
            fields.push(Arc::new(Field::new(&name, shape.data_type(), true)));
            columns.push(Column::Answer(name, shape));
        }
        // The metadata of pandas describes the columns of the input, not those of the output.
        let said = given.metadata().iter().filter(|(key, _)| *key != "pandas");
        let schema = Arc::new(Schema::new_with_metadata(
            fields,
            said.map(|(k, v)| (k.clone(), v.clone())).collect::<std::collections::HashMap<_, _>>(),
        ));
        let out = StreamWriter::try_new(Vec::new(), &schema).map_err(other)?;
        Ok(Self { out, schema, columns })
    }

    /// Writes the answers to rows; without rows, only answers.
    pub fn write(&mut self, rows: Option<&ArrowRows>, answers: &[Map<String, Value>]) -> Result<(), io::Error> {
        let array = |column: &Column| -> Result<ArrayRef, ArrowError> {
            match column {
                Column::Answer(name, shape) => {
                    shape.array(&answers.iter().map(|answer| answer.get(name)).collect::<Vec<_>>())
                }
                Column::PassedThrough(i) => match rows {
                    Some(rows) => Ok(Arc::clone(rows.batch.column(*i))),
                    None => Err(ArrowError::SchemaError("there are no rows to pass on".to_owned())),
                },
            }
        };
        let arrays = self.columns.iter().map(array).collect::<Result<Vec<_>, _>>().map_err(other)?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(other)?;
        self.out.write(&batch).map_err(other)
    }

    /// The bytes written since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.out.get_mut())
    }

    /// Ends the stream and returns the bytes not taken yet.
    pub fn finish(mut self) -> Result<Vec<u8>, io::Error> {
        self.out.finish().map_err(other)?;
        Ok(self.take())
    }
}

fn other(error: ArrowError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests;
