//! The share of characters that belong into a text of the language.
//!
//! What does not: letters of another script, the replacement character,
//! controls, what doubly encoded UTF-8 leaves behind. These last count
//! threefold, for one of them spoils a word.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, Side};
use crate::repair::mojibake;

/// See the module.
pub(super) struct Characters;

impl Filter for Characters {
    filter!("characters", Accept::AtLeast, "Share of characters that belong into texts of the language");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        Some(share(&pair.source).min(share(&pair.target)))
    }
}

fn share(side: &Side<'_>) -> f32 {
    let shape = side.shape();
    if shape.chars == 0 {
        return 1.0;
    }
    let garbled = if side.text.is_ascii() { 0 } else { mojibake::count(side.text) } + letters_lost(side.text);
    let foreign = if writes_latin(side.lang.code()) { shape.letters - shape.latin } else { 0 };
    let bad = 3 * (shape.broken as usize + garbled) + foreign as usize;
    1.0 - (bad as f32 / shape.chars as f32).min(1.0)
}

/// Question marks that stand where a letter was: `d?cid?`.
fn letters_lost(text: &str) -> usize {
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

/// Languages of another script than the Latin one.
fn writes_latin(code: &str) -> bool {
    const OTHERS: [&str; 30] = [
        "am", "ar", "be", "bg", "bn", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "mk", "ml",
        "mr", "my", "ne", "pa", "ru", "ta", "te", "th", "uk", "ur", "zh", "und",
    ];
    !OTHERS.contains(&code)
}
