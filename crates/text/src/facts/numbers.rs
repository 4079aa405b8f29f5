//! The scan for numbers: digits or words, then magnitude, then unit.
//!
//! Each number is read where it begins, with what stands before it (a
//! currency, *about*) and behind it (*million*, *km*, *siècle*). A second pass
//! lets the first of a list or range share the unit of the last: *10 to 20
//! million dollars*, *33, 34 et 39 ans*.

use super::lexicon::{implied, number_word, roman};
use super::units::{self, Dimension, PERCENT, Unit, YEAR};
use super::view::View;
use super::{NumberFact, NumberKind, TokenRange, digits, spelled};
use crate::{Span, TokenKind};

/// A number being read, with the magnitude that multiplied it.
struct Reading {
    fact: NumberFact,
    scale: f64,
}

/// Finds the numbers among tokens not yet taken.
pub(super) fn numbers(view: &View, taken: &[bool]) -> Vec<NumberFact> {
    let mut found: Vec<Reading> = Vec::new();
    let mut i = 0;
    while i < view.len() {
        let before = found.len();
        if !taken[i] {
            read(view, taken, i, &mut found);
        }
        let end = found[before..].iter().map(|r| r.fact.tokens.end as usize).max().unwrap_or(i);
        i = end.max(i + 1);
    }
    share_units(view, &mut found);
    found.into_iter().map(|r| r.fact).collect()
}

/// Reads the number that begins at token `i`, if one does.
fn read(view: &View, taken: &[bool], i: usize, out: &mut Vec<Reading>) {
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
        .or_else(|| decade_word(view, taken, i))
        .or_else(|| in_words(view, i))
        .or_else(|| part(view, i))
        .or_else(|| one_unit(view, i))
        .or_else(|| implied_number(view, i));
    out.extend(reading);
}

fn blank(start: usize, end: usize, value: f64, kind: NumberKind) -> NumberFact {
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
fn finish(view: &View, mut fact: NumberFact, scale: f64, digits: bool) -> Reading {
    let (start, mut end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let may_measure =
        matches!(fact.kind, NumberKind::Cardinal | NumberKind::Fraction | NumberKind::Magnitude | NumberKind::Range);
    if may_measure && fact.unit.is_none() {
        let of = scale > 1.0 || fact.approximate || fact.kind != NumberKind::Cardinal;
        if let Some((unit, after)) = unit_after(view, end, digits, of) {
            fact.unit = Some(unit);
            end = after;
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
        "de" | "d'" | "of" if of => units::unit_at(view, at + 1, false),
        "more" | "other" | "full" | "long" | "straight" | "consecutive" | "further" | "additional" | "whole" | "us"
        | "american" | "canadian" | "australian" | "autres" | "longues" | "longs" | "bonnes" | "petites"
        | "nautical" | "metric" => units::unit_at(view, at + 1, false),
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

/// A number in digits, alone: `1 234,5`, `17th`, `10k`, `1990s`, `$11 billion`.
fn in_digits(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    let Some(d) = digits::read(raw, view.lang) else { return ratio(view, i) };
    if d.identifier {
        return Some(finish(view, blank(i, i + 1, d.value, NumberKind::Identifier), 1.0, true));
    }
    let mut fact = blank(i, i + 1, d.value, NumberKind::Cardinal);
    fact.alternatives.extend(d.other);
    let currency = i.checked_sub(1).and_then(|p| units::currency_before(view, p));
    fact.unit = currency;
    let mut scale = 1.0;
    match suffix(view, d.suffix, currency.is_some()) {
        Suffix::None => {
            if view.norm(i + 1) == "'s" && view.glued(i) && is_decade(d.value, d.plain) {
                fact.tokens.end += 1;
                return Some(finish(view, decade(view, fact), 1.0, true));
            }
        }
        Suffix::Ordinal => return Some(ordinal(view, NumberFact { kind: NumberKind::Ordinal, ..fact })),
        Suffix::Decade if is_decade(d.value, d.plain) => return Some(finish(view, decade(view, fact), 1.0, true)),
        Suffix::Decade | Suffix::Other => fact.kind = NumberKind::Identifier,
        Suffix::Scale(by) => scale = by,
        Suffix::Either(by) => {
            scale = by;
            fact.alternatives.push(d.value / by);
        }
        Suffix::Unit(unit) => fact.unit = Some(unit),
    }
    if fact.kind == NumberKind::Identifier {
        return Some(finish(view, fact, 1.0, true));
    }
    if d.suffix.is_empty() {
        french_decade(view, i, d.plain, &mut fact);
        mixed(view, &mut fact);
        scale = magnitude(view, &mut fact);
    }
    fact.value *= scale;
    for other in &mut fact.alternatives {
        *other *= scale;
    }
    let bare = fact.unit.is_none() && scale == 1.0 && fact.kind == NumberKind::Cardinal;
    let is_year = bare && d.plain == 4 && d.suffix.is_empty() && (1000.0..2100.0).contains(&d.value);
    let mut reading = finish(view, fact, scale, true);
    if is_year && reading.fact.unit.is_none() {
        reading.fact.kind = NumberKind::Year;
    }
    age(view, &mut reading.fact);
    Some(reading)
}

enum Suffix {
    None,
    Ordinal,
    Decade,
    Scale(f64),
    /// `5m`: five million, or five metres.
    Either(f64),
    Unit(Unit),
    Other,
}

fn suffix(view: &View, s: &str, money: bool) -> Suffix {
    let lower = s.to_lowercase();
    let french = view.french();
    match lower.as_str() {
        "" | "x" => Suffix::None,
        "st" | "nd" | "rd" | "th" if !french => Suffix::Ordinal,
        "er" | "re" | "ère" | "e" | "ème" | "eme" | "ième" | "nd" | "nde" | "es" | "èmes" | "ers" if french => {
            Suffix::Ordinal
        }
        "s" => Suffix::Decade,
        "k" => Suffix::Scale(1e3),
        "m" if money || s == "M" => Suffix::Scale(1e6),
        "m" if view.english() => Suffix::Either(1e6),
        "mn" if !french => Suffix::Scale(1e6),
        "bn" | "b" | "md" | "mds" => Suffix::Scale(1e9),
        "tn" | "trn" => Suffix::Scale(1e12),
        _ => units::suffix_unit(s).map_or(Suffix::Other, Suffix::Unit),
    }
}

/// *million*, *milliards*, `bn` behind digits: multiplies, and tells by what.
fn magnitude(view: &View, fact: &mut NumberFact) -> f64 {
    let mut scale = 1.0;
    for _ in 0..3 {
        let mut at = fact.tokens.end as usize;
        if view.hyphen(at) {
            at += 1;
        }
        let next_is_money = || matches!(view.raw(at + 1), "€" | "$" | "£");
        let by = match (view.norm(at), view.raw(at)) {
            ("bn" | "md" | "mds" | "mrd", _) => 1e9,
            ("mn", _) if !view.french() => 1e6,
            ("tn", _) => 1e12,
            ("m" | "k", raw) if view.french() && (raw == "M" || raw == "k") && next_is_money() => {
                if raw == "M" {
                    1e6
                } else {
                    1e3
                }
            }
            (norm, _) => match number_word(norm, view.lang) {
                Some(w) if !w.ordinal && w.value >= 10.0 && scaling(norm) => w.value,
                _ => break,
            },
        };
        scale *= by;
        fact.tokens.end = at as u32 + 1;
        if let Some(after) = spelled::half_after(view, at + 1) {
            fact.value += 0.5;
            fact.tokens.end = after as u32;
        }
        // *dix mille milliards*, *dizaines de milliers*
        if matches!(view.norm(at + 1), "de") && number_word(view.norm(at + 2), view.lang).is_some_and(|w| w.plural) {
            fact.tokens.end += 1;
        }
    }
    scale
}

/// Number words that multiply digits: *10 hundred* does, *10 vingt* does not.
fn scaling(norm: &str) -> bool {
    norm.starts_with("mill")
        || norm.starts_with("bill")
        || norm.starts_with("trill")
        || norm.starts_with("douzaine")
        || norm.starts_with("dozen")
        || norm.starts_with("thousand")
        || norm.starts_with("hundred")
        || norm.starts_with("centaine")
}

/// *3 1/2*, *2½*: a fraction glued or next to its whole.
fn mixed(view: &View, fact: &mut NumberFact) {
    let at = fact.tokens.end as usize;
    if let Some(part) = view.raw(at).chars().next().and_then(digits::vulgar) {
        fact.value += part;
        fact.tokens.end += 1;
    } else if let Some(after) = spelled::half_after(view, at) {
        fact.value += 0.5;
        fact.tokens.end = after as u32;
    }
}

fn is_decade(value: f64, plain: usize) -> bool {
    matches!(plain, 2 | 4) && value % 10.0 == 0.0
}

/// *the 1990s*, *the 90s*, *in his 40s*.
fn decade(view: &View, mut fact: NumberFact) -> NumberFact {
    fact.kind = NumberKind::Decade;
    if fact.value < 100.0 {
        let start = fact.tokens.start as usize;
        let person = |w: &str| matches!(w, "his" | "her" | "their" | "my" | "your" | "our");
        let personal = (1..=3).any(|back| start >= back && person(view.norm(start - back)));
        let decade = fact.value + 1900.0;
        if personal {
            fact.alternatives.push(decade);
            fact.approximate = true;
        } else {
            fact.alternatives.extend([fact.value, fact.value + 2000.0]);
            fact.value = decade;
        }
    } else if fact.value % 100.0 == 0.0 {
        fact.alternatives.push(fact.value / 100.0 + 1.0);
    }
    fact
}

/// *années 90*, *années 1990*.
fn french_decade(view: &View, i: usize, plain: usize, fact: &mut NumberFact) {
    if view.french() && view.before(i) == "années" && is_decade(fact.value, plain) {
        *fact = decade(view, fact.clone());
    }
}

/// *the sixties*, *les années soixante*.
fn decade_word(view: &View, _taken: &[bool], i: usize) -> Option<Reading> {
    let value = if view.english() {
        match view.norm(i) {
            "twenties" => 20,
            "thirties" => 30,
            "forties" => 40,
            "fifties" => 50,
            "sixties" => 60,
            "seventies" => 70,
            "eighties" => 80,
            "nineties" => 90,
            _ => return None,
        }
    } else if view.before(i) == "années" {
        let s = spelled::read(view, i).filter(|s| is_decade(s.value, 2) && (10.0..100.0).contains(&s.value))?;
        return Some(finish(view, decade(view, blank(i, s.end, s.value, NumberKind::Decade)), 1.0, false));
    } else {
        return None;
    };
    Some(finish(view, decade(view, blank(i, i + 1, f64::from(value), NumberKind::Decade)), 1.0, false))
}

/// A rank, which a century behind it may turn into a century.
fn ordinal(view: &View, mut fact: NumberFact) -> Reading {
    let end = fact.tokens.end as usize;
    let at = if view.hyphen(end) { end + 1 } else { end };
    if matches!(view.norm(at), "century" | "centuries" | "siècle" | "siècles") {
        fact.kind = NumberKind::Century;
        fact.tokens.end = at as u32 + 1;
        fact.weak = false;
        fact.alternatives.push((fact.value - 1.0) * 100.0);
    }
    finish(view, fact, 1.0, false)
}

/// `XVIIe (siècle)`, `Ier`, `Louis XIV`.
fn roman_numeral(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    let capitals = raw.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    if capitals == 0 {
        return None;
    }
    let ending = &raw[capitals..];
    let value = f64::from(roman(&raw[..capitals])?);
    if view.french() && matches!(ending, "e" | "er" | "ère" | "re" | "ème" | "ième" | "es") {
        let mut fact = blank(i, i + 1, value, NumberKind::Ordinal);
        fact.weak = value <= 2.0;
        return Some(ordinal(view, fact));
    }
    let regnal = ending.is_empty() && capitals > 1 && value < 60.0 && i > 0 && view.is_capital(i - 1)
        || (ending.is_empty() && matches!(view.norm(i + 1), "siècle" | "siècles"));
    if !regnal {
        return None;
    }
    let mut fact = blank(i, i + 1, value, NumberKind::Ordinal);
    fact.weak = true;
    Some(ordinal(view, fact))
}

/// Letters with digits: *RD192*, *F-16*, *COVID-19*, *A320neo*.
fn identifier(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    if raw.bytes().any(|b| b.is_ascii_digit()) {
        let digits: String = raw.chars().filter(char::is_ascii_digit).take(15).collect();
        let value = digits.parse().unwrap_or(0.0);
        return Some(finish(view, blank(i, i + 1, value, NumberKind::Identifier), 1.0, true));
    }
    let prefix = matches!(
        view.norm(i),
        "mid"
            | "pre"
            | "post"
            | "under"
            | "over"
            | "top"
            | "non"
            | "sub"
            | "mi"
            | "pré"
            | "sous"
            | "plus"
            | "l'"
            | "d'"
    );
    if prefix || !view.is_capital(i) || !view.hyphen(i + 1) || !view.is_digits(i + 2) {
        return None;
    }
    let d = digits::read(view.raw(i + 2), view.lang)?;
    let followed = view.hyphen(i + 3) && view.is_digits(i + 4);
    (!followed && d.plain < 4 && d.plain > 0)
        .then(|| finish(view, blank(i, i + 3, d.value, NumberKind::Identifier), 1.0, true))
}

/// Groups of digits joined by hyphens, or French telephone groups: one identifier.
fn joined_identifier(view: &View, i: usize, out: &mut Vec<Reading>) -> bool {
    if let Some(end) = telephone(view, i) {
        let digits: String = (i..end).flat_map(|k| view.raw(k).chars()).filter(char::is_ascii_digit).take(15).collect();
        let value = digits.parse().unwrap_or(0.0);
        out.push(finish(view, blank(i, end, value, NumberKind::Identifier), 1.0, true));
        return true;
    }
    let digits_of = |k: usize| view.plain(k).map(|_| view.raw(k).len());
    let mut end = i + 1;
    let Some(mut total) = digits_of(i) else { return false };
    let mut longest = total;
    let mut groups = 1;
    while view.hyphen(end) {
        let Some(n) = digits_of(end + 1) else { break };
        total += n;
        longest = longest.max(n);
        groups += 1;
        end += 2;
    }
    if groups == 1 {
        while digits_of(end) == Some(2) && !view.glued(end - 1) && groups < 12 {
            total += 2;
            groups += 1;
            end += 1;
        }
        if groups < 4 || digits_of(i).is_some_and(|n| n > 2) {
            return false;
        }
    }
    let years = groups == 2 && longest == 4 && (digits_of(i) == Some(4));
    if total < 7 || longest > 9 || years {
        return false;
    }
    let value = (i..end).filter_map(|k| view.plain(k)).fold(0.0, |sum: f64, v| sum * 31.0 + f64::from(v));
    out.push(finish(view, blank(i, end, value, NumberKind::Identifier), 1.0, true));
    true
}

/// Groups of digits after a leading zero or plus: *0800 555 111*; returns the token after.
fn telephone(view: &View, i: usize) -> Option<usize> {
    let first = view.raw(i);
    let plus = i > 0 && view.glued(i - 1) && view.raw(i - 1) == "+";
    if !(first.starts_with('0') && first.len() > 1 || plus) || first.len() > 12 {
        return None;
    }
    let only_digits = |k: usize| {
        let raw = view.raw(k);
        !raw.is_empty() && raw.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
    };
    let mut end = i;
    while only_digits(end) && end - i < 8 {
        end += 1;
    }
    let count: usize = (i..end).map(|k| view.raw(k).bytes().filter(u8::is_ascii_digit).count()).sum();
    (count >= 7 && end > i).then_some(end)
}

/// `3/4`, `3-1`, `2017-18`, `16:9`: two plain numbers glued by a mark.
fn fraction_or_pair(view: &View, i: usize, out: &mut Vec<Reading>) -> bool {
    let (Some(a), Some(b)) = (view.plain(i), view.plain(i + 2)) else { return false };
    let mark = view.raw(i + 1);
    if !(view.glued(i) && view.glued(i + 1)) || i > 0 && units::currency_before(view, i - 1).is_some() {
        return false;
    }
    let chained = view.glued(i + 2) && view.raw(i + 3) == mark && view.is_digits(i + 4);
    let (first, second) = (f64::from(a), f64::from(b));
    match mark {
        "/" if !chained && a < b && (b <= 10 || b == 100) && a > 0 => {
            out.push(finish(view, blank(i, i + 3, first / second, NumberKind::Fraction), 1.0, true));
            true
        }
        "-" | "–" | "—" | "/" => {
            let years = view.raw(i).len() == 4 && (1000..2100).contains(&a);
            let small = view.raw(i).len() <= 3 && view.raw(i + 2).len() <= 3;
            if !small && !years {
                return false;
            }
            let kind = if years { NumberKind::Year } else { NumberKind::Score };
            let mut one = finish(view, blank(i, i + 1, first, kind), 1.0, true);
            one.fact.span = view.span(i, i + 1);
            out.push(one);
            if chained {
                return true;
            }
            if let Some(mut other) = in_digits(view, i + 2) {
                let ranged = other.fact.unit.is_some() || other.scale > 1.0;
                if ranged && !years {
                    other.fact.kind =
                        if other.fact.kind == NumberKind::Cardinal { NumberKind::Range } else { other.fact.kind };
                    if let Some(one) = out.last_mut() {
                        one.fact.kind = NumberKind::Range;
                    }
                } else if other.fact.kind == NumberKind::Cardinal {
                    other.fact.kind = kind;
                }
                if years && second < 100.0 {
                    other.fact.alternatives.push((first / 100.0).floor() * 100.0 + second);
                }
                out.push(other);
            }
            true
        }
        _ => false,
    }
}

/// `16:9`, `2:45.3`: not a time of day; only its first part is kept, the rest as readings.
fn ratio(view: &View, i: usize) -> Option<Reading> {
    let parts: Vec<f64> = view.raw(i).split(':').filter_map(|p| p.parse().ok()).collect();
    let mut fact = blank(i, i + 1, *parts.first()?, NumberKind::Score);
    fact.alternatives.extend(parts.iter().skip(1).take(3));
    Some(finish(view, fact, 1.0, true))
}

/// A number in words.
fn in_words(view: &View, i: usize) -> Option<Reading> {
    let s = spelled::read(view, i)?;
    if misread(view, i, &s) {
        return None;
    }
    let kind = match (&s, s.magnitude) {
        (s, _) if s.ordinal => NumberKind::Ordinal,
        (s, _) if s.fraction => NumberKind::Fraction,
        (_, true) => NumberKind::Magnitude,
        _ => NumberKind::Cardinal,
    };
    let mut fact = blank(i, s.end, s.value, kind);
    fact.spelled = true;
    fact.approximate = s.approximate || s.magnitude;
    fact.weak = match kind {
        NumberKind::Fraction => s.value == 0.5,
        _ if view.norm(i) == "quinzaine" => view.before(i) != "une",
        _ => s.value <= 2.0 || view.norm(i) == "neuf" && s.end == i + 1 && !counts_plural(view, s.end),
    };
    if kind == NumberKind::Ordinal {
        return Some(ordinal(view, fact));
    }
    let scale = if s.value >= 1e6 { 1e6 } else { 1.0 };
    let mut reading = finish(view, fact, scale, false);
    let year = kind == NumberKind::Cardinal && s.value % 1.0 == 0.0 && (1100.0..2100.0).contains(&s.value);
    if year
        && reading.fact.unit.is_none()
        && view.english()
        && number_word(view.norm(i + 1), view.lang).is_some_and(|w| w.value != 1e3)
        && s.value >= 1300.0
        && !has_hundred(view, i, s.end)
    {
        reading.fact.kind = NumberKind::Year;
    }
    Some(reading)
}

fn has_hundred(view: &View, from: usize, to: usize) -> bool {
    (from..to).any(|k| view.norm(k) == "hundred")
}

/// Words that look like numbers here but count nothing.
fn misread(view: &View, i: usize, s: &spelled::Spelled) -> bool {
    let next = view.norm(s.end);
    let alone = s.end == i + 1;
    if !alone {
        return false;
    }
    if view.french() {
        return match view.norm(i) {
            "un" | "une" => !counts_one(view, i),
            "second" | "seconde" => view.before(i) == "une" || view.before(i) == "chaque" || view.before(i) == "par",
            "quarantaine" => matches!(view.before(i), "en"),
            _ => false,
        };
    }
    match view.norm(i) {
        "one" => matches!(view.before(i), "no" | "any" | "every" | "this" | "that" | "which") || next == "another",
        "second" => matches!(view.before(i), "a" | "per" | "every" | "each") && !view.hyphen(i + 1) && next != "time",
        _ => false,
    }
}

/// Whether a French *un* counts: *l’un*, *un seul*, *un sur dix*, *un des*.
fn counts_one(view: &View, i: usize) -> bool {
    matches!(view.norm(i + 1), "seul" | "seule" | "sur" | "des" | "d'" | "ou" | "à")
        || matches!(view.before(i), "l'" | "que" | "qu'")
        || units::unit_at(view, i + 1, false).is_some()
}

/// Whether a plural follows, so that *neuf* is nine and not new.
fn counts_plural(view: &View, end: usize) -> bool {
    let next = view.norm(end);
    next.ends_with(['s', 'x']) && next.len() > 2 || units::unit_at(view, end, false).is_some()
}

/// *half*, *la moitié*, *a third of*, *un quart*.
fn part(view: &View, i: usize) -> Option<Reading> {
    let value = match (view.lang.code(), view.norm(i)) {
        ("en", "half" | "halves") | ("fr", "moitié" | "demi" | "demie" | "mi-temps") => 0.5,
        ("en", "quarter") | ("fr", "quart") => 0.25,
        ("fr", "tiers") => 1.0 / 3.0,
        _ => return None,
    };
    let next = view.norm(i + 1);
    if value == 0.5 && view.hyphen(i + 1) && units::unit_at(view, i + 2, false).is_some() {
        let mut fact = blank(i, i + 1, value, NumberKind::Fraction);
        fact.spelled = true;
        fact.weak = true;
        return Some(finish(view, fact, 1.0, false));
    }
    let sport =
        view.hyphen(i + 1) || next.starts_with("final") || (next == "de" && view.norm(i + 2).starts_with("final"));
    if sport || (value == 0.25 && view.english() && next != "of") {
        return None;
    }
    let mut fact = blank(i, i + 1, value, NumberKind::Fraction);
    fact.spelled = true;
    fact.weak = true;
    // *half an inch*, *half a mile*
    let at = i + 1 + usize::from(matches!(next, "a" | "an"));
    if let Some((unit, end)) = units::unit_at(view, at, false) {
        fact.unit = Some(unit);
        fact.tokens.end = end as u32;
    }
    Some(finish(view, fact, 1.0, false))
}

/// *a decade*, *une semaine*: one of a unit, as weak as its article.
fn one_unit(view: &View, i: usize) -> Option<Reading> {
    let article = matches!(
        (view.lang.code(), view.norm(i)),
        ("en", "a" | "an" | "per" | "the" | "every" | "each") | ("fr", "un" | "une" | "par" | "la" | "chaque")
    );
    if !article {
        return None;
    }
    let (unit, end) = units::unit_at(view, i + 1, false)?;
    if unit.dimension == Dimension::Ratio || unit.dimension == Dimension::Points {
        return None;
    }
    let mut fact = blank(i, end, 1.0, NumberKind::Cardinal);
    fact.unit = Some(unit);
    fact.spelled = true;
    fact.weak = true;
    Some(finish(view, fact, 1.0, false))
}

/// *twice*, *both*, *un trio*.
fn implied_number(view: &View, i: usize) -> Option<Reading> {
    let value = implied(view.norm(i), view.lang)?;
    let mut fact = blank(i, i + 1, value, NumberKind::Cardinal);
    fact.spelled = true;
    fact.weak = true;
    fact.span = view.span(i, i + 1);
    Some(Reading { fact, scale: 1.0 })
}

/// *Name, 41, said* gives an age: years.
fn age(view: &View, fact: &mut NumberFact) {
    let (start, end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let fits = fact.unit.is_none() && fact.kind == NumberKind::Cardinal && (1.0..=110.0).contains(&fact.value);
    if !fits || fact.value % 1.0 != 0.0 || start < 2 || end != start + 1 {
        return;
    }
    let opened = matches!(view.before(start), "," | "(") && view.is_capital(start - 2);
    let closed =
        matches!(view.norm(end), "," | ")" | ";" | "who" | "of" | "and") || end >= view.len() || view.norm(end) == ".";
    if opened && closed {
        fact.unit = Some(YEAR);
    }
}

/// Lets members of a list or range share the unit and magnitude of the last.
fn share_units(view: &View, found: &mut [Reading]) {
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
