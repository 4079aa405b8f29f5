//! Numbers in words, and words that hold a number: *one in five*, *la moitié*, *a decade*, *twice*.
//!
//! Here it is decided what a lone *un* or *one* counts; articles count nothing.

use super::ranks::ordinal;
use super::reading::{Reading, blank, finish};
use super::spelled;
use crate::facts::lexicon::{Class, Role};
use crate::facts::types::NumberKind;
use crate::facts::unit::{Dimension, Unit, by_symbol};
use crate::facts::units;
use crate::facts::view::View;

/// A number in words.
pub(crate) fn in_words(view: &View, i: usize) -> Option<Reading> {
    // `TEN` is a name.
    let acronym = view.tokens.get(i).is_some_and(|t| t.caps);
    let s = spelled::read(view, i).filter(|_| !acronym)?;
    if counts_nothing(view, i, &s) {
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
        _ if view.is(i, Role::GroupOrFortnight) => !view.phrase_before(i + 1, Role::CountedGroup),
        NumberKind::Ordinal => s.value <= 2.0,
        _ => s.value < 2.0 || view.is(i, Role::NewOrNine) && s.end == i + 1 && !counts_plural(view, s.end),
    };
    if kind == NumberKind::Ordinal && s.value > 2.0 && s.end == i + 1 {
        // *un dixième*, *a third*: a rank may be a share.
        fact.alternatives.push(1.0 / s.value);
    }
    if kind == NumberKind::Ordinal {
        return Some(ordinal(view, fact));
    }
    let scale = if s.value >= 1e6 { 1e6 } else { 1.0 };
    let mut reading = finish(view, fact, scale, false);
    let year = kind == NumberKind::Cardinal && s.value % 1.0 == 0.0 && (1100.0..2100.0).contains(&s.value);
    if year
        && reading.fact.unit.is_none()
        && view.traits.year_pairs
        && view.number(i + 1).is_some_and(|w| w.value != 1e3)
        && s.value >= 1300.0
        && !(i..s.end).any(|k| view.number(k).is_some_and(|w| w.class == Class::Hundred && !w.ordinal))
    {
        reading.fact.kind = NumberKind::Year;
    }
    Some(reading)
}

/// Words that look like numbers here but count nothing.
fn counts_nothing(view: &View, i: usize, s: &spelled::Spelled) -> bool {
    if s.end != i + 1 {
        return false;
    }
    let unit_second =
        view.phrase_before(i + 1, Role::UnitSecond) && !view.hyphen(i + 1) && !view.is(i + 1, Role::Occasion);
    // The Premier League.
    let name = view.is(i, Role::RankOrName) && i > 0 && view.is_capital(i) && view.is_capital(i + 1);
    view.is(i, Role::ArticleOrOne) && !counts_one(view, i)
        || unit_second
        || name
        || view.phrase_before(i + 1, Role::NoNumber)
        || view.phrase(i, Role::NoNumber).is_some()
}

/// Whether an article counts one: *l’un*, *un seul*, *un sur dix*, *un des*.
fn counts_one(view: &View, i: usize) -> bool {
    view.is(i + 1, Role::OneIfBefore) || view.after(i, Role::OneIfAfter) || units::unit_at(view, i + 1, false).is_some()
}

/// Whether a plural follows, so that *neuf* is nine and not new.
fn counts_plural(view: &View, end: usize) -> bool {
    let next = view.norm(end);
    next.ends_with(['s', 'x']) && next.len() > 2 || units::unit_at(view, end, false).is_some()
}

/// *Five* in French: a title left in English, so that it finds its like.
pub(crate) fn foreign(view: &View, i: usize) -> Option<Reading> {
    if !view.traits.foreign_number_names || !view.is_capital(i) {
        return None;
    }
    let word = view.foreign_number(i).filter(|w| !w.plural)?;
    let mut fact = blank(i, i + 1, word.value, if word.ordinal { NumberKind::Ordinal } else { NumberKind::Cardinal });
    fact.spelled = true;
    fact.weak = true;
    fact.span = view.span(i, i + 1);
    Some(Reading { fact, scale: 1.0 })
}

/// *hours after*, *quelques semaines*, *des siècles*: an unsaid number of spans of time.
pub(crate) fn vague_span(view: &View, i: usize) -> Option<Reading> {
    let (unit, end) = units::unit_at(view, i, false).filter(|(u, _)| u.dimension == Dimension::Duration && !u.loose)?;
    let plural = view.norm(i).ends_with('s') || view.norm(i).ends_with("nia");
    let several = view.after_any(i, Role::Several);
    // *mois* is its own plural; *les années 90*, *two years* and *years old* are read elsewhere.
    if !plural || (view.is_any(i, Role::OwnPlural) && !several) || view.is_any(end, Role::NotASpan) || view.hyphen(end)
    {
        return None;
    }
    if view.is_any(i, Role::Decades) && (view.is_digits(end) || view.number(end).is_some()) {
        return None;
    }
    let mut fact = blank(i, end, 1.0, NumberKind::Magnitude);
    fact.unit = Some(unit);
    fact.spelled = true;
    fact.weak = true;
    fact.approximate = true;
    Some(finish(view, fact, 1.0, false))
}

/// *half*, *la moitié*, *a third of*, *un quart*.
pub(crate) fn part(view: &View, i: usize) -> Option<Reading> {
    let before_of = view.value(i, Role::PartBeforeOf);
    let value = view.value(i, Role::Part).or(before_of)?;
    let next = view.norm(i + 1);
    if value == 0.5 && view.hyphen(i + 1) && units::unit_at(view, i + 2, false).is_some() {
        let mut fact = blank(i, i + 1, value, NumberKind::Fraction);
        fact.spelled = true;
        fact.weak = true;
        return Some(finish(view, fact, 1.0, false));
    }
    let sport = view.hyphen(i + 1)
        || next.starts_with("final")
        || (view.is(i + 1, Role::OfRound) && view.norm(i + 2).starts_with("final"));
    if sport || before_of.is_some() && !view.is(i + 1, Role::Of) {
        return None;
    }
    let mut fact = blank(i, i + 1, value, NumberKind::Fraction);
    fact.spelled = true;
    // *half of the budget* is a share; *half* may be a half of a match.
    fact.weak = !view.is(i + 1, Role::Of) && !view.letters_are(view.norm(i + 1), Role::OfContracted);
    fact.droppable = true;
    if value != 0.5 {
        // *un pays tiers* is a third country.
        fact.alternatives.push(1.0 / value);
    }
    // *half an inch*, *half a mile*
    let at = i + 1 + usize::from(view.is_any(i + 1, Role::ArticleOne));
    if let Some((unit, end)) = units::unit_at(view, at, false) {
        fact.unit = Some(unit);
        fact.tokens.end = end as u32;
    }
    Some(finish(view, fact, 1.0, false))
}

/// *a decade*, *une semaine*: one of a unit, as weak as its article.
pub(crate) fn one_unit(view: &View, i: usize) -> Option<Reading> {
    if !view.is(i, Role::OneOfUnit) {
        return None;
    }
    let (unit, _) = units::unit_at(view, i + 1, false)?;
    if unit.dimension == Dimension::Ratio || unit.dimension == Dimension::Points {
        return None;
    }
    let mut fact = blank(i, i + 1, 1.0, NumberKind::Cardinal);
    fact.spelled = true;
    // *a decade*, *a fortnight* say how long; *a day* is some day.
    fact.weak = !matches!(unit.symbol, "decade" | "century" | "millennium" | "fortnight");
    fact.droppable = true;
    Some(finish(view, fact, 1.0, false))
}

/// *doubled*, *halved*, *divisé par deux*.
pub(crate) fn multiple(view: &View, i: usize) -> Option<Reading> {
    let (value, end) = view.phrase_value(i, Role::Multiple)?;
    let mut fact = blank(i, end, value, NumberKind::Multiple);
    fact.spelled = true;
    fact.droppable = true;
    Some(finish(view, fact, 1.0, false))
}

/// *weekly*, *quinquennal*, *tous les ans*, *per day*: how often something comes again.
pub(crate) fn period(view: &View, i: usize) -> Option<Reading> {
    if let Some((days, end)) = view.phrase_value(i, Role::Period) {
        let units = ["year", "quarter", "month", "week", "day"].into_iter().filter_map(by_symbol);
        let seconds = by_symbol("day")?.to_si(days);
        let unit = units.into_iter().find(|u| (seconds / u.factor) % 1.0 == 0.0).or_else(|| by_symbol("h"))?;
        return Some(repeated(view, i, end, seconds / unit.factor, unit));
    }
    let (_, at) = view.phrase(i, Role::Every)?;
    // *every two years*, *tous les 5 jours*, *every other week*
    let several = match view.plain(at) {
        _ if view.is(at, Role::EveryOther) => Some((2.0, at + 1)),
        Some(many) => Some((f64::from(many), at + 1)),
        None => view.number(at).filter(|w| !w.ordinal && w.class == Class::Small).map(|w| (w.value, at + 1)),
    };
    if let Some((many, after)) = several.filter(|&(many, _)| many > 1.0) {
        let (unit, end) = units::unit_at(view, after, false).filter(|(u, _)| u.dimension == Dimension::Duration)?;
        return Some(repeated(view, i, end, many, unit));
    }
    let (unit, end) = units::unit_at(view, at, false).filter(|(u, _)| u.dimension == Dimension::Duration)?;
    Some(repeated(view, i, end, 1.0, unit))
}

fn repeated(view: &View, i: usize, end: usize, value: f64, unit: Unit) -> Reading {
    let mut fact = blank(i, end, value, NumberKind::Period);
    fact.unit = Some(unit);
    fact.spelled = true;
    fact.weak = value == 1.0;
    fact.droppable = true;
    finish(view, fact, 1.0, false)
}

/// *twice*, *both*, *un trio*.
pub(crate) fn implied_number(view: &View, i: usize) -> Option<Reading> {
    let counted = view.value(i, Role::Counted);
    let value = counted.or_else(|| view.value(i, Role::Implied))?;
    let mut fact = blank(i, i + 1, value, NumberKind::Cardinal);
    fact.spelled = true;
    fact.weak = counted.is_none();
    fact.droppable = true;
    // *a couple of days*
    let at = i + 1 + usize::from(view.is_any(i + 1, Role::OfUnits));
    if let Some((unit, end)) = units::unit_at(view, at, false).filter(|(u, _)| u.dimension == Dimension::Duration) {
        fact.unit = Some(unit);
        fact.tokens.end = end as u32;
    }
    Some(finish(view, fact, 1.0, false))
}
