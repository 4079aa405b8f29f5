//! A version of the translation, and numbers for equal strings.

use calque_text::{Document, Lang, Sentence, Span};
use std::collections::HashMap;
use std::ops::Range;

/// One version of the translation, cut into sentences.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The whole text that spans point into.
    pub text: &'a str,
    /// Its sentences, in order.
    pub sentences: &'a [Sentence],
    /// Its language.
    pub lang: Lang,
}

impl<'a> Version<'a> {
    /// A document with its sentences.
    pub fn new(document: &'a Document, sentences: &'a [Sentence]) -> Self {
        Self { text: &document.text, sentences, lang: document.lang }
    }

    /// The text of sentence `i`.
    pub fn sentence(&self, i: usize) -> &'a str {
        self.sentences.get(i).map_or("", |s| s.span.of(self.text))
    }

    /// Where the sentences of `range` stand, as one span. An empty range gives
    /// the empty span where its sentences would stand: after the one before.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let at = |i: usize| self.sentences.get(i).map(|s| s.span);
        if let (true, Some(first), Some(last)) = (range.start < range.end, at(range.start), at(range.end.max(1) - 1)) {
            return first.cover(&last);
        }
        let place = range.start.checked_sub(1).and_then(at).map_or(0, |s| s.end);
        Span::new(place, place)
    }

    /// The text of the sentences of `range`, joined as they stand.
    pub fn of(&self, range: &Range<usize>) -> &'a str {
        self.span(range).of(self.text)
    }
}

/// Gives equal strings equal numbers, in the order they are first met.
#[derive(Default)]
pub(super) struct Interner {
    ids: HashMap<String, u32>,
    pub(super) next: u32,
}

impl Interner {
    pub(super) fn id(&mut self, key: String) -> u32 {
        let next = &mut self.next;
        *self.ids.entry(key).or_insert_with(|| {
            *next += 1;
            *next - 1
        })
    }
}
