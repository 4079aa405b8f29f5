//! Parts: the result of one batch, a file of the work folder, written by `work` and read by
//! `gather`.
//!
//! JSON lines, compressed with zstd and its checksum: pairs, results and errors of documents,
//! and at the end the counts. A file without an end is damaged. Nothing else reads these
//! files, so their form may change with [`VERSION`].

use crate::corpus::counts::CorpusCounts;
use crate::corpus::error::{BuildError, io_error};
use crate::corpus::error_entry::ErrorEntry;
use crate::corpus::storage::atomic;
use calque_formats::pairs::PairRecord;
use calque_text::Lang;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Version of the form and content of parts; it is hashed into their names.
pub(crate) const VERSION: &str = "3";

/// The zstd level: parts are written once and read once or twice.
const LEVEL: i32 = 1;

/// A line of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Line {
    Pair(StoredPair),
    #[serde(rename = "fault")]
    Error(ErrorEntry),
    Document(DocumentResult),
    End(Box<CorpusCounts>),
}

/// The result of a pair of documents: a line of `documents.jsonl`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct DocumentResult {
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) languages: Option<(Lang, Lang)>,
    pub(crate) source_sentences: u64,
    pub(crate) target_sentences: u64,
    /// Pairs aligned and scored, before the filters.
    pub(crate) aligned: u64,
    /// Pairs left out because a side is in a third language.
    #[serde(default)]
    pub(crate) third_language: u64,
    /// Words read.
    #[serde(default)]
    pub(crate) source_words: u64,
    #[serde(default)]
    pub(crate) target_words: u64,
    /// Words that are no part of the text, by reason.
    #[serde(default)]
    pub(crate) source_left_out: Vec<LeftOutWords>,
    #[serde(default)]
    pub(crate) target_left_out: Vec<LeftOutWords>,
    /// What was left out of web pages: menus, share buttons, footers.
    pub(crate) source_boilerplate: Boilerplate,
    pub(crate) target_boilerplate: Boilerplate,
}

/// Words of a document that were left out for one reason, and the beginning of the largest piece of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LeftOutWords {
    pub(crate) why: String,
    pub(crate) words: u64,
    pub(crate) largest: String,
}

/// How much of a web page is not its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Boilerplate {
    pub(crate) blocks: usize,
    pub(crate) characters: usize,
}

/// A pair as it is stored between stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredPair {
    #[serde(rename = "s")]
    pub(crate) source: String,
    #[serde(rename = "t")]
    pub(crate) target: String,
    #[serde(rename = "l")]
    pub(crate) langs: (Lang, Lang),
    #[serde(rename = "x")]
    pub(crate) extra: Map<String, Value>,
}

impl StoredPair {
    pub(crate) fn into_record(self) -> PairRecord {
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
pub(crate) struct PartWriter<'a> {
    out: zstd::Encoder<'a, &'a mut dyn Write>,
}

impl PartWriter<'_> {
    pub(crate) fn line(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}

/// Writes a part; `fill` writes its lines and returns its counts.
pub(crate) fn write(
    path: &Path,
    fill: impl FnOnce(&mut PartWriter<'_>) -> io::Result<CorpusCounts>,
) -> Result<(), BuildError> {
    atomic::write(path, |out| {
        let mut compressed = zstd::Encoder::new(out, LEVEL)?;
        compressed.include_checksum(true)?;
        let mut writer = PartWriter { out: compressed };
        let counts = fill(&mut writer)?;
        writer.line(&Line::End(Box::new(counts)))?;
        writer.out.finish().map(drop)
    })
}

/// The lines of a part.
pub(crate) struct Lines {
    path: PathBuf,
    input: BufReader<zstd::Decoder<'static, BufReader<File>>>,
    buffer: Vec<u8>,
    ended: bool,
}

/// Opens a part.
pub(crate) fn read(path: &Path) -> Result<Lines, BuildError> {
    let open = || -> io::Result<_> { zstd::Decoder::new(File::open(path)?) };
    let input = BufReader::new(open().map_err(io_error(path, "cannot be read"))?);
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
        self.ended = !matches!(read, Ok(Line::Pair(_) | Line::Error(_) | Line::Document(_)));
        Some(read.map_err(|e| io_error(&self.path, "is damaged; delete it and run again")(e)))
    }
}

/// Carries an error of reading a part out of a closure that may only fail with errors of writing: keeps it in
/// `failed`, and returns one that stops the writing.
pub(crate) fn set_aside(error: BuildError, failed: &mut Option<BuildError>) -> io::Error {
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
        let pair = StoredPair {
            source: "a\nb".into(),
            target: "\u{e9}".into(),
            langs: (Lang::EN, Lang::FR),
            extra: Map::new(),
        };
        let counts = CorpusCounts { aligned: 1, ..CorpusCounts::default() };
        let lines = [Line::Pair(pair), Line::End(Box::new(counts.clone()))];
        write(&path, |writer| writer.line(&lines[0]).map(|()| counts)).expect("written");
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
