//! One table of all word lists of facts, and the look-up in it.
//!
//! All lists are read into one table, so that a token is looked up once and each
//! question about it afterwards is the test of a bit. A word is known in its own
//! language ([`Word::own`]) or in any ([`Word::any`]): units and names of another
//! language stand in every text.

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
    /// Its roles in any language.
    any: Roles,
    /// What it counts in each language.
    number: [Option<NumberWord>; COUNT + 1],
    /// The values of its roles, with their languages.
    values: Vec<(Role, usize, &'static str)>,
    /// The unit that it names in any language.
    unit: Option<Unit>,
}

/// The longest phrase of the lists, in words.
pub(crate) const LONGEST_PHRASE: usize = 3;

/// Signs of units that are the same in every language.
const COMMON_UNITS: &str = include_str!("../units/words_common.tsv");

static NO_WORD: Word =
    Word { own: [Roles::NONE; COUNT + 1], any: Roles::NONE, number: [None; COUNT + 1], values: Vec::new(), unit: None };

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
            entry.any |= role;
            if language < COUNT {
                entry.own[language] |= role;
            }
            if !value.is_empty() {
                entry.values.push((role, language, value));
            }
            if matches!(role, Role::Unit | Role::LooseUnit) && entry.unit.is_none() {
                entry.unit = unit::by_symbol(value).map(|u| Unit { loose: role == Role::LooseUnit, ..u });
            }
            if role == Role::CommonEnding {
                self.endings[language].push(word);
            }
            if let Some((head, tail)) = word.split_once(' ') {
                self.words.entry(head).or_default().any |= Role::PhraseHead;
                let last = tail.rsplit(' ').next().unwrap_or(tail);
                self.words.entry(last).or_default().any |= Role::PhraseTail;
            }
        }
    }
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

    /// Whether the word has `role` in any language.
    pub(crate) fn is_any(&self, role: Role) -> bool {
        self.any.has(role)
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

    /// The unit that `role` names by its symbol, in any language or, where one is given, in that.
    pub(crate) fn unit_of(&self, role: Role, language: Option<usize>) -> Option<Unit> {
        if !self.is_any(role) {
            return None;
        }
        let known = |l: usize| l == COUNT || language.is_none_or(|own| own == l);
        self.values.iter().find(|v| v.0 == role && known(v.1)).and_then(|v| unit::by_symbol(v.2))
    }

    /// The value of `role` in the first language that gives one.
    pub(crate) fn value_in_any(&self, role: Role) -> Option<f64> {
        (0..COUNT).find_map(|language| self.value(role, language))
    }

    /// The unit that the word names in any language.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.unit
    }
}
