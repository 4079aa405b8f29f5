//! One side of a pair as the rules read it: its words in normal form, with their
//! information.
//!
//! Rules never tokenise and never normalise. What only both sides together show (word links,
//! and how well each word is rendered) is filled in by [`crate::drift::reading`].

use super::vectors::WordVectors;
use super::view::SideView;
use calque_model::{Model, key_into};
use calque_text::facts::{self, Facts};
use calque_text::placeables::{Placeable, placeables};
use calque_text::{Lang, Span, Token, TokenKind};

/// One side of a pair, with the normal form of its tokens.
#[derive(Debug)]
pub(crate) struct SideReading<'a> {
    /// The side as given.
    pub(crate) view: SideView<'a>,
    /// The normal form of each token (see [`calque_text::norm_into`]).
    pub(crate) norms: Vec<String>,
    /// The id of each token in the model's vocabulary.
    pub(crate) ids: Vec<Option<u32>>,
    /// Information of each token in nats, the rarer the more; 0 for marks, and without a model.
    pub(crate) information: Vec<f32>,
    /// Numbers, dates, times, quotations, names; those inside placeables are left out.
    pub(crate) facts: Facts,
    /// Code, variables, addresses and the like: compared as they stand, never as words.
    pub(crate) placeables: Vec<Placeable>,
    /// Whether each token belongs to a placeable.
    in_placeable: Vec<bool>,
    /// For each token, the tokens of the other side linked to it, with probability, best first.
    pub(crate) links: Vec<Vec<(usize, f32)>>,
    /// For each token, the probability that the other side renders it; empty without a model.
    pub(crate) support: &'a [f32],
    /// The same from all sources: links, lexicon, names, figures (see `reading/rendered.rs`).
    pub(crate) rendered: Vec<f32>,
    /// The vectors of the words.
    pub(crate) vectors: WordVectors,
}

impl<'a> SideReading<'a> {
    pub(crate) fn new(view: SideView<'a>, support: &'a [f32], model: Option<&Model>) -> Self {
        let placeables = placeables_of(&view);
        let in_placeable: Vec<bool> = view.tokens.iter().map(|t| covers(&placeables, t.span)).collect();
        let norms = view.tokens.iter().map(|t| t.norm(view.text)).collect();
        let vocabulary = model.and_then(|m| m.side(view.lang));
        let mut key = String::new();
        let mut id = |t: &Token| {
            key_into(view.text, t, view.lang, &mut key);
            vocabulary.and_then(|v| known_form(&key, |form| v.id(form)))
        };
        let ids: Vec<Option<u32>> = view.tokens.iter().map(&mut id).collect();
        let information = |((t, id), masked): ((&Token, &Option<u32>), &bool)| match vocabulary {
            Some(v) if t.is_content() && !masked => v.information(*id),
            _ => 0.0,
        };
        let information = view.tokens.iter().zip(&ids).zip(&in_placeable).map(information).collect();
        let mut facts = facts::extract(view.text, view.lang, view.tokens);
        facts.retain_outside(|span| covers(&placeables, span));
        Self {
            view,
            norms,
            ids,
            information,
            facts,
            placeables,
            in_placeable,
            links: vec![Vec::new(); view.tokens.len()],
            support,
            rendered: Vec::new(),
            vectors: WordVectors::new(&view, model),
        }
    }

    /// How many tokens.
    pub(crate) fn len(&self) -> usize {
        self.norms.len()
    }

    /// The language.
    pub(crate) fn lang(&self) -> Lang {
        self.view.lang
    }

    /// The normal form of token `i`; empty past either end.
    pub(crate) fn norm(&self, i: usize) -> &str {
        self.norms.get(i).map_or("", String::as_str)
    }

    /// The text of token `i` as written.
    pub(crate) fn written(&self, i: usize) -> &'a str {
        self.view.tokens.get(i).map_or("", |t| t.span.of(self.view.text))
    }

    /// Whether token `i` is a word or a number of the prose: not part of a placeable.
    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.view.tokens.get(i).is_some_and(calque_text::Token::is_content) && !self.in_placeable[i]
    }

    /// Whether token `i` belongs to a placeable.
    pub(crate) fn is_placeable(&self, i: usize) -> bool {
        self.in_placeable.get(i).copied().unwrap_or(false)
    }

    /// Whether token `i` is punctuation or a symbol.
    pub(crate) fn is_mark(&self, i: usize) -> bool {
        self.view.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Punct | TokenKind::Symbol))
    }

    /// Whether token `i` is an acronym: a word of capitals in a text that is not.
    pub(crate) fn is_acronym(&self, i: usize) -> bool {
        self.view.tokens.get(i).is_some_and(|t| t.caps)
    }

    /// Whether token `i` begins with a capital.
    pub(crate) fn is_capital(&self, i: usize) -> bool {
        self.written(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether token `i` opens the text or a sentence or quotation within it, so that its
    /// capital is no evidence of a name.
    pub(crate) fn opens_sentence(&self, i: usize) -> bool {
        let mut k = i;
        while k > 0 {
            k -= 1;
            match self.norm(k) {
                "." | "!" | "?" | "..." | "…" | ":" | "—" | "–" | "|" => return true,
                "«" | "\"" | "“" | "”" | "‘" | "'" | "(" | "-" | "[" | "»" => {}
                _ => return false,
            }
        }
        true
    }

    /// The span from the first to the last of the tokens `range`.
    pub(crate) fn span_of(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let first = self.view.tokens.get(range.start)?;
        let last = self.view.tokens.get(range.end.checked_sub(1)?)?;
        (range.start < range.end).then(|| first.span.cover(&last.span))
    }

    /// The span of token `i`.
    pub(crate) fn span(&self, i: usize) -> Option<Span> {
        self.span_of(i..i + 1)
    }

    /// The words of the tokens `range` as written.
    pub(crate) fn words(&self, range: std::ops::Range<usize>) -> &'a str {
        self.span_of(range).map_or("", |s| s.of(self.view.text))
    }

    /// The token that covers or follows byte `offset`.
    pub(crate) fn token_at(&self, offset: usize) -> usize {
        self.view.tokens.partition_point(|t| t.span.end <= offset)
    }

    /// The tokens that a span touches.
    pub(crate) fn tokens_of(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.token_at(span.start);
        let end = self.view.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The best-linked token on the other side.
    pub(crate) fn best_link(&self, i: usize) -> Option<(usize, f32)> {
        self.links.get(i).and_then(|l| l.first().copied())
    }
}

/// The placeables of a side, their spans in the whole text.
fn placeables_of(view: &SideView<'_>) -> Vec<Placeable> {
    let start = view.span.start;
    let moved = |p: Placeable| Placeable { span: Span::new(p.span.start + start, p.span.end + start), ..p };
    placeables(view.words()).into_iter().map(moved).collect()
}

/// Whether one of the placeables overlaps a span.
fn covers(placeables: &[Placeable], span: Span) -> bool {
    let first = placeables.partition_point(|p| p.span.end <= span.start);
    placeables.get(first).is_some_and(|p| p.span.start < span.end)
}

/// The id of a word, or of the form of it that the vocabulary has: a word in capitals that
/// is no acronym (`MERCI`), a plural or a feminine.
fn known_form(key: &str, id: impl Fn(&str) -> Option<u32>) -> Option<u32> {
    const ENDINGS: [&str; 4] = ["s", "es", "e", "x"];
    id(key).or_else(|| id(&key.to_lowercase())).or_else(|| {
        let long = key.len() > 5;
        ENDINGS.iter().filter(|_| long).filter_map(|e| key.strip_suffix(e)).find_map(&id)
    })
}
