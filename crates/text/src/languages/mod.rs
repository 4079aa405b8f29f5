//! The languages that have word lists, and the traits of their writing.
//!
//! All that Calque knows of a language stands in files that need no Rust. A
//! language is added by its files (copy those of a neighbour, `words_XX.tsv` and
//! `segment/words_XX.txt`), its code in [`LANGUAGES`] below, and its rows in
//! `traits.tsv`. A test in `tests.rs` checks every list.

#[cfg(test)]
mod tests;
mod traits;

pub(crate) use traits::{Traits, traits};

use crate::Lang;

/// The files of one language, as text.
pub(crate) struct WordLists {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    pub(crate) segment: &'static str,
    pub(crate) token: &'static str,
    pub(crate) numbers: &'static str,
    pub(crate) calendar: &'static str,
    pub(crate) units: &'static str,
    pub(crate) names: &'static str,
    pub(crate) quotes: &'static str,
}

macro_rules! word_lists {
    ($($code:literal),+) => {
        &[$(WordLists {
            code: $code,
            segment: include_str!(concat!("../segment/words_", $code, ".txt")),
            token: include_str!(concat!("../token/words_", $code, ".tsv")),
            numbers: include_str!(concat!("../facts/numbers/words_", $code, ".tsv")),
            calendar: include_str!(concat!("../facts/calendar/words_", $code, ".tsv")),
            units: include_str!(concat!("../facts/units/words_", $code, ".tsv")),
            names: include_str!(concat!("../facts/names/words_", $code, ".tsv")),
            quotes: include_str!(concat!("../facts/quotes/words_", $code, ".tsv")),
        }),+]
    };
}

/// The languages that have files: the one place to add another.
pub(crate) const LANGUAGES: &[WordLists] = word_lists!["fr", "en", "es", "de"];

/// How many languages have files.
pub(crate) const COUNT: usize = LANGUAGES.len();

/// Whose conventions the digits of any other language are read by: `1,234.5`, `17th`.
const CONVENTIONS: &str = "en";

/// The index of `lang` in [`LANGUAGES`]; [`COUNT`] where it has no files.
pub(crate) fn index(lang: Lang) -> usize {
    index_of(lang.code())
}

/// As [`index`]; for a language without files, the one by whose conventions its digits are read.
pub(crate) fn conventions(lang: Lang) -> usize {
    let own = index(lang);
    if own < COUNT { own } else { index_of(CONVENTIONS) }
}

fn index_of(code: &str) -> usize {
    LANGUAGES.iter().position(|l| l.code == code).unwrap_or(COUNT)
}
