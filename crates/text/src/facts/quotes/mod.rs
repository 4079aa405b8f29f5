//! Quotations: matched pairs of marks, nested, and unmatched marks.
//!
//! Any closing mark may close any opening one of its weight, for texts mix
//! styles (`“attaque»`); straight marks open or close by their neighbours.
//! Apostrophes are no quotation marks: a single mark counts only at the edge
//! of a word, and a lone closing one (`dogs’`) never.

use crate::facts::lexicon::{self, Role};
use crate::facts::types::QuoteFact;
use crate::facts::view::View;
use crate::{Span, TokenKind};

/// How many tokens after an apostrophe are searched for a mark that closes in its stead.
const LOOKAHEAD: usize = 80;

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Open,
    Close,
    Either,
    /// An apostrophe.
    Neither,
}

struct Open {
    at: usize,
    end: usize,
    mark: char,
    single: bool,
    slot: usize,
}

/// Finds the quotations.
pub(crate) fn quotes(view: &View) -> Vec<QuoteFact> {
    let (Some(first), Some(last)) = (view.tokens.first(), view.tokens.last()) else { return Vec::new() };
    let mut out: Vec<Option<QuoteFact>> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    for i in 0..view.len() {
        if view.kind(i) != Some(TokenKind::Punct) && view.kind(i) != Some(TokenKind::Symbol) {
            continue;
        }
        let Some(mark) = view.raw(i).chars().next().filter(|c| is_mark(*c)) else { continue };
        // A run of marks of one kind (`''`, `""`) is read once.
        let single = matches!(mark, '\'' | '‘' | '’' | '‹' | '›' | '‚') && view.raw(i).chars().count() == 1;
        let span = view.tokens[i].span;
        let mut direction = direction(view, i, mark);
        let opened = stack.iter().rposition(|o| o.single == single);
        if single && direction == Direction::Close && possessive(view, i) {
            continue;
        }
        if direction == Direction::Either {
            direction = if opened.is_some() { Direction::Close } else { Direction::Open };
        }
        match (direction, opened) {
            (Direction::Close, Some(k)) => {
                // Anything opened since stays unclosed.
                let open = stack.swap_remove(k);
                for lost in stack.drain(k..) {
                    if !lost.single {
                        out[lost.slot] = Some(unclosed(view, &lost, span.start, k + 1));
                    }
                }
                out[open.slot] = Some(QuoteFact {
                    span: Span::new(open.at, span.end),
                    inner: trimmed(view.text, open.end, span.start),
                    mark: open.mark,
                    depth: k.min(255) as u8,
                    closed: true,
                });
            }
            (Direction::Close, None) if !single => {
                out.push(Some(QuoteFact {
                    span: Span::new(first.span.start, span.end),
                    inner: trimmed(view.text, first.span.start, span.start),
                    mark,
                    depth: 0,
                    closed: false,
                }));
            }
            (Direction::Open, _) if stack.len() < 8 => {
                stack.push(Open { at: span.start, end: span.end, mark, single, slot: out.len() });
                out.push(None);
            }
            _ => {}
        }
    }
    for (k, lost) in stack.iter().enumerate().filter(|(_, o)| !o.single) {
        out[lost.slot] = Some(unclosed(view, lost, last.span.end, k));
    }
    let mut found: Vec<QuoteFact> = out.into_iter().flatten().collect();
    found.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    found
}

fn is_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '“' | '”' | '„' | '‟' | '"' | '‹' | '›' | '‘' | '’' | '‚' | '\'' | '＂')
}

/// Whether the mark at token `i` opens or closes.
fn direction(view: &View, i: usize, mark: char) -> Direction {
    if matches!(mark, '\'' | '‘' | '’') && clipped(view, i) {
        return Direction::Neither;
    }
    let before = i > 0 && view.glued(i - 1) && wordish(view, i - 1);
    let after = view.glued(i) && wordish(view, i + 1) && !ends(view, i + 1);
    match mark {
        '«' | '“' | '„' | '‹' | '‘' | '‚' | '‟' => Direction::Open,
        '»' | '”' | '›' | '’' => Direction::Close,
        '\'' => match (before, after) {
            (false, true) => Direction::Open,
            _ => Direction::Close,
        },
        _ => match (before, after) {
            (false, true) => Direction::Open,
            (true, false) => Direction::Close,
            _ => Direction::Either,
        },
    }
}

/// Whether the mark at `i` stands for letters left out: *’90s*, *rock ’n’ roll*, *’em*.
fn clipped(view: &View, i: usize) -> bool {
    let n = |k: usize| view.is_any(k, Role::ClippedBoth) && view.glued(k);
    view.glued(i) && (view.is_digits(i + 1) && view.norm(i + 1).ends_with('s') || n(i + 1))
        || view.glued(i) && view.is_any(i + 1, Role::Clipped)
        || view.glued(i) && view.is_any(i + 1, Role::DecadeName)
        || i > 0 && view.glued(i - 1) && n(i - 1) && i > 1 && matches!(view.raw(i - 2), "'" | "’" | "‘")
}

/// Whether an English word names a decade: *sixties*.
pub fn is_decade_name(word: &str) -> bool {
    lexicon::word(word).is_quoted(Role::DecadeName, crate::languages::COUNT)
}

/// Whether the closing mark at `i` is the apostrophe of *students’ views*: after an *s*, before a
/// word in lower case, and another mark further on can close.
fn possessive(view: &View, i: usize) -> bool {
    let plural = i > 0 && view.glued(i - 1) && view.norm(i - 1).ends_with('s');
    let word_follows = view.kind(i + 1) == Some(TokenKind::Word) && !view.is_capital(i + 1) && view.one_space(i);
    plural
        && word_follows
        && (i + 1..view.len().min(i + LOOKAHEAD))
            .map(|k| (k, view.raw(k)))
            .find(|(_, raw)| matches!(*raw, "'" | "’" | "‘"))
            .is_some_and(|(k, raw)| raw != "‘" && k > 0 && view.glued(k - 1))
}

/// Whether token `i` is something that a mark clings to: no dash, no opening bracket.
fn wordish(view: &View, i: usize) -> bool {
    let open = matches!(view.raw(i), "(" | "[" | "-" | "–" | "—" | "/" | "" | ":" | ";");
    !(open || view.elided(i))
}

/// Whether token `i` ends something: what stands before it closes.
fn ends(view: &View, i: usize) -> bool {
    matches!(view.raw(i), ")" | "]" | "," | "." | ";" | ":" | "!" | "?")
}

fn unclosed(view: &View, open: &Open, end: usize, depth: usize) -> QuoteFact {
    QuoteFact {
        span: Span::new(open.at, end),
        inner: trimmed(view.text, open.end, end),
        mark: open.mark,
        depth: depth.min(255) as u8,
        closed: false,
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let Some(inner) = text.get(start..end) else { return Span::new(start, start) };
    let head = inner.len() - inner.trim_start().len();
    Span::new(start + head, (start + inner.trim_end().len()).max(start + head))
}
