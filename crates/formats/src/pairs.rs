//! Pairs from JSONL and TSV, one line at a time and in constant memory.
//!
//! JSONL: `{"id", "source", "target", "source_lang", "target_lang"}`; `id` may be a
//! string or a number and is the line number where it is missing; the languages
//! may be missing too. TSV: source, tab, target, without quoting, so that a lone
//! `"` is a quotation mark like another; a first line that names the columns
//! `source` and `target` (and `id`) is a header.

use crate::{Input, InputError, Problem};
use calque_text::Lang;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read};

/// The longest text of a side accepted, in bytes: a pair is a sentence or a paragraph.
pub const MAX_TEXT: usize = 1 << 16;
/// The longest line accepted, in bytes; JSON may write a character with six.
const MAX_LINE: usize = 1 << 20;

/// A pair as it stood in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRecord {
    /// The line it stood on, from 1.
    pub line: u64,
    /// Its id, as JSON: a string, a number, or the line number.
    pub id: serde_json::Value,
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
    /// The original's language, where the record says.
    pub source_lang: Option<Lang>,
    /// The translation's.
    pub target_lang: Option<Lang>,
}

/// The two formats of pair files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairFormat {
    /// One JSON object a line.
    Jsonl,
    /// Columns separated by tabs.
    Tsv,
}

/// Reads pairs, in order.
pub struct PairReader {
    name: String,
    input: BufReader<Box<dyn Read + Send>>,
    format: Option<PairFormat>,
    columns: Columns,
    line: u64,
    bytes: u64,
    buffer: Vec<u8>,
    /// Give blank TSV lines as empty pairs instead of leaving them out.
    keep_blank: bool,
}

#[derive(Clone, Copy, Debug)]
struct Columns {
    id: Option<usize>,
    source: usize,
    target: usize,
}

#[derive(Deserialize)]
struct JsonPair {
    #[serde(default)]
    id: serde_json::Value,
    source: String,
    target: String,
    #[serde(default, alias = "src_lang")]
    source_lang: Option<Lang>,
    #[serde(default, alias = "tgt_lang")]
    target_lang: Option<Lang>,
}

impl PairReader {
    /// Opens a file of pairs; its extension or its first byte tells the format.
    pub fn open(input: &Input) -> Result<Self, InputError> {
        let name = input.name();
        let lower = name.to_ascii_lowercase();
        let ends = |exts: &[&str]| exts.iter().any(|e| lower.ends_with(e));
        let format = if ends(&[".jsonl", ".ndjson", ".json"]) {
            Some(PairFormat::Jsonl)
        } else if ends(&[".tsv", ".tab"]) {
            Some(PairFormat::Tsv)
        } else {
            None
        };
        Ok(Self::from_reader(name, input.open()?, format))
    }

    /// Reads pairs from anywhere; without a format the first byte tells it.
    pub fn from_reader(name: impl Into<String>, reader: Box<dyn Read + Send>, format: Option<PairFormat>) -> Self {
        Self {
            name: name.into(),
            input: BufReader::with_capacity(1 << 16, reader),
            format,
            columns: Columns { id: None, source: 0, target: 1 },
            line: 0,
            bytes: 0,
            buffer: Vec::new(),
            keep_blank: false,
        }
    }

    /// Also gives blank lines, as empty pairs, so that output stays line for line.
    #[must_use]
    pub fn keeping_blank_lines(mut self) -> Self {
        self.keep_blank = true;
        self
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes were read so far, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// The next pair; `None` at the end.
    pub fn next_pair(&mut self) -> Result<Option<PairRecord>, InputError> {
        loop {
            if self.line == 0 {
                self.check_start()?;
            }
            if !self.next_line()? {
                let empty = self.line == 0;
                return if empty { Err(InputError::new(&self.name, Problem::Empty)) } else { Ok(None) };
            }
            let first = self.line == 1;
            let Ok(text) = std::str::from_utf8(&self.buffer) else {
                return Err(self.fail("is not valid UTF-8; convert the file first".into()));
            };
            let text = if first { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
            let blank = text.trim().is_empty();
            if blank && !self.keep_blank {
                continue;
            }
            let looks_json = text.trim_start().starts_with('{');
            let format = *self.format.get_or_insert(if looks_json { PairFormat::Jsonl } else { PairFormat::Tsv });
            if format == PairFormat::Tsv
                && first
                && let Some(columns) = header(text)
            {
                self.columns = columns;
                continue;
            }
            let pair = if blank {
                Ok(PairRecord {
                    line: self.line,
                    id: self.line.into(),
                    source: String::new(),
                    target: String::new(),
                    source_lang: None,
                    target_lang: None,
                })
            } else if format == PairFormat::Jsonl {
                json_pair(text, self.line)
            } else {
                tsv_pair(text, self.columns, self.line)
            };
            let pair = pair.map_err(|what| self.fail(what))?;
            let longest = pair.source.len().max(pair.target.len());
            if longest > MAX_TEXT {
                return Err(InputError::at(&self.name, self.line, Problem::LongPair(longest, MAX_TEXT)));
            }
            return Ok(Some(pair));
        }
    }

    /// Reads a line into the buffer, without its end; false at the end of the input.
    fn next_line(&mut self) -> Result<bool, InputError> {
        self.buffer.clear();
        let limit = MAX_LINE as u64 + 1;
        let read = (&mut self.input).take(limit).read_until(b'\n', &mut self.buffer);
        let n = read.map_err(|e| InputError::new(&self.name, Problem::Io(e)))?;
        if n == 0 {
            return Ok(false);
        }
        self.line += 1;
        self.bytes += n as u64;
        if n > MAX_LINE {
            return Err(InputError::at(&self.name, self.line, Problem::LongPair(n, MAX_TEXT)));
        }
        while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
            self.buffer.pop();
        }
        Ok(true)
    }

    /// Refuses pictures and UTF-16 before the first line, where it is cheap to tell.
    fn check_start(&mut self) -> Result<(), InputError> {
        let start = self.input.fill_buf().map_err(|e| InputError::new(&self.name, Problem::Io(e)))?;
        crate::sniff::refuse_binary(start).map_err(|p| InputError::new(&self.name, p))?;
        match start.iter().position(|&b| b == 0) {
            Some(at) => Err(InputError::new(&self.name, Problem::Nul(at))),
            None => Ok(()),
        }
    }

    fn fail(&self, what: String) -> InputError {
        InputError::at(&self.name, self.line, Problem::Record(what))
    }
}

impl Iterator for PairReader {
    type Item = Result<PairRecord, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_pair().transpose()
    }
}

fn json_pair(text: &str, line: u64) -> Result<PairRecord, String> {
    let pair: JsonPair = serde_json::from_str(text).map_err(|e| {
        let what = e.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
        if e.is_data() {
            format!("not a pair: {what}")
        } else {
            format!("not valid JSON: {what} at column {}", e.column())
        }
    })?;
    let id = match pair.id {
        serde_json::Value::Null => line.into(),
        id @ (serde_json::Value::String(_) | serde_json::Value::Number(_)) => id,
        _ => return Err("not a pair: `id` must be a string or a number".into()),
    };
    Ok(PairRecord {
        line,
        id,
        source: pair.source,
        target: pair.target,
        source_lang: pair.source_lang,
        target_lang: pair.target_lang,
    })
}

fn tsv_pair(text: &str, columns: Columns, line: u64) -> Result<PairRecord, String> {
    let cells: Vec<&str> = text.split('\t').collect();
    let (Some(source), Some(target)) = (cells.get(columns.source), cells.get(columns.target)) else {
        return Err(format!("not a pair: {} column(s), and no tab between source and target", cells.len()));
    };
    let id = columns.id.and_then(|i| cells.get(i)).map_or_else(|| line.into(), |id| (*id).into());
    Ok(PairRecord {
        line,
        id,
        source: (*source).to_owned(),
        target: (*target).to_owned(),
        source_lang: None,
        target_lang: None,
    })
}

/// The columns that a header names, if the line is one.
fn header(text: &str) -> Option<Columns> {
    let cells: Vec<String> = text.split('\t').map(|c| c.trim().to_ascii_lowercase()).collect();
    let find = |names: &[&str]| cells.iter().position(|c| names.contains(&c.as_str()));
    Some(Columns {
        id: find(&["id"]),
        source: find(&["source", "src", "src_text", "source_text"])?,
        target: find(&["target", "tgt", "trg", "trg_text", "target_text"])?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, format: Option<PairFormat>) -> Result<Vec<PairRecord>, String> {
        let reader = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        PairReader::from_reader("p", reader, format).map(|r| r.map_err(|e| e.to_string())).collect()
    }

    #[test]
    fn json_lines_are_read_with_any_id() {
        let pairs = all(
            "\u{feff}{\"id\":\"a\",\"source\":\"x\",\"target\":\"é\",\"source_lang\":\"en\",\"more\":[1]}\n\n{\"id\":7,\"source\":\"\",\"target\":\"\"}\n{\"source\":\"s\",\"target\":\"t\"}",
            None,
        )
        .expect("pairs");
        let ids: Vec<_> = pairs.iter().map(|p| p.id.to_string()).collect();
        assert_eq!(ids, ["\"a\"", "7", "4"]);
        assert_eq!(pairs[0].source_lang, Some(Lang::EN));
        assert_eq!(pairs[0].target, "é");
    }

    #[test]
    fn tables_have_no_quoting_and_perhaps_a_header() {
        let pairs = all("He said \"no\tIl a dit \"non\nb\tc\td", None).expect("pairs");
        assert_eq!((pairs[0].source.as_str(), pairs[0].target.as_str()), ("He said \"no", "Il a dit \"non"));
        let pairs = all("id\ttarget\tsource\n9\tt\ts\n", Some(PairFormat::Tsv)).expect("pairs");
        assert_eq!((pairs[0].id.to_string(), pairs[0].source.as_str()), ("\"9\"".into(), "s"));
    }

    #[test]
    fn errors_name_the_line() {
        for (text, said) in [
            ("{\"source\":\"a\",\"target\":\"b\"}\n{\"source\":", "p:2: not valid JSON"),
            ("{\"source\":\"a\"}", "p:1: not a pair: missing field `target`"),
            ("{\"source\":\"a\",\"target\":\"b\",\"source_lang\":\"klingon\"}", "p:1: not a pair: `klingon`"),
            ("a\tb\nno tab here\n", "p:2: not a pair: 1 column"),
            ("\u{89}PNG", "p:1: not a pair"),
            ("a\0b", "p: has NUL bytes"),
        ] {
            let error = all(text, None).expect_err(text);
            assert!(error.starts_with(said), "{error}");
        }
    }
}
