//! What a pair is while it goes from a reader to a writer.

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

/// What stands next in a file of pairs.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A pair.
    Pair(PairRecord),
    /// Something that should have been one.
    Bad(BadRecord),
}
