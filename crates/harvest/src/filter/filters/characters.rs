//! The share of characters that belong in a text of the language.
//!
//! Letters of another script do not. Nor do U+FFFD, controls and the traces of doubly
//! encoded UTF-8, which count three times, since one of them spoils a word.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::{PairFeatures, SideFeatures};
use crate::repair::mojibake;

/// See the module.
pub(crate) struct Characters;

impl Filter for Characters {
    filter!("characters", Accept::AtLeast, "Share of characters that belong into texts of the language");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        Some(share(&pair.source).min(share(&pair.target)))
    }
}

fn share(side: &SideFeatures<'_>) -> f32 {
    let counts = side.char_counts();
    if counts.chars == 0 {
        return 1.0;
    }
    let garbled =
        if side.text.is_ascii() { 0 } else { mojibake::count(side.text) } + question_marks_inside_words(side.text);
    let foreign = if writes_latin(side.lang.code()) { counts.letters - counts.latin } else { 0 };
    let bad = 3 * (counts.broken as usize + garbled) + foreign as usize;
    1.0 - (bad as f32 / counts.chars as f32).min(1.0)
}

/// Question marks in place of letters: `d?cid?`. Those of web addresses do not count.
fn question_marks_inside_words(text: &str) -> usize {
    if !text.contains('?') {
        return 0;
    }
    let bytes = text.as_bytes();
    let letter = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_lowercase);
    let web = text.contains("http") || text.contains("www");
    let lost =
        (0..bytes.len()).filter(|&i| bytes[i] == b'?' && letter(i.checked_sub(1)) && letter(Some(i + 1))).count();
    if web { 0 } else { lost }
}

/// Whether a language is written in the Latin script.
fn writes_latin(code: &str) -> bool {
    const OTHERS: [&str; 30] = [
        "am", "ar", "be", "bg", "bn", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "mk", "ml",
        "mr", "my", "ne", "pa", "ru", "ta", "te", "th", "uk", "ur", "zh", "und",
    ];
    !OTHERS.contains(&code)
}
