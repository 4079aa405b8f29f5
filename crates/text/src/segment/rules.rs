//! Whether a candidate ends a sentence: one question at a time, in order.
//!
//! The order matters more than any single rule: first what the mark is, then
//! what follows, then what the word before it is.

use super::candidate::{Candidate, Mark, is_close_quote_or_plain};
use super::context::floor;
use super::stop::is_end_at_stop;
use super::words::Words;
use crate::normalize::{is_close_quote, is_dash, is_open_quote};

/// Whether the sentence ends here.
pub(super) fn is_end(c: &Candidate<'_>, words: &Words) -> bool {
    if goes_on(c) || is_remark(c) {
        return false;
    }
    match c.mark {
        Mark::Wide => true,
        Mark::Strong => follows_as_new(c) && !is_name_part(c, words) && !is_reported(c, words) && !is_embedded(c),
        Mark::Ellipsis => follows_as_new(c) && !c.next.letter.is_numeric() && !is_reported(c, words),
        Mark::Stop => is_end_at_stop(c, words),
    }
}

/// What follows cannot open a sentence: a comma, a closing mark, an operator.
fn goes_on(c: &Candidate<'_>) -> bool {
    let first = c.next.first;
    is_close_quote(first)
        || ",;:)]}?!…/=+%&|<>^~_".contains(first)
        || (first == '.' && !c.next.rest_is_stray_stop())
        || (first == '-' && is_close_quote_or_plain(c.closers))
}

/// A mark alone in brackets, `(?)` or `(!)`, remarks on the words before it.
fn is_remark(c: &Candidate<'_>) -> bool {
    c.mark == Mark::Strong && c.closers.starts_with([')', ']']) && c.text[..c.mark_at].ends_with(['(', '['])
}

/// What follows opens as a sentence does.
fn follows_as_new(c: &Candidate<'_>) -> bool {
    let next = &c.next;
    next.is_upper() || next.letter.is_numeric() || (!next.letter.is_alphabetic() && next.word.is_empty())
}

/// `Yahoo! Inc.`: the mark belongs to a name that an abbreviation ends.
fn is_name_part(c: &Candidate<'_>, words: &Words) -> bool {
    c.closers.is_empty() && c.next.rest.starts_with('.') && words.get(c.next.word).maybe && c.next.word.len() > 1
}

/// `« Venez ! » Pierre ajouta`, `"Come!" Mary said`: the words that report
/// a question or a cry belong to it.
fn is_reported(c: &Candidate<'_>, words: &Words) -> bool {
    if !is_close_quote_or_plain(c.closers) || !c.next.first.is_alphabetic() {
        return false;
    }
    let next = c.next.rest.trim_start();
    if next.len() == c.next.rest.len() {
        return false;
    }
    let mut after = next.split(|ch: char| !ch.is_alphanumeric() && ch != '-').filter(|w| !w.is_empty());
    let second = after.next().unwrap_or("");
    if words.get(second).speech {
        return true;
    }
    // A name of two words, or a name and an adverb.
    let third = after.next().unwrap_or("");
    !c.next.known(words).starter && second.starts_with(char::is_uppercase) && words.get(third).speech
}

/// `He cried, "Fire! Fire!" and ran`: within a short quotation that stands
/// inside a sentence, a cry ends nothing.
fn is_embedded(c: &Candidate<'_>) -> bool {
    let opens = |ch: char| is_open_quote(ch) || ch == '"' || is_dash(ch);
    if !c.closers.is_empty() || c.text[c.start..].starts_with(opens) {
        return false;
    }
    let ahead = &c.text[c.mark_at..floor(c.text, c.mark_at + 80)];
    let Some((inside, after)) = ahead.split_once(['»', '”', '"']) else { return false };
    !inside.contains(opens)
        && inside.trim_end().ends_with(['!', '?'])
        && after.starts_with(' ')
        && after.trim_start().starts_with(char::is_lowercase)
}
