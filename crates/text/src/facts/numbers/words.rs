//! Numbers in words, and words that hold a number: *one in five*, *la moitié*, *a decade*, *twice*.
//!
//! Here it is decided what a lone *un* or *one* counts; articles count nothing.

use super::ranks::ordinal;
use super::reading::{Reading, blank, finish};
use super::spelled;
use crate::Lang;
use crate::facts::lexicon::{implied, number_word};
use crate::facts::types::NumberKind;
use crate::facts::unit::Dimension;
use crate::facts::units;
use crate::facts::view::View;

/// A number in words.
pub(crate) fn in_words(view: &View, i: usize) -> Option<Reading> {
    // `TEN` is a name.
    let acronym = view.tokens.get(i).is_some_and(|t| t.caps);
    let s = spelled::read(view, i).filter(|_| !acronym)?;
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
        NumberKind::Ordinal => s.value <= 2.0,
        _ => s.value < 2.0 || view.norm(i) == "neuf" && s.end == i + 1 && !counts_plural(view, s.end),
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
            // Isolation, or the crisis of one’s age.
            "quarantaine" => {
                matches!(view.before(i), "en") || view.before(i) == "la" && i > 1 && view.norm(i - 2) == "de"
            }
            "mille" => view.before(i) == "le" || matches!(next, "merci" | "mercis" | "pardons" | "excuses" | "sabords"),
            // A head of government, raw materials, the Premier League.
            "premier" | "première" | "premiers" | "premières" => {
                next.starts_with("ministre")
                    || matches!(view.before(i), "matière" | "matières")
                    || i > 0 && view.is_capital(i) && view.is_capital(i + 1)
            }
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

/// *Five* in French: a title left in English, so that it finds its like.
pub(crate) fn foreign(view: &View, i: usize) -> Option<Reading> {
    if !view.french() || !view.is_capital(i) {
        return None;
    }
    let word = number_word(view.norm(i), Lang::EN).filter(|w| !w.plural)?;
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
    let said = matches!(view.before(i), "few" | "several" | "some" | "many" | "quelques" | "plusieurs" | "of");
    // *mois* is its own plural; *les années 90*, *two years* and *years old* are read elsewhere.
    if !plural || (matches!(view.norm(i), "mois") && !said) || matches!(view.norm(end), "old") || view.hyphen(end) {
        return None;
    }
    if view.norm(i) == "années" && (view.is_digits(end) || number_word(view.norm(end), view.lang).is_some()) {
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
    let value = match (view.lang.code(), view.norm(i)) {
        ("en", "half" | "halves") | ("fr", "moitié" | "demi" | "demie" | "mi-temps") => 0.5,
        ("en", "quarter") | ("fr", "quart") => 0.25,
        ("fr", "tiers" | "tierce") => 1.0 / 3.0,
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
    if value != 0.5 {
        // *un pays tiers* is a third country.
        fact.alternatives.push(1.0 / value);
    }
    // *half an inch*, *half a mile*
    let at = i + 1 + usize::from(matches!(next, "a" | "an"));
    if let Some((unit, end)) = units::unit_at(view, at, false) {
        fact.unit = Some(unit);
        fact.tokens.end = end as u32;
    }
    Some(finish(view, fact, 1.0, false))
}

/// *a decade*, *une semaine*: one of a unit, as weak as its article.
pub(crate) fn one_unit(view: &View, i: usize) -> Option<Reading> {
    let article = matches!(
        (view.lang.code(), view.norm(i)),
        ("en", "a" | "an" | "per" | "every" | "each") | ("fr", "un" | "une" | "par" | "chaque")
    );
    if !article {
        return None;
    }
    let (unit, _) = units::unit_at(view, i + 1, false)?;
    if unit.dimension == Dimension::Ratio || unit.dimension == Dimension::Points {
        return None;
    }
    let mut fact = blank(i, i + 1, 1.0, NumberKind::Cardinal);
    fact.spelled = true;
    fact.weak = true;
    Some(finish(view, fact, 1.0, false))
}

/// *twice*, *both*, *un trio*.
pub(crate) fn implied_number(view: &View, i: usize) -> Option<Reading> {
    let value = implied(view.norm(i), view.lang)?;
    let mut fact = blank(i, i + 1, value, NumberKind::Cardinal);
    fact.spelled = true;
    fact.weak = true;
    // *a couple of days*
    let at = i + 1 + usize::from(view.norm(i + 1) == "of");
    if let Some((unit, end)) = units::unit_at(view, at, false).filter(|(u, _)| u.dimension == Dimension::Duration) {
        fact.unit = Some(unit);
        fact.tokens.end = end as u32;
    }
    Some(finish(view, fact, 1.0, false))
}
