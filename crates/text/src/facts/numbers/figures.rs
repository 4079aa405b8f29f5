//! Numbers in digits with the letters and words attached: `10k`, `1990s`, `$11 billion`, `3/4`, `3-1`.

use super::ranks::{decade, is_decade, ordinal};
use super::reading::{Reading, age, blank, finish};
use super::{compound, digits, spelled};
use crate::facts::lexicon::Role;
use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::unit::Unit;
use crate::facts::units;
use crate::facts::view::View;

/// One number in digits, no list or range: `1 234,5`, `17th`, `10k`, `1990s`, `$11 billion`.
pub(crate) fn in_digits(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    if let Some(reading) = version(view, i).or_else(|| compound::feet_and_inches(view, i)) {
        return Some(reading);
    }
    if let Some((value, end)) = spaced_groups(view, i) {
        return Some(counted(view, blank(i, end, value, NumberKind::Cardinal)));
    }
    let Some(d) = digits::read(raw, view.traits.decimal_comma) else { return ratio(view, i) };
    if d.identifier {
        return Some(finish(view, blank(i, i + 1, d.value, NumberKind::Identifier), 1.0, true));
    }
    let mut fact = blank(i, i + 1, d.value, NumberKind::Cardinal);
    fact.alternatives.extend(d.other);
    let currency = i.checked_sub(1).and_then(|p| units::currency_before(view, p));
    fact.unit = currency;
    let mut scale = 1.0;
    match suffix(view, i, d.suffix, currency.is_some()) {
        Suffix::None => {
            if view.is_any(i + 1, Role::Possessive) && view.glued(i) && is_decade(d.value, d.plain) {
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
        Suffix::Times(other) => fact.alternatives.push(other),
    }
    if fact.kind == NumberKind::Identifier {
        return Some(finish(view, fact, 1.0, true));
    }
    if d.suffix.is_empty() {
        named_decade(view, i, d.plain, &mut fact);
        let bare = fact.unit.is_none() && d.plain == 4 && (1000.0..2100.0).contains(&d.value);
        let mut reading = counted(view, fact);
        let plain = reading.fact.kind == NumberKind::Cardinal && reading.fact.unit.is_none() && reading.scale == 1.0;
        if bare && plain {
            reading.fact.kind = NumberKind::Year;
        }
        return Some(reading);
    }
    fact.value *= scale;
    for other in &mut fact.alternatives {
        *other *= scale;
    }
    Some(finish(view, fact, scale, true))
}

/// *version 3.10*: its parts, not a decimal number.
fn version(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    let parts: Vec<&str> = raw.split('.').collect();
    let digits = parts.iter().all(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    if !view.after_any(i, Role::VersionWord) || !(2..=4).contains(&parts.len()) || !digits {
        return None;
    }
    let part = |n: usize| parts.get(n).and_then(|p| p.parse::<f64>().ok()).unwrap_or(0.0);
    let ordered = (0..4).fold(0.0, |sum, n| sum * 1000.0 + part(n));
    let mut fact = blank(i, i + 1, ordered, NumberKind::Version);
    // Without the word on the other side it is read as a decimal number.
    fact.alternatives.extend(digits::read(raw, view.traits.decimal_comma).map(|d| d.value));
    Some(finish(view, fact, 1.0, true))
}

/// A plain number with the magnitude and unit behind it.
fn counted(view: &View, mut fact: NumberFact) -> Reading {
    fact.unit = (fact.tokens.start as usize).checked_sub(1).and_then(|p| units::currency_before(view, p));
    mixed(view, &mut fact);
    let scale = magnitude(view, &mut fact);
    fact.value *= scale;
    for other in &mut fact.alternatives {
        *other *= scale;
    }
    add_smaller(view, &mut fact, scale);
    let mut reading = finish(view, fact, scale, true);
    // *No. 1*, *number one*: the best.
    reading.fact.weak |= reading.fact.value == 1.0 && numbered(view, reading.fact.tokens.start as usize);
    reading.fact.weak |= in_brackets(view, &reading.fact);
    short_year(view, &mut reading.fact);
    age(view, &mut reading.fact);
    reading
}

/// *72/99*, *’98*: two digits behind a stroke or apostrophe may be a year.
fn short_year(view: &View, fact: &mut NumberFact) {
    let start = fact.tokens.start as usize;
    let after_mark = start > 0 && view.glued(start - 1) && matches!(view.before(start), "/" | "'" | "’" | "‘");
    if after_mark && view.raw(start).len() == 2 && fact.unit.is_none() && fact.value < 100.0 {
        fact.alternatives.extend([1900.0 + fact.value, 2000.0 + fact.value]);
    }
}

/// Whether the number is all that stands between brackets: *(1)* numbers paragraphs or notes.
fn in_brackets(view: &View, fact: &NumberFact) -> bool {
    let (start, end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let closed = matches!((view.before(start), view.norm(end)), ("(", ")") | ("[", "]"));
    // *12(3)* is a paragraph of article 12.
    let cited = start > 1 && (view.is_capital(start - 2) || view.is_digits(start - 2) && view.glued(start - 2));
    closed && fact.value < 100.0 && end == start + 1 && !cited
}

/// Whether *No.* or *number* stands before token `i`.
fn numbered(view: &View, i: usize) -> bool {
    let at = if view.before(i) == "." { i.saturating_sub(1) } else { i };
    view.after_any(at, Role::NumberSign)
}

/// *1 million 200 thousand*, *55 mille 053*: what a smaller magnitude adds.
fn add_smaller(view: &View, fact: &mut NumberFact, mut scale: f64) {
    while scale >= 1e3 {
        let at = fact.tokens.end as usize;
        let Some(value) = view.plain(at).filter(|&v| v < 1000) else { return };
        let mut next = blank(at, at + 1, f64::from(value), NumberKind::Cardinal);
        let smaller = magnitude(view, &mut next);
        let last = smaller == 1.0 && scale == 1e3 && view.raw(at).len() == 3;
        if smaller >= scale || !(smaller >= 1e3 || last) {
            return;
        }
        fact.value += next.value * smaller;
        fact.tokens.end = next.tokens.end;
        scale = smaller;
    }
}

/// *10 000* in English with plain spaces, which the tokenizer leaves apart.
fn spaced_groups(view: &View, i: usize) -> Option<(f64, usize)> {
    if view.traits.space_groups || view.raw(i).len() > 3 {
        return None;
    }
    let mut value = f64::from(view.plain(i)?);
    let mut end = i + 1;
    while let Some(group) = view.plain(end).filter(|_| view.raw(end).len() == 3 && view.one_space(end - 1)) {
        value = value * 1000.0 + f64::from(group);
        end += 1;
    }
    (end > i + 1 && end < i + 6).then_some((value, end))
}

enum Suffix {
    None,
    Ordinal,
    Decade,
    Scale(f64),
    /// `5m`: five million, or five metres.
    Either(f64),
    Unit(Unit),
    /// `50x60`
    Times(f64),
    Other,
}

fn suffix(view: &View, i: usize, letters: &str, money: bool) -> Suffix {
    let lower = letters.to_lowercase();
    if matches!(lower.as_str(), "" | "x") {
        return Suffix::None;
    }
    if view.is_by_convention(&lower, Role::OrdinalSuffix) {
        return Suffix::Ordinal;
    }
    if lower == "s" || view.letters_are(&lower, Role::DecadeSuffix) {
        return Suffix::Decade;
    }
    // *18b)* is a paragraph.
    if letters.chars().count() == 1 && view.norm(i + 1) == ")" {
        return Suffix::None;
    }
    let scale = view
        .value_by_convention(&lower, Role::ScaleSuffix)
        .or_else(|| view.value_by_convention(letters, Role::CapitalSuffix))
        .or_else(|| money.then(|| money_suffix(view, letters, &lower)).flatten());
    if let Some(by) = scale {
        return Suffix::Scale(by);
    }
    if let Some(by) = view.value_of(&lower, Role::ScaleOrUnitSuffix) {
        return if money { Suffix::Scale(by) } else { Suffix::Either(by) };
    }
    // *50x60*: the other side is read as a reading.
    match lower.strip_prefix(['x', '×']).filter(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_digit())) {
        Some(_) => Suffix::Times(lower[1..].parse().unwrap_or(0.0)),
        None => units::suffix_unit(letters, view.language()).map_or(Suffix::Other, Suffix::Unit),
    }
}

/// What letters behind an amount of money multiply it by: `m`, `G`.
fn money_suffix(view: &View, letters: &str, lower: &str) -> Option<f64> {
    [lower, letters].into_iter().find_map(|l| view.value_by_convention(l, Role::MoneySuffix))
}

/// Takes *million*, *milliards*, `bn` behind digits into `fact`; returns what they multiply it by.
fn magnitude(view: &View, fact: &mut NumberFact) -> f64 {
    let mut scale = 1.0;
    for _ in 0..3 {
        let mut at = fact.tokens.end as usize;
        if view.hyphen(at) {
            at += 1;
        }
        // *12 M$*, *3,2 G$* in Canada
        let before_currency = || {
            let sign = matches!(view.raw(at + 1), "€" | "$" | "£");
            view.value_of(view.raw(at), Role::MultiplierBeforeCurrency).filter(|_| sign)
        };
        let by = view
            .value_by_convention(view.norm(at), Role::MultiplierSign)
            .or_else(before_currency)
            .or_else(|| view.value(at, Role::Multiplier));
        let Some(by) = by else { break };
        scale *= by;
        fact.tokens.end = at as u32 + 1;
        if let Some(after) = spelled::half_after(view, at + 1) {
            fact.value += 0.5;
            fact.tokens.end = after as u32;
        }
        // *dix mille milliards*, *dizaines de milliers*
        if view.is(at + 1, Role::Of) && view.number(at + 2).is_some_and(|w| w.plural) {
            fact.tokens.end += 1;
        }
    }
    scale
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
    } else if let (Some(a), Some(b)) = (view.plain(at), view.plain(at + 2)) {
        let fraction = view.raw(at + 1) == "/" && view.glued(at) && view.glued(at + 1) && a < b && b <= 16;
        if fraction && view.one_space(at.saturating_sub(1)) {
            fact.value += f64::from(a) / f64::from(b);
            fact.tokens.end = at as u32 + 3;
        }
    }
}

/// *années 90*, *années 1990*.
fn named_decade(view: &View, i: usize, plain: usize, fact: &mut NumberFact) {
    let apostrophe = i > 1 && matches!(view.raw(i - 1), "'" | "’" | "‘");
    let named = view.after(i, Role::Decades) || apostrophe && view.is(i - 2, Role::Decades);
    // *les années 2000 à 2006*
    let years = view.is(i + 1, Role::RangeJoint) && view.plain(i + 2).is_some_and(|y| y > 1000 && y % 10 != 0);
    if named && !years && is_decade(fact.value, plain) {
        *fact = decade(view, fact.clone());
    }
}

/// `16:9`, `2:45.3`: not a time of day; only its first part is kept, the rest as readings.
pub(crate) fn ratio(view: &View, i: usize) -> Option<Reading> {
    if view.raw(i).len() > 40 {
        return None;
    }
    let parts: Vec<f64> = view.raw(i).split(':').filter_map(|p| p.parse().ok()).collect();
    let mut fact = blank(i, i + 1, *parts.first()?, NumberKind::Score);
    fact.alternatives.extend(parts.iter().skip(1).take(3));
    Some(finish(view, fact, 1.0, true))
}
