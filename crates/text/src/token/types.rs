//! What a token is.

use super::normal_form::norm_into;
use crate::Span;
use serde::{Deserialize, Serialize};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// Letters, perhaps with digits, an elision or a clitic.
    Word,
    /// Begins with a digit: `1,5`, `2022`, `10 000` (no-break spaces), `17th`, `11h30`.
    Number,
    /// A web or mail address.
    Url,
    /// Punctuation.
    Punct,
    /// Anything else: `%`, `€`, emoji.
    Symbol,
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
    /// An acronym-like word whose capitals carry meaning (`US`, `ONU`, `U.S.`).
    pub caps: bool,
}

impl Token {
    /// Word or number: what lexical evidence is about.
    pub fn is_content(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// The normal form, as the model's vocabulary spells it.
    pub fn norm(&self, text: &str) -> String {
        let mut out = String::new();
        norm_into(self.span.of(text), self.caps, &mut out);
        out
    }
}
