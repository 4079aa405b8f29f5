//! Reads Parquet.

use super::columns::{BATCH, DIRECTION};
use super::eof_guard::EofGuardedFile;
use crate::arrow::{self, value};
use crate::error::InputProblem;
use crate::pairs::jsonl;
use crate::pairs::losses::Losses;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::source::{Fault, PairSource};
use arrow_array::RecordBatch;
use calque_text::Lang;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use serde_json::{Map, Value};
use std::fmt;
use std::fs::File;

/// Streams pairs out of a file.
pub(crate) struct ParquetSource {
    batches: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
    row: u64,
    langs: (Option<Lang>, Option<Lang>),
    left_out: Losses,
}

impl ParquetSource {
    pub(crate) fn new(file: File, options: &ReadPairs) -> Result<Self, InputProblem> {
        let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new(EofGuardedFile(file)))?;
        let said = builder.schema().metadata().get(DIRECTION).and_then(|d| d.split_once('-'));
        let direction = said.map(|(s, t)| (s.parse().ok(), t.parse().ok())).unwrap_or_default();
        let asked = (options.source_lang, options.target_lang);
        let langs = if asked == (None, None) { direction } else { asked };
        let batches = guarded(|| builder.with_batch_size(BATCH).build())?;
        Ok(Self { batches, batch: None, at: 0, row: 0, langs, left_out: Losses::default() })
    }
}

/// Runs the library and turns its errors and panics into [`InputProblem::Damaged`].
fn guarded<T, E: fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, InputProblem> {
    let said = |why: Option<String>| why.map(|why| format!(": {why}")).unwrap_or_default();
    arrow::guarded(read).map_err(|why| InputProblem::Damaged(format!("the Parquet cannot be read{}", said(why))))
}

impl PairSource for ParquetSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        while self.batch.as_ref().is_none_or(|b| self.at >= b.num_rows()) {
            let next = guarded(|| self.batches.next().transpose());
            match next.map_err(|problem| Fault::Fatal(problem, Some(self.row)))? {
                Some(batch) => self.batch = Some(batch),
                None => return Ok(false),
            }
            self.at = 0;
        }
        let Some(batch) = &self.batch else { return Ok(false) };
        let at = self.at;
        self.at += 1;
        self.row += 1;
        record.restart(self.row);
        let mut object = Map::new();
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            match value(column, at) {
                Some(Value::Null) => {}
                Some(value) => {
                    object.insert(common_key(field.name()).to_owned(), value);
                }
                None => self.left_out.add(&format!("values of `{}`, whose type is none of text", field.name()), 1),
            }
        }
        let bad = |what: String| Fault::bad(self.row, InputProblem::Record(format!("not a pair: {what}")), b"");
        jsonl::fill_from_object(record, object, self.langs).map_err(bad)?;
        Ok(true)
    }

    fn left_out(&self) -> Losses {
        self.left_out.clone()
    }
}

/// The common name of a column.
fn common_key(name: &str) -> &str {
    match name {
        "src_text" | "src" => "source",
        "trg_text" | "tgt_text" | "tgt" | "trg" => "target",
        "aligner_score" => keys::SCORE,
        "src_url" => keys::SOURCE_DOC,
        "trg_url" => keys::TARGET_DOC,
        name => name,
    }
}
