//! Pairs as a table: columns separated by tabs, without quoting, so that a lone `"`
//! is a quotation mark like another.
//!
//! A first line that names the source's and the target's column is a header. The
//! names are bitextor's (`src_text`, `trg_text`, `src_url`, `trg_url`,
//! `aligner_score`) or plain ones (`source`, `target`, `score`, ...); other columns
//! are kept in [`PairRecord::extra`] under their names. Without a header the first
//! two columns are the texts, or the third and fourth where the first two are URLs,
//! as in bitextor's files; further ones are called `column3` and so on.

use crate::input::stream::Bytes;
use crate::output::{OutputError, OutputFile};
use crate::pairs::cells;
use crate::pairs::lines::Lines;
use crate::pairs::losses::Losses;
use crate::pairs::options::{ReadPairs, WritePairs};
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use crate::pairs::source::{Fault, PairSource};
use calque_text::Lang;
use serde_json::Value;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Id,
    Source,
    Target,
    SourceLang,
    TargetLang,
    Extra(String),
}

impl Column {
    fn of_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "id" => Self::Id,
            "source" | "src" | "src_text" | "source_text" => Self::Source,
            "target" | "tgt" | "trg" | "trg_text" | "target_text" | "tgt_text" => Self::Target,
            "source_lang" | "src_lang" => Self::SourceLang,
            "target_lang" | "tgt_lang" | "trg_lang" => Self::TargetLang,
            "aligner_score" => Self::Extra(keys::SCORE.into()),
            "src_url" => Self::Extra(keys::SOURCE_DOC.into()),
            "trg_url" | "tgt_url" => Self::Extra(keys::TARGET_DOC.into()),
            _ => Self::Extra(name.trim().to_owned()),
        }
    }

    /// Its name in the header.
    fn name(&self) -> &str {
        match self {
            Self::Id => "id",
            Self::Source => "src_text",
            Self::Target => "trg_text",
            Self::SourceLang => "src_lang",
            Self::TargetLang => "trg_lang",
            Self::Extra(key) => match key.as_str() {
                keys::SCORE => "aligner_score",
                keys::SOURCE_DOC => "src_url",
                keys::TARGET_DOC => "trg_url",
                key => key,
            },
        }
    }
}

/// Streams pairs out of a table.
pub(crate) struct TsvSource {
    lines: Lines,
    columns: Option<Vec<Column>>,
    asked: (Option<String>, Option<String>),
    langs: (Option<Lang>, Option<Lang>),
    keep_blank: bool,
}

impl TsvSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            lines: Lines::new(input),
            columns: None,
            asked: (options.source_column.clone(), options.target_column.clone()),
            langs: (options.source_lang, options.target_lang),
            keep_blank: options.keep_blank,
        }
    }

    /// Learns the columns from the first line; true if it is a header.
    fn learn(&mut self) -> Result<bool, Fault> {
        let text = self.lines.text()?;
        let names: Vec<&str> = text.split('\t').collect();
        let mut columns: Vec<Column> = names.iter().map(|n| Column::of_name(n)).collect();
        let mut header = columns.contains(&Column::Source) && columns.contains(&Column::Target);
        let (source, target) = (place(self.asked.0.as_deref(), &names), place(self.asked.1.as_deref(), &names));
        let (Ok(source), Ok(target)) = (&source, &target) else {
            return Err(self.lines.bad(source.and(target).err().unwrap_or_default()));
        };
        header |= source.is_some_and(|(_, named)| named) || target.is_some_and(|(_, named)| named);
        if !header {
            let urls =
                names.len() >= 4 && names[..2].iter().all(|n| n.starts_with("http://") || n.starts_with("https://"));
            columns = bare(names.len(), urls);
        }
        for (at, what) in [(source, Column::Source), (target, Column::Target)] {
            if let Some((at, _)) = *at {
                // The column that the header or its place would have made this side steps back.
                for column in columns.iter_mut().filter(|c| **c == what) {
                    *column = Column::Extra(what.name().to_owned());
                }
                columns[at] = what;
            }
        }
        name_apart(&mut columns);
        self.columns = Some(columns);
        Ok(header)
    }
}

/// Where a column lies that the user asked for by number or name, and whether by name.
fn place(asked: Option<&str>, names: &[&str]) -> Result<Option<(usize, bool)>, String> {
    let Some(asked) = asked else { return Ok(None) };
    if let Some(at) = names.iter().position(|n| n.trim() == asked) {
        return Ok(Some((at, true)));
    }
    match asked.parse::<usize>() {
        Ok(n) if (1..=names.len()).contains(&n) => Ok(Some((n - 1, false))),
        _ => Err(format!("has no column `{asked}`; it has {}", names.join(", "))),
    }
}

/// The columns of a table without a header.
fn bare(n: usize, urls: bool) -> Vec<Column> {
    let extra = |key: &str| Column::Extra(key.to_owned());
    let mut columns = if urls {
        vec![extra(keys::SOURCE_DOC), extra(keys::TARGET_DOC), Column::Source, Column::Target, extra(keys::SCORE)]
    } else {
        vec![Column::Source, Column::Target]
    };
    columns.truncate(n);
    (columns.len()..n).for_each(|i| columns.push(extra(&format!("column{}", i + 1))));
    columns
}

/// Gives columns of one name a number, so that none hides another.
fn name_apart(columns: &mut [Column]) {
    for i in 1..columns.len() {
        let (before, rest) = columns.split_at_mut(i);
        if before.contains(&rest[0]) {
            rest[0] = Column::Extra(format!("column{}", i + 1));
        }
    }
}

impl PairSource for TsvSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        while self.lines.advance()? {
            record.restart(self.lines.line);
            if self.lines.text()?.trim_ascii().is_empty() && !(self.keep_blank || self.lines.text()?.contains('\t')) {
                continue;
            }
            if self.columns.is_none() && self.learn()? {
                continue;
            }
            let text = self.lines.text()?;
            let columns = self.columns.as_deref().unwrap_or_default();
            if !text.trim_ascii().is_empty() {
                fill(record, text, columns).map_err(|what| self.lines.bad(what))?;
            }
            record.source_lang = record.source_lang.or(self.langs.0);
            record.target_lang = record.target_lang.or(self.langs.1);
            return Ok(true);
        }
        Ok(false)
    }
}

fn fill(record: &mut PairRecord, text: &str, columns: &[Column]) -> Result<(), String> {
    let (mut sides, mut n) = (0, 0);
    for (i, cell) in text.split('\t').enumerate() {
        n += 1;
        match columns.get(i) {
            Some(Column::Source) => {
                record.source.push_str(cell);
                sides += 1;
            }
            Some(Column::Target) => {
                record.target.push_str(cell);
                sides += 1;
            }
            Some(Column::Id) if !cell.is_empty() => record.id = cell.into(),
            Some(Column::SourceLang) => record.source_lang = lang(cell)?,
            Some(Column::TargetLang) => record.target_lang = lang(cell)?,
            Some(Column::Extra(key)) if !cell.is_empty() => {
                record.extra.insert(key.clone(), cells::value(cell));
            }
            Some(_) => {}
            None => {
                record.extra.insert(format!("column{n}"), cells::value(cell));
            }
        }
    }
    if sides < 2 {
        return Err(format!("not a pair: {n} column(s), and no tab between source and target"));
    }
    Ok(())
}

fn lang(cell: &str) -> Result<Option<Lang>, String> {
    let tag = |cell: &str| cell.parse().map_err(|e: calque_text::ParseLangError| e.to_string());
    (!cell.is_empty()).then(|| tag(cell)).transpose()
}

/// Records that are looked at before the columns are settled.
const LOOK_AHEAD: usize = 1000;

/// Writes a table. Which columns it has is settled by the first records, unless told.
pub(crate) struct TsvSink {
    out: OutputFile,
    columns: Vec<Column>,
    settled: bool,
    header: bool,
    waiting: Vec<PairRecord>,
}

impl TsvSink {
    pub(crate) fn new(out: OutputFile, options: &WritePairs) -> Self {
        let columns: Vec<Column> = options.columns.iter().map(|n| Column::of_name(n)).collect();
        Self { out, settled: false, columns, header: options.header, waiting: Vec::new() }
    }

    /// Settles the columns and writes what waited for it.
    fn settle(&mut self, losses: &mut Losses) -> Result<(), OutputError> {
        self.settled = true;
        let waiting = std::mem::take(&mut self.waiting);
        if self.columns.is_empty() {
            self.columns = columns_of(&waiting);
        }
        if self.header {
            let names: Vec<_> = self.columns.iter().map(Column::name).collect();
            let line = names.join("\t") + "\n";
            self.out.put(line.as_bytes())?;
        }
        waiting.iter().try_for_each(|record| self.line(record, losses))
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

/// The columns that hold all that some records say.
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
        if self.settled {
            return self.line(record, losses);
        }
        self.waiting.push(record.clone());
        if self.waiting.len() >= LOOK_AHEAD || !self.columns.is_empty() { self.settle(losses) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError> {
        if !self.settled {
            self.settle(losses)?;
        }
        self.out.finish()
    }
}
