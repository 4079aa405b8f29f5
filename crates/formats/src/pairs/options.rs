//! How to read and how to write pairs, whatever the format.

use super::format::PairFormat;
use calque_text::Lang;

/// How to read pairs.
#[derive(Clone, Debug, Default)]
pub struct ReadPairs {
    /// The format, where the name and the first bytes should not decide.
    pub format: Option<PairFormat>,
    /// Which language is the source, in formats that hold several; in others what the source is
    /// in where the records do not say.
    pub source_lang: Option<Lang>,
    /// The same of the target.
    pub target_lang: Option<Lang>,
    /// The column of the source in a table, by its number from 1 or its name.
    pub source_column: Option<String>,
    /// The column of the target.
    pub target_column: Option<String>,
    /// Give blank lines as empty pairs instead of leaving them out.
    pub keep_blank: bool,
}

/// How to write pairs.
#[derive(Clone, Debug)]
pub struct WritePairs {
    /// The sources' language, for records that do not say.
    pub source_lang: Option<Lang>,
    /// The targets' language, for records that do not say.
    pub target_lang: Option<Lang>,
    /// Whether a table begins with the names of its columns.
    pub header: bool,
    /// The columns of a table [default: all that the first records have].
    pub columns: Vec<String>,
    /// Whether to write pairs that have one side only where the format would rather not.
    pub keep_unaligned: bool,
    /// The date to write into headers, `20261125T120000Z`; none is invented.
    pub date: Option<String>,
    /// The name of the corpus [default: that of the output].
    pub name: Option<String>,
    /// The licence of the corpus, for the card of a data set.
    pub licence: Option<String>,
    /// What the card of a data set says besides: filters, counts, where it comes from; Markdown.
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
