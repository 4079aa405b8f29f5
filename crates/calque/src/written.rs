//! Text in the form that Calque works on, which remembers how it was written.
//!
//! Documents are normalised once, on reading, and everything refers to the
//! result. Pairs and segmentation promise more: their spans and their words are
//! those of the file, soft hyphens, decomposed accents and all. So the text is
//! normalised here, and spans are carried back.

use calque_text::{Span, normalize};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// A normalised text and its way back.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    /// The normalised text.
    pub(crate) text: Cow<'a, str>,
    /// Where both texts differ: the start and the end of each stretch, by turns.
    edges: Vec<Edge>,
}

/// The same place in both texts, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    normal: usize,
    written: usize,
}

impl<'a> Written<'a> {
    /// Normalises a text; nothing is copied where nothing changes.
    pub(crate) fn new(written: &'a str) -> Self {
        if matches!(normalize(written), Cow::Borrowed(_)) {
            return Self { text: Cow::Borrowed(written), edges: Vec::new() };
        }
        let mut text = String::with_capacity(written.len());
        let mut edges = Vec::new();
        for (at, piece) in written.grapheme_indices(true) {
            let normal = normalize(piece);
            let changed = normal != piece;
            if changed {
                edges.push(Edge { normal: text.len(), written: at });
            }
            text.push_str(&normal);
            if changed {
                edges.push(Edge { normal: text.len(), written: at + piece.len() });
            }
        }
        Self { text: Cow::Owned(text), edges }
    }

    /// A span of the normalised text, in the text as written.
    pub(crate) fn back(&self, span: Span) -> Span {
        let (start, end) = (self.start(span.start, NORMAL), self.end(span.end, NORMAL));
        Span::new(start.min(end), end)
    }

    /// A span of the text as written, in the normalised text.
    pub(crate) fn forth(&self, span: Span) -> Span {
        let (start, end) = (self.start(span.start, WRITTEN), self.end(span.end, WRITTEN));
        Span::new(start.min(end), end)
    }

    /// Where a span that begins at `at` in one text begins in the other.
    fn start(&self, at: usize, (from, to): Direction) -> usize {
        let n = self.edges.partition_point(|e| from(e) <= at);
        let Some(last) = n.checked_sub(1).and_then(|i| self.edges.get(i)) else { return at };
        // Inside a stretch that differs, the whole stretch is meant.
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

/// From which text to which.
type Direction = (fn(&Edge) -> usize, fn(&Edge) -> usize);
const NORMAL: Direction = (|e| e.normal, |e| e.written);
const WRITTEN: Direction = (|e| e.written, |e| e.normal);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_come_back_to_the_words_as_written() {
        let text = "Un e\u{301}te\u{301} co\u{ad}ûteux à l’o\u{fb03}ce.";
        let written = Written::new(text);
        assert_eq!(written.text, "Un été coûteux à l’office.");
        for (normal, as_written) in [
            ("Un", "Un"),
            ("été", "e\u{301}te\u{301}"),
            ("coûteux", "co\u{ad}ûteux"),
            ("à", "à"),
            ("office", "o\u{fb03}ce"),
            (".", "."),
        ] {
            let at = written.text.find(normal).expect("there");
            let span = Span::new(at, at + normal.len());
            assert_eq!(written.back(span).of(text), as_written);
            assert_eq!(written.forth(written.back(span)), span);
        }
    }

    #[test]
    fn text_in_order_is_not_copied() {
        let written = Written::new("déjà vu");
        assert!(matches!(written.text, Cow::Borrowed(_)));
        assert_eq!(written.back(Span::new(2, 3)), Span::new(2, 3));
    }

    #[test]
    fn any_span_stays_on_characters() {
        let text = "a\u{ad}\u{ad}e\u{301}\r\nﬁn\u{feff}";
        let written = Written::new(text);
        let places: Vec<usize> = (0..=written.text.len()).filter(|&i| written.text.is_char_boundary(i)).collect();
        for &start in &places {
            for &end in places.iter().filter(|&&e| e >= start) {
                let back = written.back(Span::new(start, end));
                assert!(text.get(back.range()).is_some(), "{start}..{end} gives {back:?}");
            }
        }
    }
}
