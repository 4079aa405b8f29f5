//! The result of one batch: a file of the work folder, whole or not there.
//!
//! Lines of JSON, packed with zstd and its checksum: pairs, faults, and at the end
//! the counts. A file without an end is no part. Nobody else reads these files,
//! so their form may change with the version in [`VERSION`].

use super::error::io_at;
use super::fault::Fault;
use super::{BuildError, Counts, atomic};
use calque_formats::pairs::PairRecord;
use calque_text::Lang;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Of the form of a part and of what is in it.
pub(super) const VERSION: &str = "2";

/// How hard to pack: parts are written once and read once or twice.
const LEVEL: i32 = 1;

/// A line of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    Pair(Pair),
    Fault(Fault),
    Document(Gave),
    End(Box<Counts>),
}

/// What a pair of documents gave: a line of `documents.jsonl`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Gave {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) source_sentences: u64,
    pub(super) target_sentences: u64,
    /// Pairs aligned and scored, before the filters.
    pub(super) aligned: u64,
    /// What was left out of pages: menus, share buttons, footers.
    pub(super) source_boilerplate: Boilerplate,
    pub(super) target_boilerplate: Boilerplate,
}

/// How much of a page is no part of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Boilerplate {
    pub(super) blocks: usize,
    pub(super) characters: usize,
}

/// A pair as it is kept between steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Pair {
    #[serde(rename = "s")]
    pub(super) source: String,
    #[serde(rename = "t")]
    pub(super) target: String,
    #[serde(rename = "l")]
    pub(super) langs: (Lang, Lang),
    #[serde(rename = "x")]
    pub(super) extra: Map<String, Value>,
}

impl Pair {
    pub(super) fn record(self) -> PairRecord {
        PairRecord {
            source: self.source,
            target: self.target,
            source_lang: Some(self.langs.0),
            target_lang: Some(self.langs.1),
            extra: self.extra,
            ..PairRecord::default()
        }
    }
}

/// Writes the lines of a part.
pub(super) struct Sink<'a> {
    out: zstd::Encoder<'a, &'a mut dyn Write>,
}

impl Sink<'_> {
    pub(super) fn line(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}

/// Writes a part; `fill` gives its lines and at the end its counts.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut Sink<'_>) -> io::Result<Counts>) -> Result<(), BuildError> {
    atomic::write(path, |out| {
        let mut packed = zstd::Encoder::new(out, LEVEL)?;
        packed.include_checksum(true)?;
        let mut sink = Sink { out: packed };
        let counts = fill(&mut sink)?;
        sink.line(&Line::End(Box::new(counts)))?;
        sink.out.finish().map(drop)
    })
}

/// The lines of a part.
pub(super) struct Lines {
    path: PathBuf,
    input: BufReader<zstd::Decoder<'static, BufReader<File>>>,
    buffer: Vec<u8>,
    ended: bool,
}

/// Opens a part.
pub(super) fn read(path: &Path) -> Result<Lines, BuildError> {
    let open = || -> io::Result<_> { zstd::Decoder::new(File::open(path)?) };
    let input = BufReader::new(open().map_err(io_at(path, "cannot be read"))?);
    Ok(Lines { path: path.to_owned(), input, buffer: Vec::new(), ended: false })
}

impl Iterator for Lines {
    type Item = Result<Line, BuildError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.buffer.clear();
        let read = self.input.read_until(b'\n', &mut self.buffer).and_then(|n| match n {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => serde_json::from_slice(&self.buffer).map_err(io::Error::from),
        });
        self.ended = !matches!(read, Ok(Line::Pair(_) | Line::Fault(_) | Line::Document(_)));
        Some(read.map_err(|e| io_at(&self.path, "is damaged; delete it and run again")(e)))
    }
}

/// Keeps the error that reading a part gave, which is not one of writing.
pub(super) fn keep(error: BuildError, failed: &mut Option<BuildError>) -> io::Error {
    *failed = Some(error);
    io::ErrorKind::Other.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::Remedy;

    #[test]
    fn a_part_comes_back_and_half_a_part_does_not() {
        let folder = std::env::temp_dir().join(format!("calque-part-{}", std::process::id()));
        let path = folder.join("a/b.part");
        let pair =
            Pair { source: "a\nb".into(), target: "\u{e9}".into(), langs: (Lang::EN, Lang::FR), extra: Map::new() };
        let counts = Counts { aligned: 1, ..Counts::default() };
        let lines = [Line::Pair(pair), Line::End(Box::new(counts.clone()))];
        write(&path, |sink| sink.line(&lines[0]).map(|()| counts)).expect("written");
        let got: Result<Vec<_>, _> = read(&path).expect("there").collect();
        assert_eq!(got.expect("whole"), lines);
        let bytes = std::fs::read(&path).expect("there");
        std::fs::write(&path, &bytes[..bytes.len() - 7]).expect("cut");
        let got: Result<Vec<_>, _> = read(&path).expect("there").collect();
        assert!(got.expect_err("cut").to_string().contains("is damaged"));
        let failed = write(&path, |_| Err(io::ErrorKind::StorageFull.into())).expect_err("full");
        assert!(failed.help().starts_with("make room"), "{}", failed.help());
        assert_eq!(std::fs::read_dir(folder.join("a")).expect("there").count(), 1, "no temporary file is left");
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
