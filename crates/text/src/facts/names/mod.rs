//! Words that are probably names: capitalised, and not because a sentence begins.
//!
//! Neighbouring capitals make one name (*Sergei Lavrov*, *Maison Blanche*),
//! small words in between belong to it where capitals stand on both sides
//! (*Bank of England*). Titles stay outside. A first word counts if it is no
//! common word; a headline in title case yields only what else proves itself.

mod titles;

use self::titles::{is_title_before_name, title_before};
use crate::TokenKind;
use crate::facts::lexicon::{Role, common_endings};
use crate::facts::numbers::roman;
use crate::facts::types::{NameFact, NameKind, TokenRange};
use crate::facts::view::View;
use std::collections::BTreeSet;

/// Finds the names among tokens that are no dates or times.
pub(crate) fn names(view: &View, taken: &[bool]) -> Vec<NameFact> {
    let words: Vec<usize> = (0..view.len()).filter(|&i| view.kind(i) == Some(TokenKind::Word)).collect();
    let lower: BTreeSet<&str> =
        words.iter().filter(|&&i| !view.is_capital(i)).map(|&i| view.norm(i)).filter(|w| w.len() > 3).collect();
    let long: Vec<usize> = words.iter().copied().filter(|&i| view.raw(i).chars().count() > 3).collect();
    let capital = long.iter().filter(|&&i| view.is_capital(i)).count();
    // Title case: nearly every longer word has a capital, and no full stop ends it.
    let stopped = view.len() > 0 && view.norm(view.len() - 1) == ".";
    let headline = view.traits.title_case && !stopped && long.len() >= 6 && capital * 10 >= long.len() * 8;
    let mut out = Vec::new();
    let mut i = 0;
    while i < view.len() {
        if taken[i] || !candidate(view, i) {
            i += 1;
            continue;
        }
        if view.traits.noun_capitals && !proves_itself(view, i) {
            i += 1;
            continue;
        }
        let initial = starts_sentence(view, i);
        if is_title_before_name(view, i) || skipped(view, i, initial, headline, &lower) {
            i += 1;
            continue;
        }
        let end = extend(view, taken, i);
        let acronym = end == i + 1 && view.tokens[i].caps;
        out.push(NameFact {
            span: view.span(i, end),
            tokens: TokenRange::new(i, end),
            kind: if acronym { NameKind::Acronym } else { NameKind::Proper },
            title: title_before(view, i),
            initial,
        });
        i = end;
    }
    out
}

/// A capitalised word of some substance.
fn candidate(view: &View, i: usize) -> bool {
    view.is_capital(i)
        && (view.raw(i).chars().count() > 1 || view.norm(i + 1) == ".")
        && !view.raw(i).ends_with(['\'', '’'])
}

/// Whether token `i` is a name where every noun has a capital: an acronym, or what a title stands before.
fn proves_itself(view: &View, i: usize) -> bool {
    view.tokens[i].caps || title_before(view, i).is_some()
}

/// Whether a sentence, a quotation or a clause after a colon begins with token `i`.
fn starts_sentence(view: &View, i: usize) -> bool {
    let mut at = i;
    // *L’Ukraine*, *Qu’Anne*: look before the elision.
    while at > 0 && i - at < 3 && view.elided(at - 1) && view.raw(at - 1).len() > 1 {
        at -= 1;
    }
    let Some(before) = at.checked_sub(1) else { return true };
    match view.raw(before) {
        "." => !abbreviated(view, before),
        "!" | "?" | "…" | "..." | ":" | "«" | "“" | "\"" | "‘" | "–" | "—" | "•" | "|" | "'" => true,
        "-" | "(" => before == 0,
        // *at 11 p.m. According to*: the stop of an abbreviation may end the sentence too.
        w => w.ends_with('.') && view.is_any(i, Role::FunctionWord),
    }
}

/// Whether the full stop at `i` belongs to a title or initial before it.
fn abbreviated(view: &View, i: usize) -> bool {
    let letter = |k: usize| view.is_capital(k) && view.raw(k).chars().count() == 1;
    i > 0 && view.glued(i - 1) && (letter(i - 1) || view.is_any(i - 1, Role::Title))
}

fn skipped(view: &View, i: usize, initial: bool, headline: bool, lower: &BTreeSet<&str>) -> bool {
    let norm = view.norm(i);
    let capitals = view.raw(i).trim_end_matches(['e', 'r']);
    if roman(capitals).is_some() && !view.is_written(i, Role::NotRoman) {
        return true;
    }
    if view.tokens[i].caps {
        return false;
    }
    if view.is_any(i, Role::NeverName) || (initial || view.before(i) == "(") && sentence_opener(view, i) {
        return true;
    }
    // In a title every word has a capital: only a possessor proves itself.
    if headline && !view.is_any(i + 1, Role::Possessive) {
        return true;
    }
    if initial && lower.contains(norm) {
        return true;
    }
    // Alone at the start, a name must look like one: its like follows, or it is unknown as a common word.
    initial && !view.is_capital(i + 1) && has_common_ending(view, i)
}

/// Whether token `i`, first of its sentence, owes its capital to that: a function word always, a
/// common word unless a name goes on (*New York*).
fn sentence_opener(view: &View, i: usize) -> bool {
    if initial_letter(view, i) {
        return false;
    }
    view.is_any(i, Role::FunctionWord)
        || view.number(i).is_some()
        || view.is_any(i, Role::Opener) && !view.is_capital(i + 1)
}

/// Whether token `i` looks like an ordinary word by its ending.
fn has_common_ending(view: &View, i: usize) -> bool {
    let norm = view.norm(i);
    common_endings(view.conventions()).iter().any(|e| norm.len() > e.len() + 1 && norm.ends_with(e))
}

/// Whether token `i` is an initial: *J.*
fn initial_letter(view: &View, i: usize) -> bool {
    view.raw(i).chars().count() == 1 && view.is_capital(i) && view.norm(i + 1) == "." && view.glued(i)
}

/// The token after the name that begins at `i`.
fn extend(view: &View, taken: &[bool], i: usize) -> usize {
    let mut end = i + 1;
    let mut words = 1;
    loop {
        // Initials and saints: *J. K. Rowling*, *John F. Kennedy*, *St. Louis*.
        let short = initial_letter(view, end - 1) || view.is_any(end - 1, Role::Saint);
        if view.norm(end) == "." && short && view.glued(end - 1) && view.is_capital(end + 1) {
            end += 1;
        }
        let next = if view.hyphen(end) { end + 1 } else { end };
        let joined = next > end;
        if view.is_capital(next) && !taken.get(next).copied().unwrap_or(true) {
            // *in the U.S. As …*: a new sentence.
            let sentence = view.raw(end - 1).ends_with('.') && view.is_any(next, Role::FunctionWord);
            if !joined && (is_title_before_name(view, next) || sentence) || view.is_any(next, Role::NeverName) {
                return end;
            }
            end = next + 1;
            words += usize::from(!joined);
            continue;
        }
        if joined && view.is_digits(next) {
            end = next + 1;
            continue;
        }
        if words > 1 && view.is_any(end, Role::AfterFirstWord) && !view.is_any(end - 1, Role::Organisation) {
            return end;
        }
        let Some(after) = view.phrase_any(end, Role::Particle).map(|p| p.1).filter(|&k| view.is_capital(k)) else {
            return end;
        };
        end = after + 1;
    }
}
