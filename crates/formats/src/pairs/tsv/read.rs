//! Reads tables.

use super::column::Column;
use crate::input::stream::Bytes;
use crate::pairs::cells;
use crate::pairs::lines::Lines;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::source::{Fault, PairSource};
use calque_text::Lang;

/// Streams pairs out of a table.
pub(crate) struct TsvSource {
    lines: Lines,
    columns: Option<Vec<Column>>,
    requested: (Option<String>, Option<String>),
    langs: (Option<Lang>, Option<Lang>),
    keep_blank: bool,
}

impl TsvSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            lines: Lines::new(input),
            columns: None,
            requested: (options.source_column.clone(), options.target_column.clone()),
            langs: (options.source_lang, options.target_lang),
            keep_blank: options.keep_blank,
        }
    }

    /// Sets the columns from the first line; true if it is a header.
    fn detect_columns(&mut self) -> Result<bool, Fault> {
        let text = self.lines.text()?;
        let names: Vec<&str> = text.split('\t').collect();
        let mut columns: Vec<Column> = names.iter().map(|n| Column::of_name(n)).collect();
        let mut header = columns.contains(&Column::Source) && columns.contains(&Column::Target);
        let (source, target) = (
            requested_column(self.requested.0.as_deref(), &names),
            requested_column(self.requested.1.as_deref(), &names),
        );
        let (Ok(source), Ok(target)) = (&source, &target) else {
            return Err(self.lines.bad(source.and(target).err().unwrap_or_default()));
        };
        if !header && let Some((source, target)) = languages_of_header(&names) {
            header = true;
            // Where the languages are asked for the other way round, so are the columns.
            let turned = self.langs == (Some(target.1), Some(source.1));
            let (source, target) = if turned { (target, source) } else { (source, target) };
            columns[source.0] = Column::Source;
            columns[target.0] = Column::Target;
            self.langs = (self.langs.0.or(Some(source.1)), self.langs.1.or(Some(target.1)));
        }
        header |= source.is_some_and(|(_, named)| named) || target.is_some_and(|(_, named)| named);
        if !header {
            let urls =
                names.len() >= 4 && names[..2].iter().all(|n| n.starts_with("http://") || n.starts_with("https://"));
            columns = default_columns(names.len(), urls);
        }
        for (at, what) in [(source, Column::Source), (target, Column::Target)] {
            if let Some((at, _)) = *at {
                // The column that was this side by its name or position becomes an ordinary one.
                for column in columns.iter_mut().filter(|c| **c == what) {
                    *column = Column::Extra(what.name().to_owned());
                }
                columns[at] = what;
            }
        }
        rename_repeated(&mut columns);
        self.columns = Some(columns);
        Ok(header)
    }
}

/// The index of a column requested by number or name, and whether by name.
fn requested_column(requested: Option<&str>, names: &[&str]) -> Result<Option<(usize, bool)>, String> {
    let Some(requested) = requested else { return Ok(None) };
    if let Some(at) = names.iter().position(|n| n.trim() == requested) {
        return Ok(Some((at, true)));
    }
    match requested.parse::<usize>() {
        Ok(n) if (1..=names.len()).contains(&n) => Ok(Some((n - 1, false))),
        _ => Err(format!("has no column `{requested}`; it has {}", names.join(", "))),
    }
}

/// The first two columns whose names are those of two languages: `en`, `English`, `anglais`.
fn languages_of_header(names: &[&str]) -> Option<((usize, Lang), (usize, Lang))> {
    let mut found = names.iter().enumerate().filter_map(|(at, name)| Some((at, Lang::of_name(name.trim())?)));
    let (first, second) = (found.next()?, found.next()?);
    (first.1 != second.1).then_some((first, second))
}

/// The columns of a table without a header.
fn default_columns(n: usize, urls: bool) -> Vec<Column> {
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

/// Renames repeated columns to `columnN`.
fn rename_repeated(columns: &mut [Column]) {
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
            if self.columns.is_none() && self.detect_columns()? {
                continue;
            }
            let text = self.lines.text()?;
            let columns = self.columns.as_deref().unwrap_or_default();
            if !text.trim_ascii().is_empty() {
                fill_from_line(record, text, columns).map_err(|what| self.lines.bad(what))?;
            }
            record.source_lang = record.source_lang.or(self.langs.0);
            record.target_lang = record.target_lang.or(self.langs.1);
            return Ok(true);
        }
        Ok(false)
    }
}

fn fill_from_line(record: &mut PairRecord, text: &str, columns: &[Column]) -> Result<(), String> {
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
