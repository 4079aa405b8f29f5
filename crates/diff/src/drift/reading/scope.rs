//! Which words a negation of their side turns round.

use super::pair::PairReading;
use crate::drift::cues::negations::{self, Negation};
use crate::drift::side::SideReading;
use calque_text::{Lang, Side};
use std::ops::Range;

/// How many tokens after a negation it still reaches. Set by hand.
const REACH: usize = 4;

/// Words that a negation does not reach across.
const FENCES: [&str; 26] = [
    "and", "but", "or", "that", "because", "who", "which", "if", "when", "while", "although", "so", "et", "mais", "ou",
    "que", "qu'", "parce", "qui", "si", "quand", "lorsque", "bien", "car", "donc", "to",
];

/// Words that turn the next one round without being a negation.
const TURNS: [&str; 10] = ["without", "sans", "peu", "moins", "less", "hardly", "scarcely", "little", "guère", "un-"];

/// Whether the words `tokens` of `side` are negated: an odd number of times.
pub(crate) fn is_negated(r: &PairReading<'_>, side: Side, tokens: &Range<usize>) -> bool {
    let here = r.side(side);
    let plain = r.negations(side).iter().filter(|n| n.strong && reaches(here, n, tokens)).count();
    let without = tokens.start.checked_sub(1).is_some_and(|k| TURNS.contains(&here.norm(k)));
    (plain + usize::from(without)) % 2 == 1
}

/// Whether a negation turns the words `tokens` round: they stand between its halves or shortly after it.
pub(crate) fn reaches(side: &SideReading<'_>, negation: &Negation, tokens: &Range<usize>) -> bool {
    let own = &negation.tokens;
    let within = own.start < tokens.start && tokens.end <= own.end;
    let after = own.end <= tokens.start
        && tokens.start - own.end < REACH
        && (own.end..tokens.start).all(|k| !side.is_mark(k) && !FENCES.contains(&side.norm(k)));
    within || after
}

/// Whether the words around a negation say why the other side has none: it is taken back, or belongs to *tant que*.
pub(crate) fn is_explained(r: &PairReading<'_>, side: Side, negation: &Negation) -> bool {
    is_taken_back(r, side, negation) || is_until(r, side, negation)
}

/// Whether a negation is taken back by the word after it, which negates as well: *not uncommon*.
fn is_taken_back(r: &PairReading<'_>, side: Side, negation: &Negation) -> bool {
    let here = r.side(side);
    let next = negation.tokens.end..negation.tokens.end + 2;
    r.pair.model.is_some_and(|m| {
        next.into_iter().any(|k| {
            k < here.len() && (matches!(here.norm(k), "without" | "sans") || negations::has_prefix(here, m, k))
        })
    })
}

/// Whether a French negation belongs to *tant que*, and English says *until*: *tant qu’il n’a pas été relu* is
/// *until it has been reviewed*.
fn is_until(r: &PairReading<'_>, side: Side, negation: &Negation) -> bool {
    let (here, there) = (r.side(side), r.side(side.other()));
    let until = |s: &SideReading<'_>| (0..s.len()).any(|k| matches!(s.norm(k), "until" | "till" | "before" | "unless"));
    let before = negation.tokens.start.saturating_sub(CLAUSE)..negation.tokens.start;
    let as_long = before
        .rev()
        .take_while(|&k| !here.is_mark(k))
        .any(|k| here.norm(k) == "tant" && matches!(here.norm(k + 1), "que" | "qu'"));
    here.lang() == Lang::FR && as_long && until(there)
}

/// How far before its negation a conjunction stands, in tokens. Set by hand.
const CLAUSE: usize = 10;
