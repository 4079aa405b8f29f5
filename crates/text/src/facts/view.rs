//! The tokens of one stretch of text with their normal forms at hand.
//!
//! Every extractor reads tokens through a [`View`], so that a sentence of a
//! larger document is read as easily as a text of its own: token spans point
//! into the whole text, token indices count within the stretch.

use crate::{Lang, Span, Token, TokenKind, norm_into};

/// Tokens, their text and their lower-case forms.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) lang: Lang,
    pub(crate) tokens: &'a [Token],
    norms: String,
    ends: Vec<u32>,
}

impl<'a> View<'a> {
    pub(crate) fn new(text: &'a str, lang: Lang, tokens: &'a [Token]) -> Self {
        let mut norms = String::new();
        let mut ends = Vec::with_capacity(tokens.len());
        let mut one = String::new();
        for t in tokens {
            norm_into(t.span.of(text), false, &mut one);
            norms.push_str(&one);
            ends.push(norms.len() as u32);
        }
        Self { text, lang, tokens, norms, ends }
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

    /// The span from token `from` to the one before `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), self.tokens.get(to.wrapping_sub(1))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end.max(a.span.start)),
            _ => Span::default(),
        }
    }

    pub(crate) fn french(&self) -> bool {
        self.lang == Lang::FR
    }

    pub(crate) fn english(&self) -> bool {
        self.lang == Lang::EN
    }
}
