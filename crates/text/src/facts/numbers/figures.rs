//! Numbers in digits with what clings to them: `10k`, `1990s`, `$11 billion`, `3/4`, `3-1`.

use super::ranks::{decade, is_decade, ordinal};
use super::reading::{Reading, age, blank, finish};
use super::{digits, spelled};
use crate::facts::lexicon::number_word;
use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::unit::Unit;
use crate::facts::units;
use crate::facts::view::View;

/// A number in digits, alone: `1 234,5`, `17th`, `10k`, `1990s`, `$11 billion`.
pub(crate) fn in_digits(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    if let Some((value, end)) = spaced_groups(view, i) {
        return Some(counted(view, blank(i, end, value, NumberKind::Cardinal)));
    }
    let Some(d) = digits::read(raw, view.lang) else { return ratio(view, i) };
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
        Suffix::Times(other) => fact.alternatives.push(other),
    }
    if fact.kind == NumberKind::Identifier {
        return Some(finish(view, fact, 1.0, true));
    }
    if d.suffix.is_empty() {
        french_decade(view, i, d.plain, &mut fact);
        let bare = fact.unit.is_none() && d.plain == 4 && (1000.0..2100.0).contains(&d.value);
        let mut reading = counted(view, fact);
        let alone = reading.fact.kind == NumberKind::Cardinal && reading.fact.unit.is_none() && reading.scale == 1.0;
        if bare && alone {
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

/// Whether a short whole number stands alone in brackets: *(1)* counts paragraphs or notes.
fn in_brackets(view: &View, fact: &NumberFact) -> bool {
    let (start, end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let closed = matches!((view.before(start), view.norm(end)), ("(", ")") | ("[", "]"));
    closed && fact.value < 100.0 && end == start + 1 && !(start > 1 && view.is_capital(start - 2))
}

/// Whether *No.* or *number* stands before token `i`.
fn numbered(view: &View, i: usize) -> bool {
    let at = if view.before(i) == "." { i.saturating_sub(1) } else { i };
    matches!(view.before(at), "no" | "nos" | "number" | "n" | "numéro" | "#" | "n°" | "°" | "º")
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
    if view.french() || view.raw(i).len() > 3 {
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

fn suffix(view: &View, i: usize, s: &str, money: bool) -> Suffix {
    let lower = s.to_lowercase();
    let french = view.french();
    match lower.as_str() {
        "" | "x" => Suffix::None,
        "st" | "nd" | "rd" | "th" if !french => Suffix::Ordinal,
        "er" | "re" | "ère" | "e" | "ème" | "eme" | "ième" | "nd" | "nde" | "es" | "èmes" | "ers" if french => {
            Suffix::Ordinal
        }
        "s" => Suffix::Decade,
        // *18b)* is a paragraph.
        _ if s.chars().count() == 1 && view.norm(i + 1) == ")" => Suffix::None,
        "k" => Suffix::Scale(1e3),
        "m" if money || s == "M" => Suffix::Scale(1e6),
        "m" if view.english() => Suffix::Either(1e6),
        "mn" if !french => Suffix::Scale(1e6),
        "g" if s == "G" && money && french => Suffix::Scale(1e9),
        "b" if view.english() => {
            if money {
                Suffix::Scale(1e9)
            } else {
                Suffix::Either(1e9)
            }
        }
        "bn" | "md" | "mds" => Suffix::Scale(1e9),
        "tn" | "trn" => Suffix::Scale(1e12),
        // *50x60*: the other side is read as a reading.
        _ if lower.strip_prefix(['x', '×']).is_some_and(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_digit())) => {
            Suffix::Times(lower[1..].parse().unwrap_or(0.0))
        }
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
            // *12 M$*, *3,2 G$* in Canada
            (_, "M") if view.french() && next_is_money() => 1e6,
            (_, "G") if view.french() && next_is_money() => 1e9,
            (_, "k") if view.french() && next_is_money() => 1e3,
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
    } else if let (Some(a), Some(b)) = (view.plain(at), view.plain(at + 2)) {
        let fraction = view.raw(at + 1) == "/" && view.glued(at) && view.glued(at + 1) && a < b && b <= 16;
        if fraction && view.one_space(at.saturating_sub(1)) {
            fact.value += f64::from(a) / f64::from(b);
            fact.tokens.end = at as u32 + 3;
        }
    }
}

/// *années 90*, *années 1990*.
fn french_decade(view: &View, i: usize, plain: usize, fact: &mut NumberFact) {
    let apostrophe = i > 1 && matches!(view.raw(i - 1), "'" | "’" | "‘");
    if view.french()
        && (view.before(i) == "années" || apostrophe && view.norm(i - 2) == "années")
        && is_decade(fact.value, plain)
    {
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
