//! One table of all word lists of facts, and the look-up in it.
//!
//! All lists are read into one table, so that a token is looked up once and each
//! question about it afterwards is the test of a bit. A word is known in its own
//! language ([`Word::own`]) or as one that stands in its texts ([`Word::quoted`]): units
//! and names of some other languages do (see [`quotes`]).

mod number;
mod roles;
#[cfg(test)]
mod tests;

pub(crate) use number::{Class, NumberWord};
pub(crate) use roles::{Role, Roles};

use super::unit::{self, Unit};
use crate::languages::{COUNT, LANGUAGES, WordLists};
use crate::table::rows;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The entry of one word or phrase.
#[derive(Debug, Default)]
pub(crate) struct Word {
    /// Its roles in each language; the last, empty, is for languages without lists.
    own: [Roles; COUNT + 1],
    /// Its roles in texts of each language: its own, and those in the languages that such texts quote.
    quoted: [Roles; COUNT + 1],
    /// What it counts in each language.
    number: [Option<NumberWord>; COUNT + 1],
    /// The values of its roles, with their languages.
    values: Vec<(Role, usize, &'static str)>,
    /// The unit that it names in texts of each language.
    unit: [Option<Unit>; COUNT + 1],
}

/// The longest phrase of the lists, in words.
pub(crate) const LONGEST_PHRASE: usize = 3;

/// Signs of units that are the same in every language.
const COMMON_UNITS: &str = include_str!("../units/words_common.tsv");

static NO_WORD: Word = Word {
    own: [Roles::NONE; COUNT + 1],
    quoted: [Roles::NONE; COUNT + 1],
    number: [None; COUNT + 1],
    values: Vec::new(),
    unit: [None; COUNT + 1],
};

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

struct Table {
    words: FxHashMap<&'static str, Word>,
    /// The words of a role in each language, for roles that are endings.
    endings: Vec<Vec<&'static str>>,
}

impl Table {
    fn read() -> Self {
        let mut table = Self { words: FxHashMap::default(), endings: vec![Vec::new(); COUNT + 1] };
        for (language, lists) in LANGUAGES.iter().enumerate() {
            for file in files(lists) {
                table.add_file(file, language);
            }
        }
        table.add_file(COMMON_UNITS, COUNT);
        table
    }

    fn add_file(&mut self, file: &'static str, language: usize) {
        for [word, role, value] in rows(file) {
            let entry = self.words.entry(word).or_default();
            if let Some(number) = NumberWord::parse(role, value) {
                entry.number[language] = Some(number);
                continue;
            }
            let Some(role) = Role::named(role) else { continue };
            let texts = || (0..=COUNT).filter(|&text| quotes(text, language));
            texts().for_each(|text| entry.quoted[text] |= role);
            if language < COUNT {
                entry.own[language] |= role;
            }
            if !value.is_empty() {
                entry.values.push((role, language, value));
            }
            if matches!(role, Role::Unit | Role::LooseUnit) {
                let unit = unit::by_symbol(value).map(|u| Unit { loose: role == Role::LooseUnit, ..u });
                for text in texts() {
                    // A word of the language itself comes before one that it quotes.
                    if text == language || entry.unit[text].is_none() {
                        entry.unit[text] = unit;
                    }
                }
            }
            if role == Role::CommonEnding {
                self.endings[language].push(word);
            }
            if let Some((head, tail)) = word.split_once(' ') {
                let last = tail.rsplit(' ').next().unwrap_or(tail);
                for (part, role) in [(head, Role::PhraseHead), (last, Role::PhraseTail)] {
                    let part = self.words.entry(part).or_default();
                    texts().for_each(|text| part.quoted[text] |= role);
                }
            }
        }
    }
}

/// Whether texts of a language hold words of a list, both by their index in [`LANGUAGES`]: their own, the signs that
/// are common to all, and English. French and English quote each other, and texts of a language without lists either.
/// The words of a further language change nothing in texts of the others.
pub(crate) fn quotes(text: usize, list: usize) -> bool {
    let code = |language: usize| LANGUAGES.get(language).map_or("", |l| l.code);
    text == list || list == COUNT || code(list) == "en" || code(list) == "fr" && matches!(code(text), "en" | "")
}

/// The lists of facts of one language.
pub(crate) fn files(lists: &WordLists) -> [&'static str; 5] {
    [lists.numbers, lists.calendar, lists.units, lists.names, lists.quotes]
}

/// What is known of `word`, which is in lower case unless its capitals matter.
pub(crate) fn word(word: &str) -> &'static Word {
    TABLE.words.get(word).unwrap_or(&NO_WORD)
}

/// The endings of ordinary words in a language.
pub(crate) fn common_endings(language: usize) -> &'static [&'static str] {
    TABLE.endings.get(language).map_or(&[], Vec::as_slice)
}

impl Word {
    /// Whether the word has `role` in a language (see [`crate::languages::index`]).
    pub(crate) fn is(&self, role: Role, language: usize) -> bool {
        self.own[language].has(role)
    }

    /// Whether the word has `role` in texts of a language: in it, or in one that it quotes.
    pub(crate) fn is_quoted(&self, role: Role, text: usize) -> bool {
        self.quoted[text].has(role)
    }

    /// What the word counts in a language.
    pub(crate) fn number(&self, language: usize) -> Option<NumberWord> {
        self.number[language]
    }

    /// The value of `role` in a language, as it is written.
    pub(crate) fn text(&self, role: Role, language: usize) -> Option<&'static str> {
        if !self.is(role, language) {
            return None;
        }
        self.values.iter().find(|v| v.0 == role && v.1 == language).map(|v| v.2)
    }

    /// The value of `role` in a language: a number or a fraction.
    pub(crate) fn value(&self, role: Role, language: usize) -> Option<f64> {
        let text = self.text(role, language)?;
        match text.split_once('/') {
            Some((a, b)) => Some(a.parse::<f64>().ok()? / b.parse::<f64>().ok()?),
            None => text.parse().ok(),
        }
    }

    /// The unit that `role` names by its symbol in texts of a language, or in that language alone.
    pub(crate) fn unit_of(&self, role: Role, text: usize, only: bool) -> Option<Unit> {
        if !self.is_quoted(role, text) {
            return None;
        }
        let known = |l: usize| l == COUNT || if only { l == text } else { quotes(text, l) };
        self.values.iter().find(|v| v.0 == role && known(v.1)).and_then(|v| unit::by_symbol(v.2))
    }

    /// The value of `role` in the first language, of those that texts of `text` hold, that gives one.
    pub(crate) fn value_quoted(&self, role: Role, text: usize) -> Option<f64> {
        (0..COUNT).filter(|&l| quotes(text, l)).find_map(|language| self.value(role, language))
    }

    /// The unit that the word names in texts of a language.
    pub(crate) fn unit(&self, text: usize) -> Option<Unit> {
        self.unit[text]
    }
}
