//! Tables: Arrow streams in, Arrow streams out, batch by batch, as `calque pipe` answers them. Columns that are passed
//! on are not decoded; pyarrow reads what comes back where it lies.

use crate::corpora::Answers;
use crate::errors::{Class, of_input, raised};
use crate::pool::detached;
use calque_formats::InputError;
use calque_formats::arrow::{ArrowReader, ArrowRows, ArrowWriter};
use calque_harvest::answer::Answerer;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::{self, Cursor};

/// What makes a record; the rest is passed on.
const RECORD: [&str; 5] = ["id", "source", "target", "source_lang", "target_lang"];
/// The longest text that is answered, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// Why a table was not answered.
enum Unanswered {
    Input(InputError),
    Output(io::Error),
}

impl From<InputError> for Unanswered {
    fn from(e: InputError) -> Self {
        Self::Input(e)
    }
}

impl From<io::Error> for Unanswered {
    fn from(e: io::Error) -> Self {
        Self::Output(e)
    }
}

/// Answers the rows of a stream.
pub(crate) fn answer<'py>(py: Python<'py>, stream: Vec<u8>, answers: &Answers) -> PyResult<Bound<'py, PyBytes>> {
    let answered = detached(py, || match answers {
        Answers::Pairs(answerer) => table(stream, answerer.as_ref(), true),
        Answers::Documents(answerer) => table(stream, answerer.as_ref(), false),
    })?;
    match answered {
        Ok(bytes) => Ok(PyBytes::new(py, &bytes)),
        Err(Unanswered::Input(e)) => Err(of_input(py, &e)),
        Err(Unanswered::Output(e)) => {
            let help = "rename columns whose names are those of answers, such as keep or quality";
            Err(raised(py, Class::Input, format!("the answers do not fit the table: {e}"), help))
        }
    }
}

/// Of pairs all columns are passed on, of documents only the id.
fn table(stream: Vec<u8>, answerer: &impl Answerer, pairs: bool) -> Result<Vec<u8>, Unanswered> {
    let mut reader = ArrowReader::new("the table", Box::new(Cursor::new(stream)))?;
    let mut writer = ArrowWriter::new(Some(&reader), |name| pairs || name == "id", answerer.columns())?;
    let wanted = |name: &str| RECORD.contains(&name);
    let mut out = writer.take();
    while let Some(rows) = reader.next_rows()? {
        let answer = |i| answerer.answer_value(Value::Object(ArrowRows::row(&rows, i, MAX_BYTES, wanted)));
        let answers: Vec<Map<String, Value>> = (0..rows.len()).into_par_iter().map(answer).collect();
        writer.write(Some(&rows), &answers)?;
        out.append(&mut writer.take());
    }
    out.append(&mut writer.finish()?);
    Ok(out)
}
