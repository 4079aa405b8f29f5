//! Cuts a run of letters at elisions, clitics and hyphens.

use super::letters::is_hyphen;
use super::types::{Token, TokenKind};
use super::words::Words;
use crate::Span;
use crate::normalize::is_apostrophe;

/// Cuts the run of letters at `span` and adds its tokens to `out`.
pub(super) fn split_word(text: &str, span: Span, words: &Words, out: &mut Vec<Token>) {
    let word = span.of(text);
    let mut push = |start: usize, end: usize, kind: TokenKind| {
        if end > start {
            out.push(Token { span: Span::new(span.start + start, span.start + end), kind, caps: false });
        }
    };
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) || words.is_whole(word) {
        push(0, word.len(), TokenKind::Word);
        return;
    }
    let mut start = 0;
    for (i, c) in word.char_indices() {
        if i < start {
            continue;
        }
        let after = i + c.len_utf8();
        if is_hyphen(c) {
            // What follows may itself be a word that stays whole; the hyphen is a token of its own.
            push(start, i, TokenKind::Word);
            push(i, after, TokenKind::Punct);
            start = after;
        } else if !is_apostrophe(c) {
            continue;
        } else if words.is_elision(&word[start..i]) {
            push(start, after, TokenKind::Word);
            start = after;
        } else {
            if let Some((cut, end)) = clitic(word, start, i, after, words) {
                push(start, cut, TokenKind::Word);
                push(cut, end, TokenKind::Word);
                start = end;
            }
            continue;
        }
        if words.is_whole(&word[start..]) {
            push(start, word.len(), TokenKind::Word);
            return;
        }
    }
    push(start, word.len(), TokenKind::Word);
}

/// The clitic whose apostrophe stands at `at` of `word`, from where to where: *n’t*, *’s*. `start` is where the
/// word before it begins, `after` where the apostrophe ends.
fn clitic(word: &str, start: usize, at: usize, after: usize, words: &Words) -> Option<(usize, usize)> {
    if at <= start {
        return None;
    }
    let end = word[after..].find(is_hyphen).map_or(word.len(), |k| after + k);
    let tail = &word[after..end];
    if words.is_negative_clitic(tail) && word[..at].ends_with(['n', 'N']) && at - start > 1 {
        Some((at - 1, end))
    } else {
        words.is_clitic(tail).then_some((at, end))
    }
}
