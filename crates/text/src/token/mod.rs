//! Tokens: words, numbers, marks. Spans into the text, and a normal form.
//!
//! French elisions (`l’`, `qu’`) and English clitics (`n’t`, `’s`) are tokens of
//! their own; hyphenated words are cut at the hyphen (`long-range` is `long`
//! and `range`, as in `à longue portée`) unless the whole is a word of its own
//! right (`peut-être`, `week-end`). Numbers keep their separators.
//!
//! The normal form ([`norm_into`]) is what the model's vocabulary holds:
//! lower case, straight apostrophe, ligatures opened, full stops of acronyms
//! dropped (`U.S.` is `US`). Short words in capitals keep them, so that `US`
//! is not *us*, unless the whole text is in capitals.

mod address;
mod letters;
mod normal_form;
mod scan;
mod split;
mod types;
mod words;

pub use normal_form::norm_into;
pub use types::{Token, TokenKind};

use self::scan::Scanner;
use self::split::split_word;
use self::words::words;
use crate::Lang;

/// The words and numbers of a text, normalised, in order.
pub fn words_of(text: &str, lang: Lang) -> Vec<String> {
    tokenize(text, lang).iter().filter(|t| t.is_content()).map(|t| t.norm(text)).collect()
}

/// Cuts `text` into tokens, in order, white space left out.
pub fn tokenize(text: &str, lang: Lang) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    tokenize_into(text, lang, &mut out);
    out
}

/// As [`tokenize`], into a buffer that is cleared first.
pub fn tokenize_into(text: &str, lang: Lang, out: &mut Vec<Token>) {
    out.clear();
    let all_caps = is_all_caps(text);
    let words = words(lang);
    let mut scan = Scanner { text, words, at: 0, mail: text.contains('@') };
    while let Some((span, kind)) = scan.next_run() {
        match kind {
            TokenKind::Word => split_word(text, span, words, out),
            _ => out.push(Token { span, kind, caps: false }),
        }
    }
    if !all_caps {
        for t in out.iter_mut().filter(|t| t.kind == TokenKind::Word) {
            t.caps = is_acronym(t.span.of(text));
        }
    }
}

/// Whether a text is mostly in capitals, so that capitals distinguish nothing.
fn is_all_caps(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.bytes().take(4096) {
        upper += usize::from(c.is_ascii_uppercase());
        lower += usize::from(c.is_ascii_lowercase());
    }
    upper > lower && upper > 8
}

fn is_acronym(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars() {
        if c.is_uppercase() {
            letters += 1;
        } else if c != '.' && !c.is_ascii_digit() {
            return false;
        }
    }
    (2..=6).contains(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, lang: Lang) -> Vec<&str> {
        tokenize(text, lang).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn french() {
        assert_eq!(
            cut("Qu’est-ce que l'ambassade d’« État » ?", Lang::FR),
            ["Qu’", "est", "-", "ce", "que", "l'", "ambassade", "d’", "«", "État", "»", "?"]
        );
        assert_eq!(
            cut("Aujourd’hui, peut-être 10 000 hommes, 1,5 %.", Lang::FR),
            ["Aujourd’hui", ",", "peut-être", "10 000", "hommes", ",", "1,5", "%", "."]
        );
        assert_eq!(cut("a-t-il 11h30 le XVIIe", Lang::FR), ["a", "-", "t", "-", "il", "11h30", "le", "XVIIe"]);
    }

    #[test]
    fn english() {
        assert_eq!(
            cut("The U.S. doesn't want Russia's long-range plan.", Lang::EN),
            ["The", "U.S.", "does", "n't", "want", "Russia", "'s", "long", "-", "range", "plan", "."]
        );
        assert_eq!(
            cut("See https://a.example/b?c. Or me@x.org, R&D", Lang::EN),
            ["See", "https://a.example/b?c", ".", "Or", "me@x.org", ",", "R&D"]
        );
        assert_eq!(cut("In 1,500.5 17th 11:30...", Lang::EN), ["In", "1,500.5", "17th", "11:30", "..."]);
    }

    #[test]
    fn norms() {
        let norm = |t: &str, l| words_of(t, l).join(" ");
        assert_eq!(norm("The U.S. told us: Œuvre d’ONU", Lang::FR), "the US told us oeuvre d' ONU");
        assert_eq!(norm("THE UNITED STATES TELLS US ALL", Lang::EN), "the united states tells us all");
    }
}
