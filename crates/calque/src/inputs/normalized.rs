//! Normalised text with a mapping of spans between it and the original.
//!
//! Documents are normalised once, when they are read, and all spans refer to the
//! result. For records of pairs and for segmentation, spans must refer to the
//! original text instead (with its soft hyphens and decomposed accents): the text is
//! normalised here and spans are mapped back.

use calque_text::{Span, normalize};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// A normalised text and where it differs from the original.
#[derive(Debug)]
pub(crate) struct NormalizedText<'a> {
    /// The normalised text.
    pub(crate) text: Cow<'a, str>,
    /// Start and end of each stretch in which both texts differ, alternating.
    edges: Vec<Edge>,
}

/// The same position in both texts, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    normal: usize,
    original: usize,
}

impl<'a> NormalizedText<'a> {
    /// Normalises a text; nothing is copied where nothing changes.
    pub(crate) fn new(original: &'a str) -> Self {
        if matches!(normalize(original), Cow::Borrowed(_)) {
            return Self { text: Cow::Borrowed(original), edges: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut edges = Vec::new();
        for (at, piece) in original.grapheme_indices(true) {
            let normal = normalize(piece);
            let changed = normal != piece;
            if changed {
                edges.push(Edge { normal: text.len(), original: at });
            }
            text.push_str(&normal);
            if changed {
                edges.push(Edge { normal: text.len(), original: at + piece.len() });
            }
        }
        Self { text: Cow::Owned(text), edges }
    }

    /// A span of the normalised text, in the original text.
    pub(crate) fn to_original(&self, span: Span) -> Span {
        let (start, end) = (self.start(span.start, NORMAL), self.end(span.end, NORMAL));
        Span::new(start.min(end), end)
    }

    /// A span of the original text, in the normalised text.
    pub(crate) fn to_normalized(&self, span: Span) -> Span {
        let (start, end) = (self.start(span.start, ORIGINAL), self.end(span.end, ORIGINAL));
        Span::new(start.min(end), end)
    }

    /// Where a span that begins at `at` in one text begins in the other.
    fn start(&self, at: usize, (from, to): Direction) -> usize {
        let n = self.edges.partition_point(|e| from(e) <= at);
        let Some(last) = n.checked_sub(1).and_then(|i| self.edges.get(i)) else { return at };
        // Inside a stretch that differs: the whole stretch.
        if n % 2 == 1 { to(last) } else { to(last) + (at - from(last)) }
    }

    /// Where a span that ends at `at` in one text ends in the other.
    fn end(&self, at: usize, (from, to): Direction) -> usize {
        let n = self.edges.partition_point(|e| from(e) < at);
        if n % 2 == 1 {
            return self.edges.get(n).map_or(at, to);
        }
        n.checked_sub(1).and_then(|i| self.edges.get(i)).map_or(at, |last| to(last) + (at - from(last)))
    }
}

/// The coordinates of an edge: from which text, to which text.
type Direction = (fn(&Edge) -> usize, fn(&Edge) -> usize);
const NORMAL: Direction = (|e| e.normal, |e| e.original);
const ORIGINAL: Direction = (|e| e.original, |e| e.normal);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_map_back_to_the_original_words() {
        let text = "Un e\u{301}te\u{301} co\u{ad}ûteux à l’o\u{fb03}ce.";
        let original = NormalizedText::new(text);
        assert_eq!(original.text, "Un été coûteux à l’office.");
        for (normal, expected) in [
            ("Un", "Un"),
            ("été", "e\u{301}te\u{301}"),
            ("coûteux", "co\u{ad}ûteux"),
            ("à", "à"),
            ("office", "o\u{fb03}ce"),
            (".", "."),
        ] {
            let at = original.text.find(normal).expect("the word is in the text");
            let span = Span::new(at, at + normal.len());
            assert_eq!(original.to_original(span).of(text), expected);
            assert_eq!(original.to_normalized(original.to_original(span)), span);
        }
    }

    #[test]
    fn normalised_text_is_not_copied() {
        let original = NormalizedText::new("déjà vu");
        assert!(matches!(original.text, Cow::Borrowed(_)));
        assert_eq!(original.to_original(Span::new(2, 3)), Span::new(2, 3));
    }

    #[test]
    fn any_span_stays_on_characters() {
        let text = "a\u{ad}\u{ad}e\u{301}\r\nﬁn\u{feff}";
        let original = NormalizedText::new(text);
        let places: Vec<usize> = (0..=original.text.len()).filter(|&i| original.text.is_char_boundary(i)).collect();
        for &start in &places {
            for &end in places.iter().filter(|&&e| e >= start) {
                let back = original.to_original(Span::new(start, end));
                assert!(text.get(back.range()).is_some(), "{start}..{end} gives {back:?}");
            }
        }
    }
}
