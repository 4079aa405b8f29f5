//! Language identification: which language a text is in.
//!
//! Two kinds of evidence are mixed. The commonest words of seven languages
//! (`words.txt`), which short texts are full of, name French, English and their
//! neighbours; French and English are told apart by letter trigrams too
//! (`trigrams.txt`). All other languages are named by the trigrams of the
//! `whatlang` crate. A long text is judged on samples from all over it, so a
//! text half French, half English gets both with little confidence each.
//!
//! ```
//! use calque_text::{Lang, identify, language};
//! assert_eq!(identify("Elle n’est pas venue.")[0].0, Lang::FR);
//! assert_eq!(language("The gate was closed."), Some(Lang::EN));
//! assert_eq!(language("3,14"), None);
//! ```

use crate::Lang;
use crate::normalize::is_apostrophe;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

mod third;

pub use third::{ThirdLanguage, third_language};

/// At most this many languages are known by words.
const MOST_LANGUAGES: usize = 8;

/// Confidence from which [`language`] names a language.
const SURE: f32 = 0.6;

/// At most this many samples of this many bytes are read.
const SAMPLES: usize = 16;
const SAMPLE_BYTES: usize = 512;

/// The commonest words of languages, from `words.txt`.
struct CommonWords {
    /// The languages, in the order of the file.
    languages: Vec<Lang>,
    /// For each word the languages that have it, as bits in that order.
    words: FxHashMap<&'static str, u8>,
}

static COMMON: LazyLock<CommonWords> = LazyLock::new(|| {
    let mut common = CommonWords { languages: Vec::new(), words: FxHashMap::default() };
    for (lang, words) in common_words() {
        let bit = 1u8 << common.languages.len();
        common.languages.push(lang);
        for word in words {
            *common.words.entry(word).or_insert(0) |= bit;
        }
    }
    common
});

/// The languages of `words.txt` and their commonest words.
fn common_words() -> impl Iterator<Item = (Lang, std::str::SplitWhitespace<'static>)> {
    lines_of_words(include_str!("words.txt"))
}

/// A file with the code of a language and its words a line.
fn lines_of_words(file: &'static str) -> impl Iterator<Item = (Lang, std::str::SplitWhitespace<'static>)> {
    file.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?.parse().ok()?, words))
    })
}

/// Log odds of French against English of three letters in a row.
static TRIGRAMS: LazyLock<FxHashMap<[char; 3], f32>> = LazyLock::new(|| {
    let mut trigrams = FxHashMap::default();
    for line in include_str!("trigrams.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut pieces = line.split_whitespace();
        let odds = pieces.next().and_then(|n| n.parse::<f32>().ok()).unwrap_or(0.0) / 2.0;
        for piece in pieces {
            let mut chars = piece.chars();
            if let (Some(a), Some(b), Some(c)) = (chars.next(), chars.next(), chars.next()) {
                trigrams.insert([a, b, c], odds);
            }
        }
    }
    trigrams
});

/// The language of `text`, where one is likely enough.
pub fn language(text: &str) -> Option<Lang> {
    identify(text).first().filter(|(_, confidence)| *confidence >= SURE).map(|(lang, _)| *lang)
}

/// The likely languages of `text`, likeliest first, each with a confidence in
/// [0, 1]. Empty where the text has no letters.
pub fn identify(text: &str) -> Vec<(Lang, f32)> {
    let sample = sample(text);
    let evidence = Evidence::of(&sample);
    if evidence.letters == 0 {
        return Vec::new();
    }
    let mut guess = evidence.with(by_trigrams(&sample));
    guess.retain(|(_, confidence)| *confidence >= LEAST);
    guess.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    guess
}

/// The highest confidence that [`identify`] has in a language other than `own`, in [0, 1]; `None` where the words
/// alone show that it is below `threshold`. Naming a language by trigrams costs a hundred times as much as looking
/// words up, and is not done then.
pub fn foreign_confidence(text: &str, own: Lang, threshold: f32) -> Option<f32> {
    let sample = sample(text);
    let evidence = Evidence::of(&sample);
    if evidence.letters == 0 {
        return Some(0.0);
    }
    let most = |guess: Vec<(Lang, f32)>, least: f32| {
        let others = guess.into_iter().filter(|(lang, confidence)| *lang != own && *confidence >= least);
        others.map(|(_, confidence)| confidence).fold(0.0, f32::max)
    };
    // Whichever language the trigrams name, and however surely: it gets no more than this on top.
    let most_by_trigrams = (1.0 - evidence.weight) * evidence.by_length() * MOST_BY_TRIGRAMS;
    if most(evidence.with(None), 0.0) + most_by_trigrams < threshold - ROUNDING {
        return None;
    }
    Some(most(evidence.with(by_trigrams(&sample)), LEAST))
}

/// Confidence below which a guess is none.
const LEAST: f32 = 0.02;
/// The highest confidence that trigrams give.
const MOST_BY_TRIGRAMS: f32 = 0.9;
/// More than the rounding error of a sum of a few numbers below 1.
const ROUNDING: f32 = 1e-4;

/// The evidence of a text’s words and letters for its language.
struct Evidence {
    letters: usize,
    words: usize,
    /// Whether most of the letters are Latin ones.
    latin: bool,
    /// Common words of each language of [`COMMON`]; a word of several counts for less.
    score: [f32; MOST_LANGUAGES],
    /// The weight of the common words against that of letters: high if they are many, or a fair part of the text.
    weight: f32,
    /// The probability of French against English by trigrams.
    french: f32,
}

impl Evidence {
    fn of(sample: &str) -> Self {
        let mut score = [0f32; MOST_LANGUAGES];
        let mut words = 0usize;
        let mut letters = 0usize;
        let mut lower = String::new();
        // Log odds of French against English.
        let mut odds = 0f32;
        for word in sample.split(|c: char| !(c.is_alphabetic() || is_apostrophe(c))).filter(|w| !w.is_empty()) {
            letters += word.chars().filter(|c| c.is_alphabetic()).count();
            words += 1;
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase).map(|c| if is_apostrophe(c) { '’' } else { c }));
            odds += word_odds(&lower);
            if !count(&lower, &mut score) {
                // `l’ambassade`: the elision, then the word.
                if let Some(cut) = lower.find('’') {
                    let after = cut + '’'.len_utf8();
                    count(&lower[..after], &mut score);
                    count(&lower[after..], &mut score);
                }
            }
        }
        // The trigrams overlap, hence are no independent evidence.
        let french = 1.0 / (1.0 + (-0.4 * odds).exp());
        let found: f32 = score.iter().sum();
        let density = found / words as f32;
        let weight = (density / 0.25).min(1.0) * (1.0 - (-found / 1.2).exp());
        let latin = sample.bytes().filter(u8::is_ascii_alphabetic).count() * 2 > letters;
        Self { letters, words, latin, score, weight, french }
    }

    /// The weight of trigrams by the number of letters, in [0, 1]: full from 25 letters.
    fn by_length(&self) -> f32 {
        (self.letters as f32 / 25.0).min(1.0)
    }

    /// The languages with their confidence. `named` is what trigrams name, unless it is French or English; the
    /// rest is shared by French and English.
    fn with(&self, named: Option<(Lang, f32)>) -> Vec<(Lang, f32)> {
        let mut guess: Vec<(Lang, f32)> = Vec::new();
        let by_length = self.by_length();
        let mut left = 1.0;
        if let Some((lang, confidence)) = named {
            let confidence = confidence * by_length * MOST_BY_TRIGRAMS;
            guess.push((lang, confidence));
            left -= confidence;
        }
        if self.latin {
            let clear = (2.0 * self.french - 1.0).abs();
            add(&mut guess, Lang::FR, left * by_length * clear * self.french);
            add(&mut guess, Lang::EN, left * by_length * clear * (1.0 - self.french));
        }
        for (_, confidence) in &mut guess {
            *confidence *= 1.0 - self.weight;
        }
        let found: f32 = self.score.iter().sum();
        if found > 0.0 {
            let mut shares = self.score.map(|s| (s / found).powi(2));
            // A long text half French, half English must not be tipped by its letters.
            if self.words < 20 {
                for (share, p) in shares.iter_mut().zip([self.french, 1.0 - self.french]) {
                    *share *= 0.5 + 3.0 * p;
                }
            }
            let all: f32 = shares.iter().sum();
            for (&lang, share) in COMMON.languages.iter().zip(shares) {
                add(&mut guess, lang, self.weight * share / all);
            }
        }
        guess
    }
}

fn add(guess: &mut Vec<(Lang, f32)>, lang: Lang, more: f32) {
    match guess.iter_mut().find(|(l, _)| *l == lang) {
        Some((_, confidence)) => *confidence += more,
        None => guess.push((lang, more)),
    }
}

/// Log odds of French against English by the letters of a word.
fn word_odds(word: &str) -> f32 {
    let mut trigram = ['_'; 3];
    let mut odds = 0.0;
    for (n, c) in word.chars().map(|c| if c == '’' { '_' } else { c }).chain(['_']).enumerate() {
        trigram = [trigram[1], trigram[2], c];
        if n > 0 {
            odds += TRIGRAMS.get(&trigram).copied().unwrap_or(0.0);
        }
    }
    odds
}

/// Adds a word to the languages that have it; false if none has.
fn count(word: &str, score: &mut [f32; MOST_LANGUAGES]) -> bool {
    let Some(&bits) = COMMON.words.get(word) else { return false };
    let weight = 1.0 / (bits.count_ones() as f32).powf(1.5);
    for (bit, s) in score.iter_mut().enumerate() {
        if bits & (1 << bit) != 0 {
            *s += weight;
        }
    }
    true
}

/// The language that trigrams name, unless it is French or English, and whatlang's confidence.
fn by_trigrams(sample: &str) -> Option<(Lang, f32)> {
    let info = whatlang::detect(sample)?;
    let lang = Lang::from_iso3(info.lang().code())?;
    (![Lang::FR, Lang::EN].contains(&lang)).then(|| (lang, info.confidence() as f32))
}

/// Pieces from all over the text, cut at spaces where possible.
fn sample(text: &str) -> String {
    if text.len() <= SAMPLES * SAMPLE_BYTES {
        return text.to_owned();
    }
    let mut out = String::with_capacity(SAMPLES * (SAMPLE_BYTES + 1));
    for i in 0..SAMPLES {
        let floor = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = text.len() / SAMPLES * i;
        out.push_str(&text[floor(start)..floor((start + SAMPLE_BYTES).min(text.len()))]);
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts() {
        for (text, code) in [
            ("Où est-elle ?", "fr"),
            ("L’attaque", "fr"),
            ("Ambassade fermée à Kiev", "fr"),
            ("The embassy", "en"),
            ("Where is she?", "en"),
            ("US embassy closed in Kyiv after warning of air attack", "en"),
            ("Der Hund ist nicht mehr da, und die Katze auch nicht.", "de"),
            ("No sé dónde está mi hermano, pero lo voy a buscar.", "es"),
            ("Non so dove sia mio fratello, ma lo cercherò.", "it"),
            ("Não sei onde está o meu irmão, mas vou procurá-lo.", "pt"),
            ("Ik weet niet waar mijn broer is, maar ik ga hem zoeken.", "nl"),
            ("Я не знаю, где мой брат, но я его обязательно найду и приведу домой.", "ru"),
            ("兄がどこにいるのか分かりません。", "ja"),
            ("Nie wiem, gdzie jest mój brat, ale go poszukam.", "pl"),
        ] {
            assert_eq!(identify(text).first().map(|g| g.0.code()), Some(code), "{text}: {:?}", identify(text));
        }
    }

    #[test]
    fn confidence_without_trigrams_is_confidence_with_them() {
        let foreign_words = "Der Hund ist nicht mehr da, und die Katze auch nicht.";
        let texts =
            ["Où est-elle ?", "The embassy", "Obama Kiev", "Nie wiem, gdzie jest mój brat", "12", foreign_words];
        for text in texts {
            let others = identify(text).into_iter().filter(|g| g.0 != Lang::FR);
            let most = others.map(|g| g.1).fold(0.0, f32::max);
            assert_eq!(foreign_confidence(text, Lang::FR, 0.0), Some(most), "{text}");
            for threshold in [0.3, 0.6, 0.9] {
                match foreign_confidence(text, Lang::FR, threshold) {
                    None => assert!(most < threshold, "{text}: {most}"),
                    Some(found) => assert_eq!(found, most, "{text}"),
                }
            }
        }
        assert_eq!(foreign_confidence("Je ne sais pas où il est, mais il n’est pas ici.", Lang::FR, 0.6), None);
    }

    #[test]
    fn other_languages_have_names() {
        let top = identify("Nie wiem, gdzie jest mój brat, ale go poszukam.");
        assert_eq!(top[0].0.name(), "Polish");
    }

    #[test]
    fn nothing_to_go_by() {
        assert!(identify("").is_empty());
        assert!(identify("12 345,67 — 8 %").is_empty());
        assert_eq!(language("Xyz"), None);
    }

    #[test]
    fn half_and_half_is_not_sure() {
        let text =
            "The embassy was closed on Wednesday. ".repeat(2000) + &"L’ambassade était fermée mercredi. ".repeat(2000);
        let guess = identify(&text);
        assert!(guess[0].1 < 0.7 && guess[1].1 > 0.25, "{guess:?}");
    }
}
