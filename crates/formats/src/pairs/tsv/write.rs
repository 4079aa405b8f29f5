//! Writes tables.

use super::column::Column;
use crate::output::{OutputError, OutputFile};
use crate::pairs::cells;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::PairRecord;
use crate::pairs::sink::PairSink;
use calque_text::Lang;
use serde_json::Value;

/// Number of records that determine the columns.
const LOOK_AHEAD: usize = 1000;

/// Writes a table. Its columns are those of the options, else determined by the first records.
pub(crate) struct TsvSink {
    out: OutputFile,
    columns: Vec<Column>,
    started: bool,
    header: bool,
    buffered: Vec<PairRecord>,
}

impl TsvSink {
    pub(crate) fn new(out: OutputFile, options: &WritePairs) -> Self {
        let columns: Vec<Column> = options.columns.iter().map(|n| Column::of_name(n)).collect();
        Self { out, started: false, columns, header: options.header, buffered: Vec::new() }
    }

    /// Determines the columns, writes the header and the buffered records.
    fn start(&mut self, losses: &mut Losses) -> Result<(), OutputError> {
        self.started = true;
        let buffered = std::mem::take(&mut self.buffered);
        if self.columns.is_empty() {
            self.columns = columns_of(&buffered);
        }
        if self.header {
            let names: Vec<_> = self.columns.iter().map(Column::name).collect();
            let line = names.join("\t") + "\n";
            self.out.put(line.as_bytes())?;
        }
        buffered.iter().try_for_each(|record| self.line(record, losses))
    }

    fn line(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        let mut replaced = 0;
        let mut extras = 0;
        for (i, column) in self.columns.iter().enumerate() {
            if i > 0 {
                self.out.put(b"\t")?;
            }
            match column {
                Column::Source => self.out.put(cells::one_line(&record.source, &mut replaced).as_bytes())?,
                Column::Target => self.out.put(cells::one_line(&record.target, &mut replaced).as_bytes())?,
                Column::Id => self.out.put(cells::one_line(&record.id_text(), &mut replaced).as_bytes())?,
                Column::SourceLang => self.out.put(record.source_lang.as_ref().map_or("", Lang::code).as_bytes())?,
                Column::TargetLang => self.out.put(record.target_lang.as_ref().map_or("", Lang::code).as_bytes())?,
                Column::Extra(key) => {
                    if let Some(value) = record.extra.get(key) {
                        extras += 1;
                        self.out.put(cells::one_line(&cells::text(value), &mut replaced).as_bytes())?;
                    }
                }
            }
        }
        self.out.put(b"\n")?;
        losses.add(cells::REPLACED, replaced);
        if extras < record.extra.len() {
            for key in
                record.extra.keys().filter(|k| !self.columns.iter().any(|c| matches!(c, Column::Extra(e) if e == *k)))
            {
                losses.add(&format!("values of `{key}`, which has no column (name columns with --columns)"), 1);
            }
        }
        Ok(())
    }
}

/// The columns for all fields of some records.
fn columns_of(records: &[PairRecord]) -> Vec<Column> {
    let mut columns = vec![Column::Source, Column::Target];
    let any = |test: fn(&PairRecord) -> bool| records.iter().any(test);
    if any(PairRecord::has_own_id) {
        columns.push(Column::Id);
    }
    if any(|r| r.source_lang.is_some()) {
        columns.push(Column::SourceLang);
    }
    if any(|r| r.target_lang.is_some()) {
        columns.push(Column::TargetLang);
    }
    let mut seen = std::collections::HashSet::new();
    for key in records.iter().flat_map(|r| r.extra.iter()).filter(|(_, v)| **v != Value::Null).map(|(k, _)| k) {
        if seen.insert(key.as_str()) {
            columns.push(Column::Extra(key.clone()));
        }
    }
    columns
}

impl PairSink for TsvSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        if self.started {
            return self.line(record, losses);
        }
        self.buffered.push(record.clone());
        if self.buffered.len() >= LOOK_AHEAD || !self.columns.is_empty() { self.start(losses) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError> {
        if !self.started {
            self.start(losses)?;
        }
        self.out.finish()
    }
}
