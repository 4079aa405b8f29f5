//! The sign of a number: *-5 °C*, *moins 300 €*, *5 degrees below zero*.
//!
//! A hyphen is a minus where it clings to the number and not to what stands before it. What fell *by* 5 % may
//! be written as -5 %: such a number has both readings.

use crate::facts::lexicon::Role;
use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::unit::Dimension;
use crate::facts::view::View;

/// How many tokens before and behind a number a word of falling or loss may stand.
const REACH: (usize, usize) = (6, 4);

/// Gives a number its sign; `from` and `end` are its tokens, currency included. Returns the tokens with the sign.
pub(crate) fn apply(view: &View, fact: &mut NumberFact, from: usize, end: usize) -> (usize, usize) {
    if fact.value <= 0.0 || !matches!(fact.kind, NumberKind::Cardinal | NumberKind::Percent) {
        return (from, end);
    }
    let signed = fact.unit.is_some_and(|u| {
        matches!(u.dimension, Dimension::Temperature | Dimension::Currency | Dimension::Ratio | Dimension::Points)
    });
    let before = minus_before(view, from, signed);
    let below = view.phrase(end, Role::BelowZero).map(|p| p.1).filter(|_| signed);
    if !before && below.is_none() {
        // *- 7 °C*: a dash apart may be a minus.
        let dash = from > 0 && matches!(view.raw(from - 1), "-" | "−" | "–");
        if signed && (dash || falls(view, from, end)) {
            fact.alternatives.push(-fact.value);
        }
        return (from, end);
    }
    if !signed {
        // *x -5* may be a dash.
        fact.alternatives.push(-fact.value);
        return (from, end);
    }
    fact.value = -fact.value;
    for other in &mut fact.alternatives {
        *other = -*other;
    }
    (from - usize::from(before), below.unwrap_or(end))
}

/// Whether the token before `from` is a minus.
fn minus_before(view: &View, from: usize, signed: bool) -> bool {
    let Some(p) = from.checked_sub(1) else { return false };
    if view.is(p, Role::Minus) {
        return signed && !view.after(p, Role::NotBeforeMinus);
    }
    let mark = matches!(view.raw(p), "-" | "‑" | "−" | "–") && view.glued(p);
    let apart = p == 0 || !view.glued(p - 1) || matches!(view.raw(p - 1), "(" | "[");
    // A list or a dialogue begins with a dash.
    let opens = p == 0 && (view.raw(p) == "–" || !signed);
    mark && apart && !opens
}

/// Whether a word near the number says that something fell or was lost.
fn falls(view: &View, from: usize, end: usize) -> bool {
    (from.saturating_sub(REACH.0)..from).chain(end..(end + REACH.1).min(view.len())).any(|i| view.is(i, Role::Falling))
}
