//! Which language a text is in.
//!
//! French and English are told from their neighbours by their commonest words
//! (`words.txt`), which short texts are full of, and from each other
//! also by three-letter pieces of words (`trigrams.txt`); all other
//! languages are named by their letters (the `whatlang` crate). A long text is judged on samples from all over it, so a
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
use std::collections::HashMap;
use std::sync::LazyLock;

/// Languages known by words, in the order of their bits.
const KNOWN: [&str; 7] = ["fr", "en", "de", "es", "it", "pt", "nl"];

/// Confidence from which [`language`] takes a side.
const SURE: f32 = 0.6;

/// At most this many samples of this many bytes are looked at.
const SAMPLES: usize = 16;
const SAMPLE: usize = 512;

static COMMON: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut common = HashMap::new();
    for line in include_str!("words.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let bit = words.next().and_then(|code| KNOWN.iter().position(|k| *k == code));
        for word in words {
            *common.entry(word).or_insert(0) |= bit.map_or(0, |b| 1u8 << b);
        }
    }
    common
});

/// Halves of log odds, French against English, of three letters in a row.
static LETTERS: LazyLock<HashMap<[char; 3], f32>> = LazyLock::new(|| {
    let mut letters = HashMap::new();
    for line in include_str!("trigrams.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut pieces = line.split_whitespace();
        let odds = pieces.next().and_then(|n| n.parse::<f32>().ok()).unwrap_or(0.0) / 2.0;
        for piece in pieces {
            let mut chars = piece.chars();
            if let (Some(a), Some(b), Some(c)) = (chars.next(), chars.next(), chars.next()) {
                letters.insert([a, b, c], odds);
            }
        }
    }
    letters
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
    let mut guess = evidence.with(by_letters(&sample));
    guess.retain(|(_, confidence)| *confidence >= LEAST);
    guess.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    guess
}

/// The most confidence that [`identify`] has in a language other than `own`; `None` where the words
/// alone show that it is less than `enough`. Naming a language by its letters costs a hundred times
/// as much as looking words up, and is spared then.
pub fn foreign(text: &str, own: Lang, enough: f32) -> Option<f32> {
    let sample = sample(text);
    let evidence = Evidence::of(&sample);
    if evidence.letters == 0 {
        return Some(0.0);
    }
    let most = |guess: Vec<(Lang, f32)>, least: f32| {
        let others = guess.into_iter().filter(|(lang, confidence)| *lang != own && *confidence >= least);
        others.map(|(_, confidence)| confidence).fold(0.0, f32::max)
    };
    // Whichever language the letters name, and however surely: it gets no more than this on top.
    let by_letters_at_most = (1.0 - evidence.weight) * evidence.enough() * MOST_BY_LETTERS;
    if most(evidence.with(None), 0.0) + by_letters_at_most < enough - ROUNDING {
        return None;
    }
    Some(most(evidence.with(by_letters(&sample)), LEAST))
}

/// Confidence below which a guess is none.
const LEAST: f32 = 0.02;
/// The most confidence that letters give.
const MOST_BY_LETTERS: f32 = 0.9;
/// More than sums of a few numbers below 1 are out by.
const ROUNDING: f32 = 1e-4;

/// What the words of a text say of its language.
struct Evidence {
    letters: usize,
    words: usize,
    /// Whether most of the letters are Latin ones.
    latin: bool,
    /// Common words of each of [`KNOWN`].
    score: [f32; KNOWN.len()],
    /// How much they may say: much if they are many, or a fair part of the text.
    weight: f32,
    /// The probability of French against English by three-letter pieces.
    french: f32,
}

impl Evidence {
    fn of(sample: &str) -> Self {
        let mut score = [0f32; KNOWN.len()];
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
        // The pieces overlap, hence are no independent evidence.
        let french = 1.0 / (1.0 + (-0.4 * odds).exp());
        let found: f32 = score.iter().sum();
        let density = found / words as f32;
        let weight = (density / 0.25).min(1.0) * (1.0 - (-found / 1.2).exp());
        let latin = sample.bytes().filter(u8::is_ascii_alphabetic).count() * 2 > letters;
        Self { letters, words, latin, score, weight, french }
    }

    /// How much letters may say, by their number.
    fn enough(&self) -> f32 {
        (self.letters as f32 / 25.0).min(1.0)
    }

    /// Guesses by words, and by letters: the language that they name, unless it is French or
    /// English, with its confidence; for the rest French and English by their pieces of words.
    fn with(&self, named: Option<(Lang, f32)>) -> Vec<(Lang, f32)> {
        let mut guess: Vec<(Lang, f32)> = Vec::new();
        let enough = self.enough();
        let mut left = 1.0;
        if let Some((lang, confidence)) = named {
            let confidence = confidence * enough * MOST_BY_LETTERS;
            guess.push((lang, confidence));
            left -= confidence;
        }
        if self.latin {
            let clear = (2.0 * self.french - 1.0).abs();
            add(&mut guess, Lang::FR, left * enough * clear * self.french);
            add(&mut guess, Lang::EN, left * enough * clear * (1.0 - self.french));
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
            for (code, share) in KNOWN.iter().zip(shares) {
                let Ok(lang) = code.parse::<Lang>() else { continue };
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
    let mut piece = ['_'; 3];
    let mut odds = 0.0;
    for (n, c) in word.chars().map(|c| if c == '’' { '_' } else { c }).chain(['_']).enumerate() {
        piece = [piece[1], piece[2], c];
        if n > 0 {
            odds += LETTERS.get(&piece).copied().unwrap_or(0.0);
        }
    }
    odds
}

/// Adds a word to the languages that have it; false if none has.
fn count(word: &str, score: &mut [f32; KNOWN.len()]) -> bool {
    let Some(&bits) = COMMON.get(word) else { return false };
    let each = 1.0 / (bits.count_ones() as f32).powf(1.5);
    for (bit, s) in score.iter_mut().enumerate() {
        if bits & (1 << bit) != 0 {
            *s += each;
        }
    }
    true
}

/// The language that the letters name, unless it is French or English, and whatlang's confidence.
fn by_letters(sample: &str) -> Option<(Lang, f32)> {
    let info = whatlang::detect(sample)?;
    let lang = two_letters(info.lang().code()).parse::<Lang>().ok()?;
    (![Lang::FR, Lang::EN].contains(&lang)).then(|| (lang, info.confidence() as f32))
}

/// ISO 639-1 for the ISO 639-3 codes that have one.
fn two_letters(code: &str) -> &str {
    const PAIRS: [(&str, &str); 62] = [
        ("afr", "af"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("vie", "vi"),
    ];
    PAIRS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

/// Pieces from all over the text, cut at spaces where possible.
fn sample(text: &str) -> String {
    if text.len() <= SAMPLES * SAMPLE {
        return text.to_owned();
    }
    let mut out = String::with_capacity(SAMPLES * (SAMPLE + 1));
    for i in 0..SAMPLES {
        let floor = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = text.len() / SAMPLES * i;
        out.push_str(&text[floor(start)..floor((start + SAMPLE).min(text.len()))]);
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
    fn what_words_settle_is_what_letters_would_say() {
        let foreign_words = "Der Hund ist nicht mehr da, und die Katze auch nicht.";
        let texts =
            ["Où est-elle ?", "The embassy", "Obama Kiev", "Nie wiem, gdzie jest mój brat", "12", foreign_words];
        for text in texts {
            let others = identify(text).into_iter().filter(|g| g.0 != Lang::FR);
            let most = others.map(|g| g.1).fold(0.0, f32::max);
            assert_eq!(foreign(text, Lang::FR, 0.0), Some(most), "{text}");
            for enough in [0.3, 0.6, 0.9] {
                match foreign(text, Lang::FR, enough) {
                    None => assert!(most < enough, "{text}: {most}"),
                    Some(found) => assert_eq!(found, most, "{text}"),
                }
            }
        }
        assert_eq!(foreign("Je ne sais pas où il est, mais il n’est pas ici.", Lang::FR, 0.6), None);
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
