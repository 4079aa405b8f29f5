//! Texts in a form in which the same words are the same bytes, with the way back: other programs
//! keep other spaces, and write accents as one character or two.

use calque_text::{Span, is_invisible, is_space};
use unicode_normalization::char::decompose_canonical;

/// A text with accents taken apart, and one space for any white space; none at its ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// For each of its bytes, where the character that it comes from begins.
    origin: Vec<usize>,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Self {
        let mut out = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        let mut gap = None;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() || is_space(c) {
                gap = gap.or(Some(at));
            } else if !is_invisible(c) {
                if let Some(before) = gap.take().filter(|_| !out.text.is_empty()) {
                    out.push(' ', before);
                }
                decompose_canonical(c, |part| out.push(part, at));
            }
        }
        out
    }

    fn push(&mut self, c: char, from: usize) {
        self.text.push(c);
        self.origin.resize(self.text.len(), from);
    }

    /// The folded range of a range of the original text: of its characters that are left.
    pub(crate) fn of(&self, span: Span) -> Span {
        let at = |offset: usize| self.origin.partition_point(|&from| from < offset);
        Span::new(at(span.start), at(span.end))
    }

    /// The range of `original`, the text that was folded, that a folded range comes from.
    pub(crate) fn back(&self, span: Span, original: &str) -> Span {
        let start = self.origin.get(span.start).copied().unwrap_or(original.len());
        let last = span.end.checked_sub(1).and_then(|at| self.origin.get(at)).copied();
        let end = match last {
            // The character, and what stands on it where the text had it apart.
            Some(last) if !span.is_empty() => {
                last + original.get(last..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8)
            }
            _ => start,
        };
        Span::new(start, end.max(start))
    }

    /// Where `needle`, folded too, stands as whole words.
    pub(crate) fn find<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (first, last) = (is_word(needle.chars().next()), is_word(needle.chars().next_back()));
        let hits = (!needle.is_empty()).then(|| self.text.match_indices(needle)).into_iter().flatten();
        hits.map(|(at, _)| at).filter(move |&at| {
            let before = self.text[..at].chars().next_back();
            let after = self.text[at + needle.len()..].chars().next();
            !(first && is_word(before) || last && is_word(after))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spaces_and_accents_of_others_are_found() {
        let ours = "« Été\u{202f}! »\n Il a\u{a0}plu.";
        let folded = Folded::new(ours);
        let theirs = Folded::new("« E\u{301}te\u{301} ! »  Il");
        let at = folded.find(&theirs.text).next().expect("there");
        let back = folded.back(Span::new(at, at + theirs.text.len()), ours);
        assert_eq!(back.of(ours), "« Été\u{202f}! »\n Il");
        assert_eq!(Folded::new("Il plut").find("Il plu").count(), 0, "no whole words");
        assert_eq!(Folded::new(" \n").text, "");
    }

    proptest! {
        #[test]
        fn any_range_comes_back(text in "\\PC{0,40}", a in 0usize..40, b in 0usize..40) {
            let folded = Folded::new(&text);
            let places: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let (a, b) = (places[a % places.len()], places[b % places.len()]);
            let span = Span::new(a.min(b), a.max(b));
            let back = folded.back(folded.of(span), &text);
            prop_assert!(text.get(back.start..back.end).is_some());
            prop_assert!(back.is_empty() || span.contains(&back));
        }
    }
}
