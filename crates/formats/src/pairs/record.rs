//! A pair as readers produce it and writers take it.

use calque_text::Lang;
use serde_json::{Map, Value};

/// The longest text of one side, in bytes: a pair is a sentence or a paragraph.
pub const MAX_TEXT: usize = 1 << 16;

/// A pair as read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairRecord {
    /// The line on which it begins, counted from 1; in Parquet the row.
    pub line: u64,
    /// Its id, as JSON: a string, a number, or the line number where the file gives none.
    pub id: Value,
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
    /// The language of the source, if the record or the file declares it.
    pub source_lang: Option<Lang>,
    /// The language of the target, likewise.
    pub target_lang: Option<Lang>,
    /// All other fields of the pair, in file order; [`keys`] has the names common to all formats.
    pub extra: Map<String, Value>,
}

/// Names in [`PairRecord::extra`] that all readers and writers use for the same field.
pub mod keys {
    /// The score of the alignment, a number; `aligner_score` of bitextor, `certainty` of OPUS.
    pub const SCORE: &str = "score";
    /// The shape of the bead: `2-1`.
    pub const BEAD: &str = "bead";
    /// The document of the source, a path or a URL; `src_url` of bitextor, `fromDoc` of OPUS.
    pub const SOURCE_DOC: &str = "source_doc";
    /// The document of the target; `trg_url` of bitextor, `toDoc` of OPUS.
    pub const TARGET_DOC: &str = "target_doc";
    /// Notes, a list of strings.
    pub const NOTES: &str = "notes";
    /// The state of the translation, in the words of XLIFF 2.1: `initial`, `translated`, `reviewed` or
    /// `final`.
    pub const STATE: &str = "state";
    /// The context that distinguishes pairs with the same text, such as `msgctxt` of gettext.
    pub const CONTEXT: &str = "context";
    /// Of the plural of a message: the singular, which is the pair before it.
    pub const PLURAL_OF: &str = "plural_of";
    /// Forms of a plural beyond the second, a list.
    pub const PLURAL_FORMS: &str = "plural_forms";
    /// How many forms a plural has in the target language, and which is taken when, as gettext writes it; of the first
    /// pair of a catalogue.
    pub const PLURAL_RULE: &str = "plural_rule";
    /// The findings of a check, a list.
    pub const DRIFT: &str = "drift";
    /// When the pair was made, as TMX writes it: `20261125T120000Z`.
    pub const CREATED: &str = "creationdate";
    /// When it was changed.
    pub const CHANGED: &str = "changedate";
}

impl PairRecord {
    /// The score, written as a number or as text.
    pub fn score(&self) -> Option<f64> {
        match self.extra.get(keys::SCORE)? {
            Value::Number(n) => n.as_f64(),
            Value::String(s) => s.trim().parse().ok(),
            _ => None,
        }
    }

    /// The value of a field in `extra`, if it is text.
    pub fn extra_str(&self, key: &str) -> Option<&str> {
        self.extra.get(key)?.as_str()
    }

    /// Whether its id is from the file, not the line number.
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

    /// Resets it to an empty record that begins on `line`, keeping allocated memory.
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
    /// The line on which it begins.
    pub line: u64,
    /// What is wrong with it.
    pub why: String,
    /// Its first bytes (at most 2 KiB), with invalid UTF-8 replaced.
    pub raw: String,
}

/// The next entry of a file of pairs.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A pair.
    Pair(PairRecord),
    /// A record that could not be read.
    Bad(BadRecord),
}

/// What was read into a record that the caller holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadEntry {
    /// A pair, which is in the record.
    Pair,
    /// A record that could not be read; what the caller's record holds has no meaning.
    Bad(BadRecord),
    /// Nothing: the input has ended.
    End,
}
