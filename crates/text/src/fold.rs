//! Letters compared without their accents and case.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` without accents: its canonical decomposition without combining marks.
pub fn strip_accents(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfd().filter(|&c| !is_combining_mark(c)).collect() }
}

/// `text` in lower case, without accents, `ß` as `ss`: how words are compared across languages.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    strip_accents(&text.to_lowercase()).replace('ß', "ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_go() {
        assert_eq!(strip_accents("Élan à Zürich"), "Elan a Zurich");
        assert_eq!(fold("STRAßE, Élan"), "strasse, elan");
        assert_eq!(fold("Plain"), "plain");
    }
}
