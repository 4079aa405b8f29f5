//! The scan for numbers: digits or words, then magnitude, then unit.
//!
//! Each number is read where it begins, with what stands before it (a
//! currency, *about*) and behind it (*million*, *km*, *siècle*). A second pass
//! lets the first of a list or range share the unit of the last: *10 to 20
//! million dollars*, *33, 34 et 39 ans*.

use super::counted::{foreign, implied_number, in_words, one_unit, part, vague_span};
use super::couples::fraction_or_pair;
use super::figures::in_digits;
use super::identifiers::{identifier, joined_identifier};
use super::lexicon::number_word;
use super::ranks::{decade_word, roman_numeral};
use super::units::{self, PERCENT, Unit, YEAR};
use super::view::View;
use super::{NumberFact, NumberKind, TokenRange, digits, spelled};
use crate::{Span, TokenKind};

/// A number being read, with the magnitude that multiplied it.
pub(super) struct Reading {
    pub(super) fact: NumberFact,
    pub(super) scale: f64,
}

/// Finds the numbers among tokens not yet taken.
pub(super) fn numbers(view: &View, taken: &[bool]) -> Vec<NumberFact> {
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
    share_units(view, &mut found);
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
        .or_else(|| one_unit(view, i))
        .or_else(|| vague_span(view, i))
        .or_else(|| implied_number(view, i))
        .or_else(|| foreign(view, i));
    out.extend(reading);
}

pub(super) fn blank(start: usize, end: usize, value: f64, kind: NumberKind) -> NumberFact {
    NumberFact {
        span: Span::default(),
        tokens: TokenRange::new(start, end),
        value,
        alternatives: Vec::new(),
        kind,
        unit: None,
        approximate: false,
        weak: false,
        spelled: false,
    }
}

/// Adds unit, *about* and the span to a number whose tokens are known.
pub(super) fn finish(view: &View, mut fact: NumberFact, scale: f64, digits: bool) -> Reading {
    let (start, mut end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let may_measure =
        matches!(fact.kind, NumberKind::Cardinal | NumberKind::Fraction | NumberKind::Magnitude | NumberKind::Range);
    if may_measure && fact.unit.is_none() {
        let of = scale > 1.0 || fact.approximate || fact.kind != NumberKind::Cardinal;
        if let Some((unit, after)) = unit_after(view, end, digits, of) {
            fact.unit = Some(unit);
            end = after;
            // *a year and a half*, *un an et demi*
            if let Some(after) = spelled::half_after(view, end) {
                fact.value += 0.5;
                end = after;
            }
            if unit.symbol == "ft"
                && let Some((inches, after)) = inches_after(view, end)
            {
                fact.value += inches / 12.0;
                end = after;
            }
        }
    }
    if fact.unit.is_some_and(|u| u.symbol == PERCENT.symbol) && fact.kind == NumberKind::Cardinal {
        fact.kind = NumberKind::Percent;
    }
    fact.approximate |= about(view, start, end);
    let mut from = start;
    if from > 0 && units::currency_before(view, from - 1).is_some() && fact.unit.is_some() {
        from -= 1;
        if from > 0 && view.glued(from - 1) && view.raw(from - 1) == "US" {
            from -= 1;
        }
    }
    fact.tokens = TokenRange::new(start, end);
    fact.span = view.span(from, end);
    Reading { fact, scale }
}

/// *6-foot-6*, *6ft 6in*, *six feet six inches*: the inches, and the token after.
fn inches_after(view: &View, end: usize) -> Option<(f64, usize)> {
    let hyphen = view.hyphen(end);
    let at = end + usize::from(hyphen);
    let value = match view.plain(at) {
        Some(v) => f64::from(v),
        None => match digits::read(view.raw(at), view.lang).filter(|d| matches!(d.suffix, "in" | "ins")) {
            Some(d) => return (d.value < 12.0).then_some((d.value, at + 1)),
            None => number_word(view.norm(at), view.lang).filter(|w| !w.ordinal)?.value,
        },
    };
    let unit = at + 1 + usize::from(view.hyphen(at + 1));
    let named = matches!(view.norm(unit), "inch" | "inches" | "in" | "pouce" | "pouces");
    let after = if named { unit + 1 } else { at + 1 };
    (value < 12.0 && (hyphen || named)).then_some((value, after))
}

/// The unit behind a number, past a hyphen, one filler word, or *de* where allowed.
fn unit_after(view: &View, end: usize, digits: bool, of: bool) -> Option<(Unit, usize)> {
    let mut at = end;
    if view.hyphen(at) {
        at += 1;
    }
    if let Some(found) = units::unit_at(view, at, digits) {
        return Some(found);
    }
    match view.norm(at) {
        "of" if of && matches!(view.norm(at + 1), "a" | "an") => units::unit_at(view, at + 2, false),
        "de" | "d'" | "of" if of => units::unit_at(view, at + 1, false),
        "more" | "other" | "full" | "long" | "straight" | "consecutive" | "further" | "additional" | "whole" | "us"
        | "american" | "canadian" | "australian" | "autres" | "longues" | "longs" | "bonnes" | "petites"
        | "nautical" | "metric" | "derniers" | "dernières" | "prochains" | "prochaines" | "premiers" | "premières"
        | "last" | "past" | "first" | "next" => units::unit_at(view, at + 1, false),
        _ => None,
    }
}

/// Whether the words around say that the number is rounded.
fn about(view: &View, start: usize, end: usize) -> bool {
    let mut i = start;
    if i > 0 && units::currency_before(view, i - 1).is_some() {
        i -= 1;
    }
    let before = view.before(i);
    let two_before = if i > 1 { view.norm(i - 2) } else { "" };
    matches!(
        before,
        "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "approximately"
            | "roughly"
            | "circa"
            | "environ"
            | "quelque"
            | "quelques"
            | "presque"
            | "approximativement"
            | "~"
            | "≈"
            | "few"
            | "several"
            | "plusieurs"
    ) || (before == "de" && matches!(two_before, "près" | "autour" | "alentours"))
        || matches!(view.norm(end), "environ")
        || (view.norm(end) == "or" && view.norm(end + 1) == "so")
}

/// *Name, 41, said*, *aged 14*, *was 13 when*: an age, in years.
pub(super) fn age(view: &View, fact: &mut NumberFact) {
    let (start, end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let fits = fact.unit.is_none() && fact.kind == NumberKind::Cardinal && (1.0..=110.0).contains(&fact.value);
    if !fits || fact.value % 1.0 != 0.0 || start == 0 || end != start + 1 {
        return;
    }
    let back = |n: usize| if start >= n { view.norm(start - n) } else { "" };
    let closed = matches!(view.norm(end), "," | ")" | ";" | "." | "who" | "-" | "–") || end >= view.len();
    let named = matches!(back(1), "aged" | "ages" | "turned" | "turns" | "turning" | "fêté" | "fêter" | "aged:")
        || matches!((back(2), back(1)), ("age" | "ages", "of") | ("âgé" | "âgée" | "âgés" | "âgées", "de"))
        || matches!((back(3), back(2), back(1)), ("as", "young" | "old", "as"));
    let told = matches!(back(1), "was" | "is" | "were" | "am" | "just" | "only")
        && (view.norm(end) == "when"
            || matches!((view.norm(end), view.norm(end + 1)), ("at", "the") | ("and", "pregnant")));
    let adverb = usize::from(matches!(back(1), "also" | "now" | "then" | "both"));
    let head = start.checked_sub(2 + adverb);
    let beside = closed
        && match back(1 + adverb) {
            "," => head.is_some_and(|h| view.kind(h) == Some(TokenKind::Word) && !view.is_digits(h)),
            "(" => head.is_some_and(|h| view.is_capital(h)),
            _ => false,
        };
    if named || told || beside {
        fact.unit = Some(YEAR);
    }
}

/// Lets members of a list or range share the unit and magnitude of the last.
fn share_units(view: &View, found: &mut [Reading]) {
    share_ages(view, found);
    for k in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { continue };
        let gap = a.fact.tokens.end as usize..b.fact.tokens.start as usize;
        if gap.len() > 2 || gap.is_empty() {
            continue;
        }
        let joint = view.norm(gap.start);
        let listed = matches!(joint, "," | "and" | "et" | "or" | "ou");
        let ranged = matches!(joint, "-" | "–" | "—" | "to" | "à" | "/");
        let dollar = gap.len() == 2 && units::currency_before(view, gap.end - 1).is_some();
        if !(listed || ranged) || (gap.len() == 2 && !dollar) {
            continue;
        }
        if b.fact.kind == NumberKind::Century && a.fact.kind == NumberKind::Ordinal {
            a.fact.kind = NumberKind::Century;
        }
        let plain = matches!(a.fact.kind, NumberKind::Cardinal | NumberKind::Range | NumberKind::Score);
        if !plain || a.fact.weak && listed {
            continue;
        }
        if ranged && a.fact.kind == NumberKind::Cardinal {
            a.fact.kind = NumberKind::Range;
        }
        if a.fact.unit.is_none() && !dollar {
            a.fact.unit = b.fact.unit;
        }
        if b.scale > 1.0 && a.scale == 1.0 && (ranged || listed) && a.fact.value < 1000.0 {
            a.fact.alternatives.push(a.fact.value * b.scale);
        }
        if a.fact.kind == NumberKind::Cardinal && a.fact.unit.is_some_and(|u| u.symbol == PERCENT.symbol) {
            a.fact.kind = NumberKind::Percent;
        }
    }
}

/// *aged 33, 34 and 39*, *les années 80 et 90*: the first says what all are.
fn share_ages(view: &View, found: &mut [Reading]) {
    for k in 1..found.len() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last(), right.first_mut()) else { continue };
        let (a, b) = (&a.fact, &mut b.fact);
        // *les années 80 et 90*
        let joint = view.norm(a.tokens.end as usize);
        let next = b.tokens.start == a.tokens.end + 1 && matches!(joint, "," | "et" | "ou" | "à" | "-" | "–");
        if view.french() && a.kind == NumberKind::Decade && next && b.kind == NumberKind::Cardinal && b.value < 100.0 {
            let century = (a.value / 100.0).floor() * 100.0;
            b.alternatives.push(b.value);
            b.value += century;
            b.kind = NumberKind::Decade;
        }
        let implied = a.unit.is_some_and(|u| u.symbol == YEAR.symbol) && a.tokens.end == a.tokens.start + 1;
        let listed = b.tokens.start == a.tokens.end + 1
            && matches!(view.norm(a.tokens.end as usize), "," | "and" | "et" | "or" | "ou" | "to" | "à" | "-" | "–");
        if implied && listed && b.unit.is_none() && b.kind == NumberKind::Cardinal && b.value <= 110.0 {
            b.unit = Some(YEAR);
        }
    }
}
