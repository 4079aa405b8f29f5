//! Options for reading and writing pairs, for all formats. A format ignores options that do not concern it.

use super::format::PairFormat;
use calque_text::Lang;

/// Options for reading pairs.
#[derive(Clone, Debug, Default)]
pub struct ReadPairs {
    /// The format [default: by name, then by the first bytes].
    pub format: Option<PairFormat>,
    /// The source language: selects among several in multilingual formats, else the default for records
    /// that do not declare one.
    pub source_lang: Option<Lang>,
    /// The target language, likewise.
    pub target_lang: Option<Lang>,
    /// The column of the source in a table, by its number from 1 or its name.
    pub source_column: Option<String>,
    /// The column of the target.
    pub target_column: Option<String>,
    /// Return blank lines as empty pairs instead of skipping them.
    pub keep_blank: bool,
}

/// Options for writing pairs.
#[derive(Clone, Debug)]
pub struct WritePairs {
    /// The source language of records that do not declare one.
    pub source_lang: Option<Lang>,
    /// The target language of records that do not declare one.
    pub target_lang: Option<Lang>,
    /// Whether a table begins with the names of its columns.
    pub header: bool,
    /// The columns of a table [default: all fields of the first 1000 records].
    pub columns: Vec<String>,
    /// Whether TMX also gets pairs with one empty side.
    pub keep_unaligned: bool,
    /// The date for headers, such as `20261125T120000Z` [default: none].
    pub date: Option<String>,
    /// The name of the corpus [default: that of the output].
    pub name: Option<String>,
    /// The licence of the corpus, for the card of a data set.
    pub licence: Option<String>,
    /// Further text of the data set card, in Markdown: filters, counts, origin.
    pub card: String,
}

impl Default for WritePairs {
    fn default() -> Self {
        Self {
            source_lang: None,
            target_lang: None,
            header: true,
            columns: Vec::new(),
            keep_unaligned: false,
            date: None,
            name: None,
            licence: None,
            card: String::new(),
        }
    }
}
