//! Whether a text is in a third language: neither in the one nor in the other of a pair of languages.
//!
//! A naive Bayes classifier over ten languages that are near neighbours in the Latin script. Common words name
//! their languages (`words.txt`, `third_words.txt`); of other words the letters count, three in a row
//! (`third_trigrams.txt`). Names would be taken for whatever language they come from, so words with a capital count
//! for little, except where all words have one; addresses, code and the like do not count.
//!
//! Where a text has enough common words of the pair, letters are not looked at: that is the case of nearly every
//! sentence, and costs little.

use super::common_words;
use crate::Lang;
use crate::normalize::is_apostrophe;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Languages of the table of letters.
const LANGUAGES: usize = 10;
/// Nats between two letters of the table.
const STEP: f32 = 0.38;
/// How much a trigram counts: those of a word overlap, so that they are no independent evidence.
const TRIGRAM: f32 = 0.5;
/// What a common word counts for its languages, in nats.
const WORD: f32 = 2.0;
/// How much a word with a capital counts, and one that stands alone: in a cell, a list or a heading it may be a name or
/// a code (*Kirundi*, *su*).
const LITTLE: f32 = 0.25;
/// So many common words more of the pair than of any other language, and letters are not looked at.
const PLAIN: f32 = 4.0;
// The weights were set by hand, on sentences of news and manuals and on the test sentences of the same crates.

/// The table of letters: for each trigram the steps of each language.
struct Trigrams {
    languages: [Lang; LANGUAGES],
    steps: FxHashMap<[char; 3], [u8; LANGUAGES]>,
}

static TRIGRAMS: LazyLock<Trigrams> = LazyLock::new(|| {
    let mut table = Trigrams { languages: [Lang::UND; LANGUAGES], steps: FxHashMap::default() };
    for line in include_str!("third_trigrams.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split(' ');
        let head = cells.next().unwrap_or_default();
        if head == "languages" {
            for (lang, code) in table.languages.iter_mut().zip(cells) {
                *lang = code.parse().unwrap_or(Lang::UND);
            }
            continue;
        }
        let mut chars = head.chars();
        let steps = cells.next().unwrap_or_default().as_bytes();
        if let (Some(a), Some(b), Some(c)) = (chars.next(), chars.next(), chars.next())
            && steps.len() == LANGUAGES
        {
            table.steps.insert([a, b, c], std::array::from_fn(|k| steps[k].saturating_sub(b'a')));
        }
    }
    table
});

/// For each common word its languages, as bits in the order of [`Trigrams::languages`].
static WORDS: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (lang, list) in common_words().chain(super::lines_of_words(include_str!("third_words.txt"))) {
        if let Some(k) = TRIGRAMS.languages.iter().position(|l| *l == lang) {
            list.for_each(|word| *words.entry(word).or_insert(0) |= 1 << k);
        }
    }
    words
});

/// The evidence for a third language against the pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThirdLanguage {
    /// The likeliest third language.
    pub lang: Lang,
    /// Its log odds against the likelier language of the pair, in nats; below 0 where the pair is likelier.
    pub log_odds: f32,
}

/// The evidence of `text` for a language that is neither of `pair`; `None` without any, or where Calque cannot tell
/// the languages of the pair from others.
///
/// ```
/// use calque_text::{Lang, third_language};
/// let odds = |text| third_language(text, (Lang::EN, Lang::FR)).map_or(0.0, |t| t.log_odds);
/// assert!(odds("Los vecinos piden más árboles y menos coches.") > 3.0);
/// assert!(odds("Les habitants demandent plus d’arbres et moins de voitures.") < 0.0);
/// ```
pub fn third_language(text: &str, pair: (Lang, Lang)) -> Option<ThirdLanguage> {
    let table = &*TRIGRAMS;
    let own = |k: usize| table.languages[k] == pair.0 || table.languages[k] == pair.1;
    if (0..LANGUAGES).filter(|&k| own(k)).count() < 2 {
        return None;
    }
    let mut reading = Reading { scores: [0.0; LANGUAGES], found: false };
    let mut rare: Vec<(&str, f32)> = Vec::new();
    let (mut number, mut names) = (0, 0);
    let capitals = Capitals::of(text);
    let alone = words(text).nth(1).is_none();
    let mut lower = String::new();
    for (n, word) in words(text).enumerate() {
        number += 1;
        names += usize::from(capitals == Capitals::Some && word.starts_with(char::is_uppercase));
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase).map(|c| if is_apostrophe(c) { '’' } else { c }));
        let name = n > 0 && capitals == Capitals::Some && word.starts_with(char::is_uppercase);
        let weight = if alone || name { LITTLE } else { 1.0 };
        match WORDS.get(lower.as_str()) {
            Some(&bits) => reading.add_word(bits, weight),
            None => rare.push((word, weight)),
        }
    }
    // Nothing but names: an entry of a list of people and places.
    if number > 0 && names == number && !reading.found {
        return None;
    }
    let best = |scores: &[f32; LANGUAGES], own_side: bool| {
        let sides = (0..LANGUAGES).filter(|&k| own(k) == own_side);
        sides.map(|k| (k, scores[k])).max_by(|a, b| a.1.total_cmp(&b.1))
    };
    let odds = |scores: &[f32; LANGUAGES]| Some((best(scores, false)?, best(scores, true)?));
    if let Some(((k, third), (_, pair))) = odds(&reading.scores)
        && pair - third >= PLAIN * WORD
    {
        return Some(ThirdLanguage { lang: table.languages[k], log_odds: third - pair });
    }
    rare.iter().for_each(|(word, weight)| reading.add_letters(word, *weight));
    let ((k, third), (_, pair)) = odds(&reading.scores).filter(|_| reading.found)?;
    Some(ThirdLanguage { lang: table.languages[k], log_odds: third - pair })
}

/// The log likelihood of each language so far.
struct Reading {
    scores: [f32; LANGUAGES],
    found: bool,
}

impl Reading {
    fn add_word(&mut self, bits: u16, weight: f32) {
        self.found = true;
        for (k, score) in self.scores.iter_mut().enumerate() {
            *score += if bits & (1 << k) != 0 { WORD * weight } else { 0.0 };
        }
    }

    fn add_letters(&mut self, word: &str, weight: f32) {
        let mut trigram = ['_'; 3];
        for (n, c) in word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).enumerate() {
            trigram = [trigram[1], trigram[2], c];
            let Some(steps) = TRIGRAMS.steps.get(&trigram).filter(|_| n >= 2) else { continue };
            self.found = true;
            for (score, step) in self.scores.iter_mut().zip(steps) {
                *score -= TRIGRAM * weight * STEP * f32::from(*step);
            }
        }
    }
}

/// How a text uses capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capitals {
    /// Of words that begin with one, some are names.
    Some,
    /// Nearly all words are in capitals: they say nothing.
    All,
}

impl Capitals {
    fn of(text: &str) -> Self {
        let (mut all, mut upper) = (0, 0);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            all += 1;
            upper += usize::from(c.is_uppercase());
        }
        if 2 * upper > all { Self::All } else { Self::Some }
    }
}

/// The words of a text, an elided one with its apostrophe; without addresses, paths and code.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_code = |chunk: &&str| {
        let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        !(chunk.contains(['/', '@', '_', '\\', '=', '{', '}', '<', '>']) || inner.contains('.'))
    };
    text.split_whitespace()
        .filter(is_code)
        .flat_map(|chunk| {
            let pieces = chunk.split_inclusive(|c: char| !c.is_alphabetic());
            pieces.map(|piece| piece.trim_end_matches(|c: char| !(c.is_alphabetic() || is_apostrophe(c))))
        })
        .filter(|word| word.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_all_languages_and_words() {
        assert!(TRIGRAMS.languages.iter().all(|l| *l != Lang::UND), "{:?}", TRIGRAMS.languages);
        assert!(TRIGRAMS.steps.len() > 4000 && WORDS.len() > 700, "{} {}", TRIGRAMS.steps.len(), WORDS.len());
        for k in 0..LANGUAGES {
            assert!(WORDS.values().filter(|bits| **bits & (1 << k) != 0).count() > 60, "{}", TRIGRAMS.languages[k]);
        }
    }

    #[test]
    fn names_addresses_and_code_are_no_language() {
        for text in [
            "Vladimir Putin met Volodymyr Zelenskyy.",
            "Tchaïkovski a écrit Le Lac des cygnes.",
            "Real Madrid beat Bayern München.",
            "Marta Lopez, Ivan Petrov",
            "More information: https://btrfs.readthedocs.io/en/latest/btrfs-check.html.",
            "ARTICLE PREMIER. DISPOSITIONS GÉNÉRALES",
        ] {
            let odds = third_language(text, (Lang::EN, Lang::FR)).map_or(0.0, |t| t.log_odds);
            assert!(odds < 3.0, "{text}: {odds}");
        }
    }

    #[test]
    fn words_that_stand_alone_say_little() {
        for text in ["Javanese", "Kirundi", "su", "am", "12 MB", "Soundanais", "kirundi"] {
            let odds = third_language(text, (Lang::EN, Lang::FR)).map_or(0.0, |t| t.log_odds);
            assert!(odds < 1.0, "{text}: {odds}");
        }
        assert!(third_language("árboles", (Lang::EN, Lang::FR)).is_some_and(|t| t.log_odds > 0.0));
    }

    #[test]
    fn a_pair_that_is_not_in_the_table_has_no_third() {
        let polish = "pl".parse().expect("a language");
        assert_eq!(third_language("Los vecinos piden más árboles.", (Lang::EN, polish)), None);
        assert_eq!(third_language("12 %", (Lang::EN, Lang::FR)), None);
    }
}
