//! Words that are probably names: capitalised, and not because a sentence begins.
//!
//! Neighbouring capitals make one name (*Sergei Lavrov*, *Maison Blanche*),
//! small words in between belong to it where capitals stand on both sides
//! (*Bank of England*). Titles stay outside. A first word counts if it is no
//! common word; a headline in title case yields only what else proves itself.

mod titles;

use self::titles::{is_title, title, title_before};
use crate::TokenKind;
use crate::facts::lexicon::number_word;
use crate::facts::numbers::roman;
use crate::facts::types::{NameFact, NameKind, TokenRange};
use crate::facts::view::View;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words of both languages that begin sentences and are no names.
static FUNCTION: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("function_words.txt").split_whitespace().collect());

/// Common words that often begin sentences, and sometimes names.
static OPENERS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("openers.txt").split_whitespace().collect());

/// Finds the names among tokens that are no dates or times.
pub(crate) fn names(view: &View, taken: &[bool]) -> Vec<NameFact> {
    let words: Vec<usize> = (0..view.len()).filter(|&i| view.kind(i) == Some(TokenKind::Word)).collect();
    let lower: BTreeSet<&str> =
        words.iter().filter(|&&i| !view.is_capital(i)).map(|&i| view.norm(i)).filter(|w| w.len() > 3).collect();
    let long: Vec<usize> = words.iter().copied().filter(|&i| view.raw(i).chars().count() > 3).collect();
    let capital = long.iter().filter(|&&i| view.is_capital(i)).count();
    // Title case: nearly every longer word has a capital, and no full stop ends it.
    let stopped = view.len() > 0 && view.norm(view.len() - 1) == ".";
    let headline = view.english() && !stopped && long.len() >= 6 && capital * 10 >= long.len() * 8;
    let mut out = Vec::new();
    let mut i = 0;
    while i < view.len() {
        if taken[i] || !candidate(view, i) {
            i += 1;
            continue;
        }
        let initial = starts_sentence(view, i);
        if title(view, i) || skipped(view, i, initial, headline, &lower) {
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

/// Whether a sentence, a quotation or a clause after a colon begins with token `i`.
fn starts_sentence(view: &View, i: usize) -> bool {
    let mut at = i;
    // *L’Ukraine*, *Qu’Anne*: look before the elision.
    while view.french() && at > 0 && i - at < 3 && view.raw(at - 1).len() > 1 && view.raw(at - 1).ends_with(['\'', '’'])
    {
        at -= 1;
    }
    let Some(before) = at.checked_sub(1) else { return true };
    match view.raw(before) {
        "." => !abbreviated(view, before),
        "!" | "?" | "…" | "..." | ":" | "«" | "“" | "\"" | "‘" | "–" | "—" | "•" | "|" | "'" => true,
        "-" | "(" => before == 0,
        // *at 11 p.m. According to*: the stop of an abbreviation may end the sentence too.
        w => w.ends_with('.') && function_word(view.norm(i)),
    }
}

/// Whether the full stop at `i` belongs to a title or initial before it.
fn abbreviated(view: &View, i: usize) -> bool {
    let letter = |k: usize| view.is_capital(k) && view.raw(k).chars().count() == 1;
    i > 0 && view.glued(i - 1) && (letter(i - 1) || is_title(view.norm(i - 1)))
}

fn skipped(view: &View, i: usize, initial: bool, headline: bool, lower: &BTreeSet<&str>) -> bool {
    let norm = view.norm(i);
    let capitals = view.raw(i).trim_end_matches(['e', 'r']);
    if roman(capitals).is_some() && view.raw(i) != "Mr" {
        return true;
    }
    if view.tokens[i].caps {
        return false;
    }
    if norm == "i" || (initial || view.before(i) == "(") && sentence_opener(view, i) {
        return true;
    }
    // In a title every word has a capital: only a possessor proves itself.
    if headline && view.norm(i + 1) != "'s" {
        return true;
    }
    if initial && lower.contains(norm) {
        return true;
    }
    // Alone at the start, a name must look like one: its like follows, or it is unknown as a common word.
    initial && !view.is_capital(i + 1) && common_ending(view, norm)
}

/// Whether token `i`, first of its sentence, owes its capital to that: a function word always, a
/// common word unless a name goes on (*New York*).
fn sentence_opener(view: &View, i: usize) -> bool {
    let norm = view.norm(i);
    if initial_letter(view, i) {
        return false;
    }
    function_word(norm) || number_word(norm, view.lang).is_some() || OPENERS.contains(norm) && !view.is_capital(i + 1)
}

/// Words that look like ordinary vocabulary by their ending.
fn common_ending(view: &View, norm: &str) -> bool {
    const EN: [&str; 22] = [
        "ing", "ed", "ly", "tion", "tions", "ment", "ments", "ness", "ity", "ies", "ists", "ous", "ful", "ble", "ers",
        "ors", "ants", "ents", "als", "ates", "ship", "ive",
    ];
    const FR: [&str; 26] = [
        "ment", "ments", "tion", "tions", "ité", "ités", "eur", "eurs", "euse", "ant", "ants", "ent", "ents", "é",
        "és", "ée", "ées", "er", "ir", "eux", "aux", "isme", "iste", "istes", "ons", "ez",
    ];
    let list: &[&str] = if view.french() { &FR } else { &EN };
    list.iter().any(|e| norm.len() > e.len() + 1 && norm.ends_with(e))
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
        let short = initial_letter(view, end - 1) || view.norm(end - 1) == "st";
        if view.norm(end) == "." && short && view.glued(end - 1) && view.is_capital(end + 1) {
            end += 1;
        }
        let next = if view.hyphen(end) { end + 1 } else { end };
        let joined = next > end;
        if view.is_capital(next) && !taken.get(next).copied().unwrap_or(true) {
            // *in the U.S. As …*: a new sentence.
            let sentence = view.raw(end - 1).ends_with('.') && function_word(view.norm(next));
            if !joined && (title(view, next) || sentence) || view.norm(next) == "i" {
                return end;
            }
            end = next + 1;
            words += usize::from(!joined);
            continue;
        }
        if joined && number_like(view, next) {
            end = next + 1;
            continue;
        }
        if words > 1 && matches!(view.norm(end), "of" | "de" | "du" | "des" | "d'") && !body(view.norm(end - 1)) {
            return end;
        }
        let Some(after) = particle(view, end).filter(|&k| view.is_capital(k)) else {
            return end;
        };
        end = after + 1;
    }
}

fn number_like(view: &View, i: usize) -> bool {
    view.is_digits(i)
}

/// Heads of organisations, which *of* may follow after other words: *Supreme Court of India*.
fn body(norm: &str) -> bool {
    matches!(
        norm,
        "court"
            | "university"
            | "bank"
            | "republic"
            | "house"
            | "ministry"
            | "department"
            | "institute"
            | "church"
            | "council"
            | "kingdom"
            | "states"
            | "union"
            | "party"
            | "cour"
            | "université"
            | "banque"
            | "république"
            | "ministère"
            | "institut"
            | "conseil"
            | "royaume"
            | "parti"
            | "chambre"
    )
}

/// A small word inside names, at token `i`: returns the token after it.
fn particle(view: &View, i: usize) -> Option<usize> {
    match (view.norm(i), view.norm(i + 1)) {
        ("de", "la") | ("of", "the") => Some(i + 2),
        ("von" | "van" | "der" | "den" | "di" | "da" | "dos" | "del" | "bin" | "ibn" | "al" | "el" | "ben", _) => {
            Some(i + 1)
        }
        ("de" | "du" | "des" | "d'" | "of" | "&", _) => Some(i + 1),
        _ => None,
    }
}

/// Words that are capitalised only by their place.
fn function_word(norm: &str) -> bool {
    FUNCTION.contains(norm)
}
