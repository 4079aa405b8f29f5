//! A list of document pairs, one a line: `source<TAB>target`, or JSON with `source` and
//! `target`; paths or URLs. Other columns are ignored. A first line that names the columns is
//! a header. `calque pair` writes such lists.
//!
//! A line that cannot be used is an entry of the error report. Paths are only ever read;
//! nothing is written under a name that comes from here.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::plan::item::{DocumentPair, Item};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The longest line, in bytes.
const MAX_LINE: u64 = 1 << 16;

/// A manifest, read line by line.
pub(crate) struct Manifest {
    path: PathBuf,
    lines: BufReader<File>,
    line: u64,
    columns: (usize, usize),
}

#[derive(Deserialize)]
struct Record {
    source: Option<String>,
    target: Option<String>,
}

impl Manifest {
    pub(crate) fn open(path: &Path) -> Result<Self, BuildError> {
        let file = File::open(path).map_err(io_error(path, "cannot be read"))?;
        Ok(Self { path: path.to_owned(), lines: BufReader::new(file), line: 0, columns: (0, 1) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The next item; `None` at the end.
    pub(crate) fn next_item(&mut self) -> Result<Option<Item>, BuildError> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.lines).take(MAX_LINE).read_until(b'\n', &mut bytes);
            if read.map_err(io_error(&self.path, "cannot be read"))? == 0 {
                return Ok(None);
            }
            self.line += 1;
            let ended = bytes.last() == Some(&b'\n');
            if bytes.len() as u64 == MAX_LINE && !ended {
                self.skip_line()?;
                return Ok(Some(self.error("is longer than a line with two names can be")));
            }
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Ok(Some(self.error("is not UTF-8")));
            };
            let text = if self.line == 1 { text.trim_start_matches('\u{feff}') } else { text };
            let text = text.trim_end_matches(['\n', '\r']);
            if text.trim_matches(|c: char| c.is_whitespace() && c != '\t').is_empty()
                || (self.line == 1 && self.is_header(text))
            {
                continue;
            }
            return Ok(Some(self.item(text)));
        }
    }

    /// Skips the rest of a line that is too long.
    fn skip_line(&mut self) -> Result<(), BuildError> {
        loop {
            let buffer = self.lines.fill_buf().map_err(io_error(&self.path, "cannot be read"))?;
            let end = buffer.iter().position(|&b| b == b'\n');
            let (n, done) = (end.map_or(buffer.len(), |e| e + 1), end.is_some() || buffer.is_empty());
            self.lines.consume(n);
            if done {
                return Ok(());
            }
        }
    }

    /// Whether the line names the columns; if so, remembers their order.
    fn is_header(&mut self, text: &str) -> bool {
        let find = |name| text.split('\t').position(|c| c.trim().eq_ignore_ascii_case(name));
        match (find("source"), find("target")) {
            (Some(source), Some(target)) => {
                self.columns = (source, target);
                true
            }
            _ => false,
        }
    }

    fn item(&self, text: &str) -> Item {
        let (source, target) = if text.trim_start().starts_with('{') {
            match serde_json::from_str::<Record>(text) {
                Ok(record) => (record.source.unwrap_or_default(), record.target.unwrap_or_default()),
                Err(e) => return self.error(&format!("is not a pair of documents: {e}")),
            }
        } else {
            let cell = |i| text.split('\t').nth(i).map(|c: &str| c.trim().to_owned());
            match (cell(self.columns.0), cell(self.columns.1)) {
                (Some(source), Some(target)) => (source, target),
                _ => return self.error("has no tab between source and target"),
            }
        };
        match (source.is_empty(), target.is_empty()) {
            (false, false) => Item::Pair(DocumentPair { source, target }),
            (true, true) => self.error("names neither a source nor a target"),
            _ => Item::Unpaired(source + &target),
        }
    }

    fn error(&self, why: &str) -> Item {
        Item::Error(ErrorEntry {
            file: self.path.display().to_string(),
            line: Some(self.line),
            step: Step::Plan,
            why: why.to_owned(),
            remedy: "write source<TAB>target, or {\"source\": \"...\", \"target\": \"...\"}: paths or URLs".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &[u8]) -> Vec<String> {
        let path = std::env::temp_dir().join(format!("calque-manifest-{}-{}", std::process::id(), text.len()));
        std::fs::write(&path, text).expect("written");
        let mut manifest = Manifest::open(&path).expect("there");
        let mut out = Vec::new();
        while let Some(item) = manifest.next_item().expect("read") {
            out.push(match item {
                Item::Pair(p) => format!("{} + {}", p.source, p.target),
                Item::Unpaired(name) => format!("{name} alone"),
                Item::Error(f) => format!("{}: {}", f.line.expect("a line"), f.why),
            });
        }
        std::fs::remove_file(path).expect("removed");
        out
    }

    #[test]
    fn lines_are_pairs_of_names() {
        assert_eq!(items(b"a.en\ta.fr\r\n\nb\tc\tmore\nlone\t\n"), ["a.en + a.fr", "b + c", "lone alone"]);
        assert_eq!(items(b"\xef\xbb\xbfscore\ttarget\tsource\n1\tt\ts\n"), ["s + t"]);
        let json = br#"{"source": "https://a.example/en", "target": "f", "score": 1}
{"source": null, "target": "x"}"#;
        assert_eq!(items(json), ["https://a.example/en + f", "x alone"]);
    }

    #[test]
    fn bad_lines_are_errors_and_skipped() {
        let long = "x".repeat(200_000);
        let text = format!("one\n{{\"source\": 3}}\n{long}\na\tb\n\t\n");
        let got = items(&[text.as_bytes(), b"\xff\tb\nc\td"].concat());
        let expected = [
            "1: has no tab between source and target",
            "2: is not a pair of documents: invalid type: integer `3`, expected a string at line 1 column 12",
            "3: is longer than a line with two names can be",
            "a + b",
            "5: names neither a source nor a target",
            "6: is not UTF-8",
            "c + d",
        ];
        assert_eq!(got, expected);
    }
}
