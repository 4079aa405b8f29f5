//! What a check is given: a pair with its tokens and word links.

use calque_aligner::WordAlignment;
use calque_model::Model;
use calque_text::{Lang, Span, Token};

/// One side of a pair.
#[derive(Clone, Copy, Debug)]
pub struct SideView<'a> {
    /// The whole text that spans point into.
    pub text: &'a str,
    /// Where the pair stands in it.
    pub span: Span,
    /// Its language.
    pub lang: Lang,
    /// Its tokens; their spans point into `text`.
    pub tokens: &'a [Token],
}

impl<'a> SideView<'a> {
    /// The words of the pair.
    pub fn words(&self) -> &'a str {
        self.span.of(self.text)
    }
}

/// A pair as rules see it.
#[derive(Clone, Copy, Debug)]
pub struct PairView<'a> {
    /// The original.
    pub source: SideView<'a>,
    /// The translation.
    pub target: SideView<'a>,
    /// Which word renders which; indices into the tokens.
    pub words: &'a WordAlignment,
    /// Bilingual knowledge, where there is a model for the pair.
    pub model: Option<&'a Model>,
}
