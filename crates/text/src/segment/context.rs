//! The context of a final mark: the word before it, the first word after it.
//!
//! Every look is bounded, so that no input costs more than its length.

use super::words::{Known, Words};
use crate::normalize::{is_apostrophe, is_dash, is_open_quote};

/// No word is followed further than this many bytes.
const REACH: usize = 48;

/// The largest char boundary of `text` not above `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The word that ends at byte `end`, from the last space, opening mark or
/// French elision on; its inner full stops and hyphens belong to it
/// (`J.-C`, `e.g`). Empty after a space; cut at [`REACH`] bytes.
pub(super) fn word_before(text: &str, from: usize, end: usize) -> &str {
    let low = floor(text, end.saturating_sub(REACH)).max(from);
    let head = &text[low..end];
    let start = head
        .char_indices()
        .rev()
        .find(|&(_, c)| {
            c.is_whitespace()
                || is_open_quote(c)
                || is_apostrophe(c)
                || is_dash(c)
                || matches!(c, '(' | '[' | '"' | '/')
        })
        .map_or(0, |(i, c)| i + c.len_utf8());
    &head[start..]
}

/// The first characters of what follows a final mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'a> {
    /// The very first character.
    pub(super) first: char,
    /// The first that is no opening mark, dash or space.
    pub(super) letter: char,
    /// The first word, with its inner apostrophes and hyphens.
    pub(super) word: &'a str,
    /// What follows `word`.
    pub(super) rest: &'a str,
}

impl<'a> Next<'a> {
    /// Looks at `rest`, which begins with the next character that is no space.
    pub(super) fn at(rest: &'a str) -> Option<Self> {
        let rest = &rest[..floor(rest, 4 * REACH)];
        let first = rest.chars().next()?;
        let opens = |c: char| {
            is_open_quote(c)
                || is_dash(c)
                || c.is_whitespace()
                || matches!(c, '"' | '\'' | '(' | '[' | '-' | '¿' | '¡' | '*' | '_')
        };
        let word_at = rest.find(|c| !opens(c)).unwrap_or(0);
        let body = &rest[word_at..];
        let letter = body.chars().next().unwrap_or(first);
        let len = body.find(|c: char| !(c.is_alphanumeric() || is_apostrophe(c) || c == '-')).unwrap_or(body.len());
        Some(Self { first, letter, word: &body[..len], rest: &body[len..] })
    }

    /// Whether the word begins as sentences do: a capital, or a letter of a
    /// script without case; `iPhone` too.
    pub(super) fn is_upper(&self) -> bool {
        if self.letter.is_uppercase() {
            return true;
        }
        if self.letter.is_lowercase() {
            let mut chars = self.word.chars().skip(1);
            return chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
        }
        self.letter.is_alphabetic()
    }

    /// A full stop by itself before a sentence, as the remains of
    /// something cut: `. Mr President, ...`.
    pub(super) fn rest_is_stray_stop(&self) -> bool {
        self.word.is_empty()
            && self.rest.strip_prefix(". ").is_some_and(|r| r.trim_start_matches('(').starts_with(char::is_uppercase))
    }

    /// What the lists know of the word, its elision aside (`L’` of `L’agent`).
    pub(super) fn known(&self, words: &Words) -> Known {
        let known = words.get(self.word);
        if known != Known::default() {
            return known;
        }
        match self.word.find(is_apostrophe) {
            Some(1) => words.get(match self.letter {
                'L' => "L’",
                'D' => "D’",
                'N' => "N’",
                _ => return known,
            }),
            Some(at) => words.get(&self.word[..at]),
            None => known,
        }
    }
}
