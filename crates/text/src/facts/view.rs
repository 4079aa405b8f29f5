//! The tokens of a stretch of text, each with its entry in the word lists.
//!
//! Every reader of facts reads tokens through a [`View`], so that a sentence of a
//! larger document is read as easily as a text of its own: token spans point
//! into the whole text, token indices count within the stretch. Questions past
//! either end are answered as for an empty token.

use super::lexicon::{LONGEST_PHRASE, NumberWord, Role, Word, quotes, word};
use crate::languages::{COUNT, Traits, conventions, index, traits};
use crate::{Lang, Span, Token, TokenKind, norm_into};

/// Tokens, their text and their lower-case forms.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// How the language of the text writes.
    pub(crate) traits: Traits,
    /// The index of that language in [`crate::languages::LANGUAGES`].
    language: usize,
    /// The index of the language by whose conventions digits are read.
    conventions: usize,
    norms: String,
    ends: Vec<u32>,
    words: Vec<&'static Word>,
}

impl<'a> View<'a> {
    pub(crate) fn new(text: &'a str, lang: Lang, tokens: &'a [Token]) -> Self {
        let mut norms = String::new();
        let mut ends = Vec::with_capacity(tokens.len());
        let mut words = Vec::with_capacity(tokens.len());
        let mut one = String::new();
        for t in tokens {
            norm_into(t.span.of(text), false, &mut one);
            norms.push_str(&one);
            ends.push(norms.len() as u32);
            words.push(word(&one));
        }
        let (language, conventions) = (index(lang), conventions(lang));
        Self { text, tokens, traits: traits(lang), language, conventions, norms, ends, words }
    }

    /// The entry of token `i` in the lists.
    fn word(&self, i: usize) -> &'static Word {
        self.words.get(i).copied().unwrap_or_else(|| word(""))
    }

    /// Whether token `i` has `role` in the language of the text.
    pub(crate) fn is(&self, i: usize, role: Role) -> bool {
        self.word(i).is(role, self.language)
    }

    /// Whether the token before `i` has `role` in the language of the text.
    pub(crate) fn after(&self, i: usize, role: Role) -> bool {
        i > 0 && self.is(i - 1, role)
    }

    /// Whether token `i` has `role` in the language of the text or one that it quotes.
    pub(crate) fn is_any(&self, i: usize, role: Role) -> bool {
        self.word(i).is_quoted(role, self.language)
    }

    /// Whether the token before `i` has `role` in the language of the text or one that it quotes.
    pub(crate) fn after_any(&self, i: usize, role: Role) -> bool {
        i > 0 && self.is_any(i - 1, role)
    }

    /// Whether token `i` has `role` in the language of the text or one that it quotes exactly as it is written, capitals included.
    pub(crate) fn is_written(&self, i: usize, role: Role) -> bool {
        word(self.raw(i)).is_quoted(role, self.language)
    }

    /// What token `i` counts as a number word of the language.
    pub(crate) fn number(&self, i: usize) -> Option<NumberWord> {
        self.word(i).number(self.language)
    }

    /// What token `i` counts as a number word of another language than that of the text.
    pub(crate) fn foreign_number(&self, i: usize) -> Option<NumberWord> {
        (0..COUNT).filter(|&l| l != self.language && quotes(self.language, l)).find_map(|l| self.word(i).number(l))
    }

    /// The value of `role` of token `i` in the language of the text.
    pub(crate) fn value(&self, i: usize, role: Role) -> Option<f64> {
        self.word(i).value(role, self.language)
    }

    /// The value of `role` of `letters` by the conventions of digits (see [`crate::languages::conventions`]).
    pub(crate) fn value_by_convention(&self, letters: &str, role: Role) -> Option<f64> {
        word(letters).value(role, self.conventions)
    }

    /// Whether `letters` have `role` by the conventions of digits.
    pub(crate) fn is_by_convention(&self, letters: &str, role: Role) -> bool {
        word(letters).is(role, self.conventions)
    }

    /// The value of `role` of `letters`, which may be part of a token, in the language of the text.
    pub(crate) fn value_of(&self, letters: &str, role: Role) -> Option<f64> {
        word(letters).value(role, self.language)
    }

    /// Whether `letters`, which may be part of a token, have `role` in the language of the text.
    pub(crate) fn letters_are(&self, letters: &str, role: Role) -> bool {
        word(letters).is(role, self.language)
    }

    /// The longest word or phrase of the lists that begins at token `i` and that `fits`, and the token after it.
    fn longest(&self, i: usize, fits: impl Fn(&Word) -> bool) -> Option<(&'static Word, usize)> {
        if self.is_any(i, Role::PhraseHead) {
            for end in (i + 2..=(i + LONGEST_PHRASE).min(self.len())).rev() {
                let found = word(&self.joined(i, end));
                if fits(found) {
                    return Some((found, end));
                }
            }
        }
        let single = self.word(i);
        fits(single).then_some((single, i + 1))
    }

    /// The longest word or phrase with `role` that begins at token `i`, and the token after it.
    pub(crate) fn phrase(&self, i: usize, role: Role) -> Option<(&'static Word, usize)> {
        self.longest(i, |w| w.is(role, self.language))
    }

    /// As [`Self::phrase`], in the language of the text or one that it quotes.
    pub(crate) fn phrase_any(&self, i: usize, role: Role) -> Option<(&'static Word, usize)> {
        self.longest(i, |w| w.is_quoted(role, self.language))
    }

    /// The value of `role` of the phrase at token `i`, and the token after it.
    pub(crate) fn phrase_value(&self, i: usize, role: Role) -> Option<(f64, usize)> {
        let (found, end) = self.phrase(i, role)?;
        Some((found.value(role, self.language)?, end))
    }

    /// The text of `role` of the phrase at token `i`, and the token after it.
    pub(crate) fn phrase_text(&self, i: usize, role: Role) -> Option<(&'static str, usize)> {
        let (found, end) = self.phrase(i, role)?;
        Some((found.text(role, self.language)?, end))
    }

    /// Whether a word or phrase that `fits` ends before token `end`.
    fn ends_before(&self, end: usize, fits: impl Fn(&Word) -> bool) -> bool {
        if end == 0 || end > self.len() {
            return false;
        }
        fits(self.word(end - 1))
            || self.is_any(end - 1, Role::PhraseTail)
                && (end.saturating_sub(LONGEST_PHRASE)..end - 1).any(|from| fits(word(&self.joined(from, end))))
    }

    /// Whether a word or phrase with `role` ends before token `end`.
    pub(crate) fn phrase_before(&self, end: usize, role: Role) -> bool {
        self.ends_before(end, |w| w.is(role, self.language))
    }

    /// As [`Self::phrase_before`], in the language of the text or one that it quotes.
    pub(crate) fn phrase_before_any(&self, end: usize, role: Role) -> bool {
        self.ends_before(end, |w| w.is_quoted(role, self.language))
    }

    /// The lower-case forms of tokens `from` to `end`, with spaces between them.
    fn joined(&self, from: usize, end: usize) -> String {
        let mut out = String::with_capacity(32);
        for i in from..end {
            if i > from {
                out.push(' ');
            }
            out.push_str(self.norm(i));
        }
        out
    }

    /// What is known of token `i` as a unit: its unit in the language of the text or one that it quotes, unless it is another word in this one.
    pub(crate) fn unit_word(&self, i: usize) -> Option<(&'static Word, usize)> {
        self.longest(i, |w| w.unit(self.language).is_some() && !w.is(Role::NoUnit, self.language))
    }

    /// The index of the language of the text in [`crate::languages::LANGUAGES`].
    pub(crate) fn language(&self) -> usize {
        self.language
    }

    /// The index of the language by whose conventions digits are read.
    pub(crate) fn conventions(&self) -> usize {
        self.conventions
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The lower-case form of token `i`; empty past the end.
    pub(crate) fn norm(&self, i: usize) -> &str {
        let Some(&end) = self.ends.get(i) else { return "" };
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        self.norms.get(start as usize..end as usize).unwrap_or("")
    }

    /// The lower-case form of the token before `i`; empty at the start.
    pub(crate) fn before(&self, i: usize) -> &str {
        if i == 0 { "" } else { self.norm(i - 1) }
    }

    /// The text of token `i` as written; empty past the end.
    pub(crate) fn raw(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    pub(crate) fn kind(&self, i: usize) -> Option<TokenKind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// Whether nothing stands between token `i` and the next.
    pub(crate) fn glued(&self, i: usize) -> bool {
        match (self.tokens.get(i), self.tokens.get(i + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }

    /// Whether one plain space stands between token `i` and the next.
    pub(crate) fn one_space(&self, i: usize) -> bool {
        match (self.tokens.get(i), self.tokens.get(i + 1)) {
            (Some(a), Some(b)) => self.text.get(a.span.end..b.span.start) == Some(" "),
            _ => false,
        }
    }

    /// Whether token `i` is a hyphen glued to both neighbours.
    pub(crate) fn hyphen(&self, i: usize) -> bool {
        i > 0 && matches!(self.raw(i), "-" | "‐" | "‑") && self.glued(i - 1) && self.glued(i)
    }

    /// Whether token `i` begins with a digit.
    pub(crate) fn is_digits(&self, i: usize) -> bool {
        self.raw(i).bytes().next().is_some_and(|b| b.is_ascii_digit())
    }

    /// Token `i` as a plain whole number of at most nine digits, without sign or suffix.
    pub(crate) fn plain(&self, i: usize) -> Option<u32> {
        let raw = self.raw(i);
        ((1..=9).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_digit())).then(|| raw.parse().ok()).flatten()
    }

    /// Whether token `i` is a word with a capital first letter.
    pub(crate) fn is_capital(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Word) && self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether token `i` ends in an apostrophe that elides a vowel: *l’*, *qu’*.
    pub(crate) fn elided(&self, i: usize) -> bool {
        self.traits.elision && self.raw(i).ends_with(['\'', '’'])
    }

    /// The span from token `from` to the one before `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), self.tokens.get(to.wrapping_sub(1))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end.max(a.span.start)),
            _ => Span::default(),
        }
    }
}
