//! Where a marked span stands in the text of its row, in bytes.

use super::folded::Folded;
use super::row::MarkedPlace;
use calque_text::Span;

/// Where a span was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Located {
    /// Here.
    At(Span),
    /// It means the text as a whole, or something that is not in it.
    Whole,
    /// Nowhere: its offsets lie outside, or its words are not there.
    Lost,
}

/// Finds a span in `text`. White space at its ends is left out.
pub(crate) fn locate(place: &MarkedPlace, text: &str) -> Located {
    match place {
        MarkedPlace::Whole => Located::Whole,
        MarkedPlace::Words(words) => nearest(text, words, 0),
        MarkedPlace::Chars(range, words) => {
            let by_offset = bytes(text, range.start, range.end);
            match (by_offset, words) {
                (Some(span), None) => Located::At(span),
                (Some(span), Some(words)) if Folded::new(span.of(text)).text == Folded::new(words).text => {
                    Located::At(span)
                }
                // The offsets may count bytes or UTF-16 units; the words say what is meant.
                (_, Some(words)) => nearest(text, words, range.start),
                (None, None) => Located::Lost,
            }
        }
    }
}

/// A range of code points as bytes, without white space at its ends; none where it lies outside.
fn bytes(text: &str, start: usize, end: usize) -> Option<Span> {
    let at = |n: usize| text.char_indices().map(|(i, _)| i).chain([text.len()]).nth(n);
    let span = Span::new(at(start)?, at(end)?);
    let words = span.of(text);
    let trimmed = words.trim();
    if trimmed.is_empty() {
        // A place between words is one; a stretch of spaces alone is the place before it.
        return Some(Span::new(span.start, span.start));
    }
    let start = span.start + (words.len() - words.trim_start().len());
    Some(Span::new(start, start + trimmed.len()))
}

/// Where words stand, of several places the one nearest to an offset.
fn nearest(text: &str, words: &str, offset: usize) -> Located {
    let (folded, needle) = (Folded::new(text), Folded::new(words));
    let hit = folded.find(&needle.text).min_by_key(|&at| {
        let start = folded.back(Span::new(at, at + needle.text.len()), text).start;
        text[..start].chars().count().abs_diff(offset)
    });
    hit.map_or(Located::Lost, |at| Located::At(folded.back(Span::new(at, at + needle.text.len()), text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_win_over_offsets() {
        let text = "😀 Été froid, été chaud.";
        let at = |place: MarkedPlace| match locate(&place, text) {
            Located::At(span) => span.of(text).to_owned(),
            other => format!("{other:?}"),
        };
        let words = |w: &str| Some(w.to_owned());
        assert_eq!(at(MarkedPlace::Chars(1..5, None)), "Été");
        assert_eq!(at(MarkedPlace::Chars(13..16, words("été"))), "été");
        // Offsets in bytes.
        assert_eq!(at(MarkedPlace::Chars(18..23, words("été"))), "été");
        assert_eq!(at(MarkedPlace::Chars(5..900, words("froid"))), "froid");
        assert_eq!(at(MarkedPlace::Chars(5..900, None)), "Lost");
        assert_eq!(at(MarkedPlace::Words("neige".to_owned())), "Lost");
        assert_eq!(at(MarkedPlace::Whole), "Whole");
        assert_eq!(locate(&MarkedPlace::Chars(1..2, None), text), Located::At(Span::new(4, 4)));
    }
}
