//! What the tokenizer knows of a language: `words_XX.tsv` beside this file.

use crate::Lang;
use crate::languages::{COUNT, LANGUAGES, index, traits};
use crate::table::rows;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The lists of one language; empty for a language without lists.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Elided words without their apostrophe (role `elision`): *l’*, *jusqu’*.
    elisions: Vec<&'static str>,
    /// What follows the apostrophe of a contraction (role `clitic`): *’s*, *’re*.
    clitics: Vec<&'static str>,
    /// The same, which takes the *n* before the apostrophe along (role `negative-clitic`): *n’t*.
    negatives: Vec<&'static str>,
    /// Words that keep their hyphens and apostrophes (role `whole`).
    whole: FxHashSet<&'static str>,
    /// The longest of these, in bytes.
    longest: usize,
    /// Whether plain spaces group digits: `10 000`.
    pub(super) space_groups: bool,
}

static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| LANGUAGES.iter().map(|l| Words::read(l.code, l.token)).chain([Words::default()]).collect());

/// The lists of `lang`.
pub(super) fn words(lang: Lang) -> &'static Words {
    &WORDS[index(lang).min(COUNT)]
}

impl Words {
    fn read(code: &str, file: &'static str) -> Self {
        let lang = code.parse().unwrap_or(Lang::UND);
        let mut words = Self { space_groups: traits(lang).space_groups, ..Self::default() };
        for [word, role, _] in rows(file) {
            match role {
                "elision" => words.elisions.push(word),
                "clitic" => words.clitics.push(word),
                "negative-clitic" => words.negatives.push(word),
                _ => {
                    words.whole.insert(word);
                    words.longest = words.longest.max(word.len());
                }
            }
        }
        words
    }

    /// Whether `head`, before an apostrophe, is an elided word.
    pub(super) fn is_elision(&self, head: &str) -> bool {
        contains(&self.elisions, head)
    }

    /// Whether `tail`, behind an apostrophe, is a clitic.
    pub(super) fn is_clitic(&self, tail: &str) -> bool {
        contains(&self.clitics, tail)
    }

    /// Whether `tail`, behind *n* and an apostrophe, is a negation.
    pub(super) fn is_negative_clitic(&self, tail: &str) -> bool {
        contains(&self.negatives, tail)
    }

    /// Whether the language elides words.
    pub(super) fn elides(&self) -> bool {
        !self.elisions.is_empty()
    }

    /// Whether `word` keeps its hyphens and apostrophes.
    pub(super) fn is_whole(&self, word: &str) -> bool {
        // A curly apostrophe and a Unicode hyphen have two bytes more than those of the list.
        if self.whole.is_empty() || word.len() > 2 * self.longest || !word.contains(['-', '\'', '’', '‐', '‑']) {
            return false;
        }
        let plain = |c| match c {
            '’' => '\'',
            '‐' | '‑' => '-',
            c => c,
        };
        let lower: String = word.chars().flat_map(char::to_lowercase).map(plain).collect();
        self.whole.contains(lower.as_str())
    }
}

fn contains(list: &[&str], word: &str) -> bool {
    list.iter().any(|e| word.eq_ignore_ascii_case(e))
}
