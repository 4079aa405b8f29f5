//! The word lists of a language: abbreviations, words of labels, usual first words, verbs of speech.
//!
//! They stand in `words_fr.txt` and `words_en.txt`, which a linguist can extend;
//! each section says in its remark what a word there does. The lists of first
//! words come from counting which words open sentences and are elsewhere
//! written small.

use crate::Lang;
use crate::languages::{LANGUAGES, index, traits};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What is known of a word; a word may be several things at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // independent marks, all combinations possible
pub(super) struct Known {
    /// An abbreviation that never ends a sentence (`Mme`, `e.g`).
    pub(super) never: bool,
    /// An abbreviation before numbers (`art`, `no`).
    pub(super) number: bool,
    /// An abbreviation that may end a sentence (`Inc`, `av`).
    pub(super) maybe: bool,
    /// An abbreviation after a comma only (`Neb`).
    pub(super) place: bool,
    /// An abbreviation that ends a sentence whenever a capital follows (`etc`, `J.-C`).
    pub(super) ending: bool,
    /// A unit, which ends a sentence after a figure (`min`, `t`).
    pub(super) unit: bool,
    /// What stands before the number of a label, as it is written (`Art.`, `Figure`).
    pub(super) label: bool,
    /// A word behind which a capital letter is a name and no initial (`vitamine C`, `plan B`).
    pub(super) lettered: bool,
    /// A preposition with which a sentence opens that begins with a place or a time (`In`, `Vers`).
    pub(super) place_or_time: bool,
    /// A pronoun that might be a Roman number or an initial (`I`).
    pub(super) pronoun: bool,
    /// A letter with which sentences begin although it is not a capital (`à`).
    pub(super) uncapitalised: bool,
    /// Capitalised, a usual first word (`However`).
    pub(super) starter: bool,
    /// A usual first word that also begins names (`Le`, `Will`).
    pub(super) name: bool,
    /// A verb of speech (`said`).
    pub(super) speech: bool,
}

impl Known {
    /// Any kind of abbreviation.
    pub(super) fn abbreviation(self) -> bool {
        self.never || self.number || self.maybe || self.ending
    }
}

/// The lists of one language.
pub(super) struct Words {
    known: HashMap<&'static str, Known>,
    /// Whether a full stop behind digits makes an ordinal (see the traits of the language).
    pub(super) ordinal_stop: bool,
}

impl Words {
    /// What is known of `word`, written with straight or curly apostrophes.
    pub(super) fn get(&self, word: &str) -> Known {
        if word.len() > LONGEST {
            return Known::default();
        }
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        if word.contains('\'') {
            return self.known.get(word.replace('\'', "’").as_str()).copied().unwrap_or_default();
        }
        Known::default()
    }
}

/// No listed word is longer, in bytes.
const LONGEST: usize = 24;

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| LANGUAGES.iter().map(|l| read(l.segment, l.code)).collect());

/// The lists of `lang`, if it has any.
pub(super) fn of(lang: Lang) -> Option<&'static Words> {
    WORDS.get(index(lang))
}

fn read(file: &'static str, code: &str) -> Words {
    let mut known: HashMap<&'static str, Known> = HashMap::new();
    let mut section = "";
    for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
            continue;
        }
        for word in line.split_whitespace() {
            let entry = known.entry(word).or_default();
            match section {
                "never" => entry.never = true,
                "number" => entry.number = true,
                "maybe" => entry.maybe = true,
                "place" => entry.place = true,
                "ending" => entry.ending = true,
                "unit" => entry.unit = true,
                "label" => entry.label = true,
                "lettered" => entry.lettered = true,
                "place-or-time" => entry.place_or_time = true,
                "pronoun" => entry.pronoun = true,
                "uncapitalised" => entry.uncapitalised = true,
                "starter" => entry.starter = true,
                "name" => entry.name = true,
                "speech" => entry.speech = true,
                _ => {}
            }
        }
    }
    let ordinal_stop = code.parse::<Lang>().is_ok_and(|lang| traits(lang).ordinal_stop);
    Words { known, ordinal_stop }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTIONS: [&str; 14] = [
        "[never]",
        "[number]",
        "[maybe]",
        "[place]",
        "[ending]",
        "[unit]",
        "[label]",
        "[lettered]",
        "[place-or-time]",
        "[pronoun]",
        "[uncapitalised]",
        "[starter]",
        "[name]",
        "[speech]",
    ];

    #[test]
    fn lists_are_well_formed() {
        for file in LANGUAGES.iter().map(|l| l.segment) {
            let mut section = "";
            for line in file.lines().filter(|l| !l.starts_with('#')) {
                if line.starts_with('[') {
                    assert!(SECTIONS.contains(&line), "{line}");
                    section = line;
                    continue;
                }
                for word in line.split_whitespace() {
                    assert!(word.len() <= LONGEST, "{word} is too long to be found");
                    let stop = word.ends_with('.') && section != "[label]";
                    assert!(!stop && !word.contains('\''), "{word} would never be found");
                }
            }
        }
        let known = |lang, word| of(lang).expect("it has lists").get(word);
        assert!(known(Lang::FR, "Mme").never && known(Lang::EN, "Inc").maybe && known(Lang::FR, "J'ai").starter);
    }
}
