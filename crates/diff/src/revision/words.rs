//! The words that differ inside a change.
//!
//! Tokens are compared as written, capitals and accents included, with
//! no-break spaces inside numbers as plain ones: `2 400` is `2 400` whichever
//! space parts the thousands. White space is never a token, so its changes
//! never show here.

use super::change::WordChange;
use super::version::Version;
use calque_text::{Span, tokenize};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::borrow::Cow;

/// Past this many tokens on both sides together the stretch counts as one change:
/// word by word it would take the square of the length, and nobody would read it.
const MOST_TOKENS: usize = 20_000;

/// The words that differ between two stretches.
pub(super) fn diff(old: Version<'_>, of_old: Span, new: Version<'_>, of_new: Span) -> Vec<WordChange> {
    let (olds, news) = (tokens(old, of_old), tokens(new, of_new));
    if olds.len() + news.len() > MOST_TOKENS {
        return vec![WordChange { old: of_old, new: of_new }];
    }
    let keys = |version: Version<'_>, spans: &[Span]| -> Vec<String> {
        spans.iter().map(|s| plain(s.of(version.text)).into_owned()).collect()
    };
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut gap = |x: std::ops::Range<usize>, y: std::ops::Range<usize>| {
        if !(x.is_empty() && y.is_empty()) {
            changes.push(WordChange { old: stretch(&olds, &x, of_old), new: stretch(&news, &y, of_new) });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &keys(old, &olds), &keys(new, &news)) {
        let (tag, x, y) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            gap(i..x.start, j..y.start);
            (i, j) = (x.end, y.end);
        }
    }
    gap(i..olds.len(), j..news.len());
    changes
}

/// The spans of the tokens of `of`, in the whole text. A number with plain
/// spaces between its groups is one token or several, by language; here the
/// groups are always one, so that the kind of space makes no difference.
fn tokens(version: Version<'_>, of: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for token in tokenize(of.of(version.text), version.lang) {
        let span = token.span.shifted(of.start);
        let group = |s: Span, three: bool| {
            let t = s.of(version.text);
            t.starts_with(|c: char| c.is_ascii_digit())
                && (!three || t.bytes().take_while(u8::is_ascii_digit).count() == 3)
        };
        match out.last_mut() {
            Some(last)
                if last.end < span.start
                    && Span::new(last.end, span.start).of(version.text) == " "
                    && group(*last, false)
                    && last.of(version.text).ends_with(|c: char| c.is_ascii_digit())
                    && group(span, true) =>
            {
                *last = last.cover(&span);
            }
            _ => out.push(span),
        }
    }
    out
}

/// From the first to the last token of `range`; for an empty range the place
/// just after the token before it, or the start of the whole.
fn stretch(tokens: &[Span], range: &std::ops::Range<usize>, whole: Span) -> Span {
    if range.is_empty() {
        let place = range.start.checked_sub(1).and_then(|i| tokens.get(i)).map_or(whole.start, |t| t.end);
        return Span::new(place, place);
    }
    tokens[range.start].cover(&tokens[range.end - 1])
}

fn plain(token: &str) -> Cow<'_, str> {
    if token.contains(['\u{a0}', '\u{202f}', '\u{2009}']) {
        Cow::Owned(token.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " "))
    } else {
        Cow::Borrowed(token)
    }
}
