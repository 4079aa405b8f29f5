//! Finds numbers: digits or words, then magnitude, then unit.
//!
//! Each number is read where it begins, with what stands before it (a
//! currency, *about*) and behind it (*million*, *km*, *siècle*). A second pass
//! lets the first of a list or range share the unit of the last: *10 to 20
//! million dollars*, *33, 34 et 39 ans*.

mod accumulator;
mod compound;
mod digits;
mod figures;
mod identifiers;
mod joined;
mod lists;
mod one_word;
mod proportions;
mod ranks;
mod reading;
mod roman;
mod sign;
mod spelled;
mod words;

use self::figures::in_digits;
use self::identifiers::{identifier, joined_identifier};
use self::joined::fraction_or_pair;
use self::lists::share_units;
use self::proportions::{drop_repeated, join_proportions};
use self::ranks::{decade_word, roman_numeral};
use self::reading::{Reading, blank, finish};
use self::words::{foreign, implied_number, in_words, multiple, one_unit, part, period, vague_span};
use crate::TokenKind;
use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::view::View;
pub(crate) use roman::roman;

/// Finds the numbers among tokens not yet taken.
pub(crate) fn numbers(view: &View, taken: &[bool]) -> Vec<NumberFact> {
    let mut found: Vec<Reading> = Vec::new();
    let mut i = 0;
    while i < view.len() {
        let before = found.len();
        if !taken[i] {
            read(view, i, &mut found);
        }
        let end = found[before..].iter().map(|r| r.fact.tokens.end as usize).max().unwrap_or(i);
        i = end.max(i + 1);
    }
    drop_repeated(view, &mut found);
    share_units(view, &mut found);
    join_proportions(view, &mut found);
    found.into_iter().map(|r| r.fact).collect()
}

/// Reads the number that begins at token `i`, if one does.
fn read(view: &View, i: usize, out: &mut Vec<Reading>) {
    if view.kind(i) == Some(TokenKind::Url) {
        return;
    }
    if view.is_digits(i) {
        if !joined_identifier(view, i, out) && !fraction_or_pair(view, i, out) {
            out.extend(in_digits(view, i));
        }
        return;
    }
    if view.kind(i) == Some(TokenKind::Number) {
        if let Some(value) = view.raw(i).chars().next().and_then(digits::vulgar) {
            out.push(finish(view, blank(i, i + 1, value, NumberKind::Fraction), 1.0, true));
        }
        return;
    }
    if view.kind(i) != Some(TokenKind::Word) {
        return;
    }
    let reading = identifier(view, i)
        .or_else(|| roman_numeral(view, i))
        .or_else(|| decade_word(view, i))
        .or_else(|| in_words(view, i))
        .or_else(|| part(view, i))
        .or_else(|| multiple(view, i))
        .or_else(|| period(view, i))
        .or_else(|| one_unit(view, i))
        .or_else(|| vague_span(view, i))
        .or_else(|| implied_number(view, i))
        .or_else(|| foreign(view, i));
    out.extend(reading);
}
