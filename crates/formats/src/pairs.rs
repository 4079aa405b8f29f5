//! Pairs from and to the formats of translation memories and corpora, one pair at
//! a time and in constant memory. One file per format, reader and writer side by
//! side.
//!
//! [`PairReader`] streams pairs out of any [`PairFormat`], gzip and zstd unpacked on
//! the way. A malformed record ends [`PairReader::next_pair`] with an error; runs
//! over corpora call [`PairReader::next_entry`] instead, which hands it over as a
//! [`BadRecord`] in its place and goes on behind it. [`PairWriter`] writes them,
//! under another name until all is there, and says at the end what the format
//! could not hold.
//!
//! ```
//! use calque_formats::pairs::{PairFormat, PairReader};
//! let table = "id\tsource\ttarget\tscore\n7\tA bridge.\tUn pont.\t0.9\n";
//! let mut reader = PairReader::from_reader("memory.tsv", Box::new(table.as_bytes()), Some(PairFormat::Tsv));
//! let pair = reader.next_pair().unwrap().unwrap();
//! assert_eq!((pair.source.as_str(), pair.target.as_str(), pair.score()), ("A bridge.", "Un pont.", Some(0.9)));
//! ```

mod card;
mod cells;
#[cfg(feature = "parquet")]
mod ended;
mod format;
mod html;
mod jsonl;
mod lines;
mod moses;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod po;
mod reader;
mod stream;
mod tmx;
mod tsv;
mod writer;
mod xces;
mod xliff;

pub use card::{Card, Layout};
pub use format::PairFormat;
pub(crate) use format::bare;
pub use place::OutputError;
pub(crate) use po::catalogue;
pub use reader::{Entry, PairReader, ReadPairs};
pub(crate) use writer::Sink;
pub use writer::{Losses, PairWriter, WritePairs};

use crate::Problem;
use calque_text::Lang;
use serde_json::{Map, Value};

/// The longest text of a side accepted, in bytes: a pair is a sentence or a paragraph.
pub const MAX_TEXT: usize = 1 << 16;

/// A pair as it stood in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairRecord {
    /// The line it stood on, or began on, from 1.
    pub line: u64,
    /// Its id, as JSON: a string, a number, or the line number where the file gives none.
    pub id: Value,
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
    /// The original's language, where the record says.
    pub source_lang: Option<Lang>,
    /// The translation's.
    pub target_lang: Option<Lang>,
    /// All else that the file says of the pair, in its order; [`keys`] has the names that
    /// mean the same in every format.
    pub extra: Map<String, Value>,
}

/// Names in [`PairRecord::extra`] that the readers of all formats give to the same things, and
/// that the writers of all formats know.
pub mod keys {
    /// How surely the two sides belong together, a number; `aligner_score` of bitextor,
    /// `certainty` of OPUS.
    pub const SCORE: &str = "score";
    /// The shape of the bead: `2-1`.
    pub const BEAD: &str = "bead";
    /// The document of the source, a path or a URL; `src_url` of bitextor, `fromDoc` of OPUS.
    pub const SOURCE_DOC: &str = "source_doc";
    /// The document of the target; `trg_url` of bitextor, `toDoc` of OPUS.
    pub const TARGET_DOC: &str = "target_doc";
    /// Notes, a list of strings.
    pub const NOTES: &str = "notes";
    /// How far the translation has come: `initial`, `translated`, `reviewed` or `final`.
    pub const STATE: &str = "state";
    /// What tells the pair from another with the same words, as `msgctxt` of gettext does.
    pub const CONTEXT: &str = "context";
    /// The findings of a check, a list.
    pub const DRIFT: &str = "drift";
    /// When the pair was made, as TMX writes it: `20261125T120000Z`.
    pub const CREATED: &str = "creationdate";
    /// When it was changed.
    pub const CHANGED: &str = "changedate";
}

impl PairRecord {
    /// The score, whether the file wrote it as a number or as text.
    pub fn score(&self) -> Option<f64> {
        match self.extra.get(keys::SCORE)? {
            Value::Number(n) => n.as_f64(),
            Value::String(s) => s.trim().parse().ok(),
            _ => None,
        }
    }

    /// What `extra` says under a name, where it is text.
    pub fn extra_str(&self, key: &str) -> Option<&str> {
        self.extra.get(key)?.as_str()
    }

    /// Whether the file gave it an id.
    pub fn has_own_id(&self) -> bool {
        !self.id.is_null() && self.id.as_u64() != Some(self.line)
    }

    /// The id as text.
    pub fn id_text(&self) -> String {
        match &self.id {
            Value::String(id) => id.clone(),
            Value::Null => self.line.to_string(),
            id => id.to_string(),
        }
    }

    /// Makes it an empty record that began on a line, keeping what it has allocated.
    pub(crate) fn restart(&mut self, line: u64) {
        self.line = line;
        self.id = line.into();
        self.source.clear();
        self.target.clear();
        (self.source_lang, self.target_lang) = (None, None);
        self.extra.clear();
    }
}

/// A record that could not be read as a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    /// The line it stood on, or began on.
    pub line: u64,
    /// What is wrong with it.
    pub why: String,
    /// How it stood there: its first bytes, what is no UTF-8 replaced.
    pub raw: String,
}

/// Why there is no next record.
#[derive(Debug)]
pub(crate) enum Fault {
    /// This record is bad; the next may be read.
    Bad { line: u64, problem: Problem, raw: String },
    /// Nothing more can be read.
    Fatal(Problem, Option<u64>),
}

impl Fault {
    /// A bad record of which only a start is kept.
    pub(crate) fn bad(line: u64, problem: Problem, raw: &[u8]) -> Self {
        const KEPT: usize = 2048;
        let raw = String::from_utf8_lossy(&raw[..raw.len().min(KEPT)]).into_owned();
        Self::Bad { line, problem, raw }
    }
}

impl From<std::io::Error> for Fault {
    fn from(e: std::io::Error) -> Self {
        Self::Fatal(Problem::Io(e), None)
    }
}

/// What streams pairs out of one format.
pub(crate) trait Source: Send {
    /// Fills the record with the next pair; false at the end.
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault>;

    /// What the file held besides, that is no part of a pair, so far.
    fn left_out(&self) -> Losses {
        Losses::default()
    }
}
