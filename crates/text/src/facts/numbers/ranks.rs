//! Ranks, centuries and decades: `17th`, `XVIIe siècle`, `Louis XIV`, *the nineties*.

use super::reading::{Reading, blank, finish};
use super::roman::roman;
use super::spelled;
use crate::facts::lexicon::Role;
use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::unit::{Unit, YEAR, by_symbol};
use crate::facts::units;
use crate::facts::view::View;

/// A rank, which a century behind it may turn into a century.
pub(crate) fn ordinal(view: &View, mut fact: NumberFact) -> Reading {
    let end = fact.tokens.end as usize;
    let at = if view.hyphen(end) { end + 1 } else { end };
    if view.is_any(at, Role::Century) {
        fact.kind = NumberKind::Century;
        fact.tokens.end = at as u32 + 1;
        fact.weak = false;
        fact.alternatives.push((fact.value - 1.0) * 100.0);
    }
    if view.is_any(end, Role::Anniversary) {
        fact.unit = by_symbol(YEAR);
    }
    if view.is(end, Role::PartOfYear) && fact.value <= 4.0 {
        let year_part = units::unit_at(view, end, true).map(|(u, _)| Unit { loose: false, ..u });
        fact.unit = year_part.or_else(|| by_symbol("semester"));
        fact.tokens.end = end as u32 + 1;
        fact.weak = false;
        fact.droppable = true;
        fact.alternatives.clear();
    }
    finish(view, fact, 1.0, false)
}

/// `XVIIe (siècle)`, `Ier`, `Louis XIV`.
pub(crate) fn roman_numeral(view: &View, i: usize) -> Option<Reading> {
    let raw = view.raw(i);
    let capitals = raw.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    if capitals == 0 {
        return None;
    }
    let ending = &raw[capitals..];
    let value = f64::from(roman(&raw[..capitals])?);
    if view.letters_are(ending, Role::RomanOrdinalSuffix) {
        let mut fact = blank(i, i + 1, value, NumberKind::Ordinal);
        fact.weak = value <= 2.0;
        return Some(ordinal(view, fact));
    }
    let counted = ending.is_empty() && view.after_any(i, Role::NumberedThing);
    let regnal = counted
        || ending.is_empty() && capitals > 1 && value < 60.0 && i > 0 && view.is_capital(i - 1)
        || ending.is_empty() && view.is_any(i + 1, Role::RomanCentury);
    if !regnal {
        return None;
    }
    let mut fact = blank(i, i + 1, value, NumberKind::Ordinal);
    fact.droppable = true;
    Some(ordinal(view, fact))
}

/// *Q1*, *T3*, *H1*: a quarter or half of a year.
pub(crate) fn part_of_year(view: &View, i: usize) -> Option<Reading> {
    let mut letters = view.raw(i).chars();
    let (letter, digit) = (letters.next()?, letters.next()?.to_digit(10)?);
    if letters.next().is_some() || !letter.is_uppercase() || !(1..=4).contains(&digit) {
        return None;
    }
    let letter = letter.to_lowercase().to_string();
    let symbol = if view.letters_are(&letter, Role::QuarterLetter) {
        "quarter"
    } else if view.letters_are(&letter, Role::HalfYearLetter) && digit <= 2 {
        "semester"
    } else {
        return None;
    };
    let mut fact = blank(i, i + 1, f64::from(digit), NumberKind::Ordinal);
    fact.unit = by_symbol(symbol);
    fact.droppable = true;
    Some(finish(view, fact, 1.0, true))
}

pub(crate) fn is_decade(value: f64, plain: usize) -> bool {
    matches!(plain, 2 | 4) && value % 10.0 == 0.0
}

/// *the 1990s*, *the 90s*, *in his 40s*.
pub(crate) fn decade(view: &View, mut fact: NumberFact) -> NumberFact {
    fact.kind = NumberKind::Decade;
    if fact.value < 100.0 {
        let start = fact.tokens.start as usize;
        let personal = (1..=3).any(|back| start >= back && view.is_any(start - back, Role::AgeOwner));
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

/// *the sixties*, *les années soixante*.
pub(crate) fn decade_word(view: &View, i: usize) -> Option<Reading> {
    if let Some(value) = view.value(i, Role::DecadeName) {
        return Some(finish(view, decade(view, blank(i, i + 1, value, NumberKind::Decade)), 1.0, false));
    }
    if view.is(i + 1, Role::DecadeName) && view.number(i).is_some_and(|w| w.value == 19.0 && !w.ordinal) {
        return nineteen(view, i);
    }
    if !view.after(i, Role::Decades) {
        return None;
    }
    let s = spelled::read(view, i).filter(|s| is_decade(s.value, 2) && (10.0..100.0).contains(&s.value))?;
    Some(finish(view, decade(view, blank(i, s.end, s.value, NumberKind::Decade)), 1.0, false))
}

/// *the nineteen seventies*.
fn nineteen(view: &View, i: usize) -> Option<Reading> {
    let mut reading = decade_word(view, i + 1).filter(|r| r.fact.value < 2000.0)?;
    reading.fact.tokens.start = i as u32;
    reading.fact.span = view.span(i, i + 2);
    reading.fact.alternatives.clear();
    Some(reading)
}
