//! A pair as the rules read it: words in normal form, links both ways, cues.
//!
//! [`PairView`] is what the caller hands over; a [`Reading`] adds what many
//! rules need, computed once per pair: the normal form of every token, whether
//! it opens the sentence or wears a capital, and the word links as lists in
//! both directions. Rules never tokenise and never normalise.

use crate::glossary::Glossary;
use crate::rendered;
use crate::sense::Sense;
use crate::view::{PairView, SideView};
use calque_model::{Model, key_into};
use calque_text::facts::{self, Facts};
use calque_text::{Lang, Side, Span, Token, TokenKind};

/// One side of a pair, with the normal form of its tokens.
#[derive(Debug)]
pub struct SideReading<'a> {
    /// The side as given.
    pub view: SideView<'a>,
    /// The normal form of each token (see [`calque_text::norm_into`]).
    pub norms: Vec<String>,
    /// The id of each token in the model's vocabulary.
    pub ids: Vec<Option<u32>>,
    /// What each token tells, in nats; marks tell nothing, nor do words without a model.
    pub information: Vec<f32>,
    /// Numbers, dates, quotations, names.
    pub facts: Facts,
    /// For each token, the tokens of the other side linked to it, with probability, best first.
    pub links: Vec<Vec<(usize, f32)>>,
    /// For each token, the probability that the other side renders it; empty without a model.
    pub support: &'a [f32],
    /// The same by every means at once: links, lexicon, names, figures (see `rendered.rs`).
    pub rendered: Vec<f32>,
    /// The vectors of the words.
    pub sense: Sense,
}

impl<'a> SideReading<'a> {
    fn of(view: SideView<'a>, support: &'a [f32], model: Option<&Model>) -> Self {
        let norms = view.tokens.iter().map(|t| t.norm(view.text)).collect();
        let vocabulary = model.and_then(|m| m.side(view.lang));
        let mut key = String::new();
        let mut id = |t: &Token| {
            key_into(view.text, t, view.lang, &mut key);
            vocabulary.and_then(|v| known_form(&key, |form| v.id(form)))
        };
        let ids: Vec<Option<u32>> = view.tokens.iter().map(&mut id).collect();
        let tells = |(t, id): (&Token, &Option<u32>)| match vocabulary {
            Some(v) if t.is_content() => v.information(*id),
            _ => 0.0,
        };
        let information = view.tokens.iter().zip(&ids).map(tells).collect();
        let facts = facts::extract(view.text, view.lang, view.tokens);
        Self {
            view,
            norms,
            ids,
            information,
            facts,
            links: vec![Vec::new(); view.tokens.len()],
            support,
            rendered: Vec::new(),
            sense: Sense::of(&view, model),
        }
    }

    /// How many tokens.
    pub fn len(&self) -> usize {
        self.norms.len()
    }

    /// Whether the side has no token.
    pub fn is_empty(&self) -> bool {
        self.norms.is_empty()
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.view.lang
    }

    /// The normal form of token `i`; empty past either end.
    pub fn norm(&self, i: usize) -> &str {
        self.norms.get(i).map_or("", String::as_str)
    }

    /// The text of token `i` as written.
    pub fn written(&self, i: usize) -> &'a str {
        self.view.tokens.get(i).map_or("", |t| t.span.of(self.view.text))
    }

    /// Whether token `i` is a word or a number.
    pub fn is_word(&self, i: usize) -> bool {
        self.view.tokens.get(i).is_some_and(calque_text::Token::is_content)
    }

    /// Whether token `i` is punctuation or a symbol.
    pub fn is_mark(&self, i: usize) -> bool {
        self.view.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Punct | TokenKind::Symbol))
    }

    /// Whether token `i` is an acronym: a word of capitals in a text that is not.
    pub fn is_acronym(&self, i: usize) -> bool {
        self.view.tokens.get(i).is_some_and(|t| t.caps)
    }

    /// Whether token `i` begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.written(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether token `i` opens the text or a sentence or quotation within it, so that its
    /// capital tells nothing.
    pub fn opens_sentence(&self, i: usize) -> bool {
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
    pub fn span_of(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let first = self.view.tokens.get(range.start)?;
        let last = self.view.tokens.get(range.end.checked_sub(1)?)?;
        (range.start < range.end).then(|| first.span.cover(&last.span))
    }

    /// The span of token `i`.
    pub fn span(&self, i: usize) -> Option<Span> {
        self.span_of(i..i + 1)
    }

    /// The words of the tokens `range` as written.
    pub fn words(&self, range: std::ops::Range<usize>) -> &'a str {
        self.span_of(range).map_or("", |s| s.of(self.view.text))
    }

    /// The token that covers or follows byte `offset`.
    pub fn token_at(&self, offset: usize) -> usize {
        self.view.tokens.partition_point(|t| t.span.end <= offset)
    }

    /// The tokens that a span touches.
    pub fn tokens_of(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.token_at(span.start);
        let end = self.view.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The best-linked token on the other side.
    pub fn best_link(&self, i: usize) -> Option<(usize, f32)> {
        self.links.get(i).and_then(|l| l.first().copied())
    }
}

/// A pair as rules see it.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The pair as given.
    pub pair: &'a PairView<'a>,
    /// The original.
    pub source: SideReading<'a>,
    /// The translation.
    pub target: SideReading<'a>,
    /// The terms that the house prescribes, where there are any.
    pub glossary: Option<&'a Glossary>,
}

impl<'a> Reading<'a> {
    /// Reads a pair.
    pub fn of(pair: &'a PairView<'a>) -> Self {
        let mut source = SideReading::of(pair.source, &pair.words.source_support, pair.model);
        let mut target = SideReading::of(pair.target, &pair.words.target_support, pair.model);
        for l in &pair.words.links {
            let (i, j) = (l.source as usize, l.target as usize);
            if i < source.len() && j < target.len() {
                source.links[i].push((j, l.prob));
                target.links[j].push((i, l.prob));
            }
        }
        for links in source.links.iter_mut().chain(&mut target.links) {
            links.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        let mut reading = Self { pair, source, target, glossary: None };
        let (source, target) = rendered::rendered(&reading);
        reading.source.rendered = source;
        reading.target.rendered = target;
        reading
    }

    /// One side.
    pub fn side(&self, side: Side) -> &SideReading<'a> {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// Whether there are word links to decide by.
    pub fn has_links(&self) -> bool {
        !self.pair.words.links.is_empty()
    }

    /// Where the words of `range` on `side` stand, or should stand, on the other side: the
    /// cover of their links; else an empty span after the link of the nearest word before.
    pub fn place(&self, side: Side, range: std::ops::Range<usize>) -> Option<Span> {
        let (here, there) = (self.side(side), self.side(side.other()));
        let linked = range.clone().filter_map(|i| here.best_link(i)).map(|(j, _)| j);
        let spans = linked.filter_map(|j| there.span(j));
        if let Some(cover) = spans.reduce(|a, b| a.cover(&b)) {
            return Some(cover);
        }
        let before = (0..range.start).rev().find_map(|i| here.best_link(i)).and_then(|(j, _)| there.span(j));
        let after = (range.end..here.len()).find_map(|i| here.best_link(i)).and_then(|(j, _)| there.span(j));
        let at = match (before, after) {
            (Some(b), _) => b.end,
            (None, Some(a)) => a.start,
            (None, None) => there.view.tokens.first()?.span.start,
        };
        Some(Span::new(at, at))
    }

    /// Where token `i` of `side` would stand on the other side, as a token position: the
    /// weighted median of where the words around it are linked to, each shifted by its
    /// distance, so that one stray link does not matter; without links, the same share of
    /// the way through.
    pub fn projected(&self, side: Side, i: usize) -> f32 {
        let (here, there) = (self.side(side), self.side(side.other()));
        let mut votes: Vec<(f32, f32)> = Vec::new();
        for k in i.saturating_sub(5)..(i + 6).min(here.len()) {
            if let Some((j, p)) = here.best_link(k) {
                let weight = p / (1.0 + k.abs_diff(i) as f32);
                votes.push((j as f32 + (i as f32 - k as f32), weight));
            }
        }
        votes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = votes.iter().map(|v| v.1).sum::<f32>() / 2.0;
        let mut sum = 0.0;
        for &(at, weight) in &votes {
            sum += weight;
            if sum >= half {
                return at.clamp(0.0, there.len() as f32);
            }
        }
        i as f32 * there.len() as f32 / here.len().max(1) as f32
    }

    /// How near token `i` of `side` and token `j` of the other side are, in (0, 1]:
    /// 1 where they are linked, a half six words off.
    pub fn nearness(&self, side: Side, i: usize, j: usize) -> f32 {
        if self.side(side).links.get(i).is_some_and(|l| l.iter().any(|&(k, _)| k == j)) {
            return 1.0;
        }
        let off = (self.projected(side, i) - j as f32).abs() / if self.has_links() { 6.0 } else { 12.0 };
        0.99 / (1.0 + off * off)
    }
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
