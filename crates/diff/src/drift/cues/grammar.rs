//! Words and parts of words by their use in grammar, from `data/grammar.tsv`.

use calque_text::Lang;
use std::sync::LazyLock;

/// The lists, each in the order of the file.
#[derive(Default)]
pub(crate) struct Grammar {
    /// Words that only join others (*de*, *l'*, *of*), of both languages.
    pub(super) joining_words: Vec<&'static str>,
    /// Second halves of a French negation.
    pub(super) second_halves: Vec<&'static str>,
    /// French forms of *être*, *avoir* and *faire*.
    pub(super) being_and_having: Vec<&'static str>,
    /// French stems in *-ir* and *-dr* whose *-rait* is an imperfect.
    pub(super) imperfect_stems: Vec<&'static str>,
    /// French stems whose *-rait* is a conditional although its ending is that of imperfects.
    pub(super) future_stems: Vec<&'static str>,
    /// Beginnings of words that look as if they had a prefix that negates, and have none.
    french_no_prefix: Vec<&'static str>,
    english_no_prefix: Vec<&'static str>,
    /// Forms of French verbs that *ne* negates without a second half.
    pub(super) lone_ne: Vec<&'static str>,
    /// Words that negate, alone or with another.
    pub(crate) negators: Vec<&'static str>,
    /// What stands where a negation is lost: *quelqu'un* for *nobody*.
    pub(crate) in_its_place: Vec<&'static str>,
    /// Forms of verbs that only help another one, and small words.
    pub(crate) helpers: Vec<&'static str>,
    /// Stems of French verbs that help another one, which take the endings below.
    helper_stems: Vec<&'static str>,
    helper_endings: Vec<&'static str>,
    /// Pasts of English verbs that are not regular.
    pub(crate) irregular_pasts: Vec<&'static str>,
    /// Words that make something bad of the next one: *mauvaise compréhension* is *misunderstanding*.
    pub(crate) spoiling: Vec<&'static str>,
    french_prefixes: Vec<&'static str>,
    english_prefixes: Vec<&'static str>,
}

/// The lists of the file.
pub(crate) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| read(list!("grammar.tsv")));

impl Grammar {
    /// Prefixes that negate a word; of a language without a list those of English.
    pub(super) fn negative_prefixes(&self, lang: Lang) -> &[&'static str] {
        if lang == Lang::FR { &self.french_prefixes } else { &self.english_prefixes }
    }

    /// Whether a word only looks as if it had a prefix that negates.
    pub(super) fn has_no_prefix(&self, lang: Lang, word: &str) -> bool {
        let list = if lang == Lang::FR { &self.french_no_prefix } else { &self.english_no_prefix };
        list.iter().any(|beginning| word.starts_with(beginning))
    }

    /// Whether a word only helps a verb, or is small.
    pub(crate) fn helps(&self, word: &str) -> bool {
        let stem = |s: &&str| word.strip_prefix(*s).is_some_and(|rest| self.helper_endings.contains(&rest));
        self.helpers.contains(&word) || self.helper_stems.iter().any(stem)
    }

    /// The list of a use in a language; `None` if there is none.
    fn list(&mut self, lang: &str, usage: &str) -> Option<&mut Vec<&'static str>> {
        Some(match (lang, usage) {
            (_, "joining") => &mut self.joining_words,
            ("fr", "being-and-having") => &mut self.being_and_having,
            ("fr", "second-half") => &mut self.second_halves,
            ("fr", "lone-ne") => &mut self.lone_ne,
            ("fr", "imperfect-stem") => &mut self.imperfect_stems,
            ("fr", "future-stem") => &mut self.future_stems,
            ("fr", "no-prefix") => &mut self.french_no_prefix,
            ("en", "no-prefix") => &mut self.english_no_prefix,
            (_, "negator") => &mut self.negators,
            (_, "in-its-place") => &mut self.in_its_place,
            (_, "helper") => &mut self.helpers,
            ("fr", "helper-stem") => &mut self.helper_stems,
            ("fr", "helper-ending") => &mut self.helper_endings,
            ("en", "past") => &mut self.irregular_pasts,
            (_, "spoiling") => &mut self.spoiling,
            ("fr", "negative-prefix") => &mut self.french_prefixes,
            ("en", "negative-prefix") => &mut self.english_prefixes,
            _ => return None,
        })
    }
}

/// The rows of a file: language, use, and the words with `|` between them.
fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (lang, rest) = line.split_once('\t')?;
        let (usage, words) = rest.split_once('\t')?;
        Some((lang, usage, words))
    })
}

fn read(file: &'static str) -> Grammar {
    let mut grammar = Grammar::default();
    for (lang, usage, words) in rows(file) {
        if let Some(list) = grammar.list(lang, usage) {
            list.extend(words.split('|'));
        }
    }
    grammar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let file = list!("grammar.tsv");
        assert_eq!(rows(file).count(), file.lines().filter(|line| !line.starts_with('#')).count());
        for (lang, usage, words) in rows(file) {
            assert!(Grammar::default().list(lang, usage).is_some(), "{lang} {usage} is no list");
            assert!(words.split('|').all(|w| !w.is_empty() && w.trim() == w), "{words}");
        }
    }
}
