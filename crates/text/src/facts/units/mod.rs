//! The unit that stands at a token: *km*, *square metres*, *km/h*, *degrés*, *US$*.
//!
//! `units.tsv` has the units, `words_XX.tsv` their names in each language,
//! `words_common.tsv` the signs that are the same in all.

use crate::facts::lexicon::{Role, word};
use crate::facts::unit::{Dimension, Unit, YEAR, by_symbol};
use crate::facts::view::View;

/// No longer unit of time makes a speed, in seconds: an hour does, a day does not.
const LONGEST_OF_SPEED: f64 = 4000.0;

/// The currency that token `i` stands for before its amount: `$`, `£`, `EUR`, or `US$` that ends there.
pub(crate) fn currency_before(view: &View, i: usize) -> Option<Unit> {
    let of_country =
        || word(&format!("{}{}", view.raw(i - 1), view.raw(i))).unit_of(Role::CurrencyBefore, view.language(), false);
    if begins_before(view, i)
        && let Some(unit) = of_country()
    {
        return Some(unit);
    }
    word(view.raw(i)).unit_of(Role::CurrencyBefore, view.language(), false)
}

/// The token at which the currency that ends at token `i` begins: at the `US` of `US$`.
pub(crate) fn currency_start(view: &View, i: usize) -> usize {
    let country = begins_before(view, i)
        && word(&format!("{}{}", view.raw(i - 1), view.raw(i))).is_quoted(Role::CurrencyBefore, view.language());
    i - usize::from(country)
}

/// Whether capitals are glued before the sign at token `i`.
fn begins_before(view: &View, i: usize) -> bool {
    i > 0 && view.glued(i - 1) && view.raw(i) == "$" && view.raw(i - 1).bytes().all(|b| b.is_ascii_uppercase())
}

/// The unit that begins at token `i`, and the token after it. `digits`: the number before is in digits.
pub(crate) fn unit_at(view: &View, i: usize, digits: bool) -> Option<(Unit, usize)> {
    if i >= view.len() {
        return None;
    }
    if view.is_any(i, Role::Degree) || view.is_any(i, Role::DegreeSign) {
        return degree(view, i);
    }
    for (role, power) in [(Role::SquareBefore, area as fn(Unit) -> Unit), (Role::CubicBefore, volume)] {
        if view.is_any(i, role) {
            // *sq. ft*
            let at = i + 1 + usize::from(view.norm(i + 1) == "." && view.glued(i));
            return length_at(view, at).map(|u| (power(u), at + 1));
        }
    }
    if digits && let Some(found) = abbreviated(view, i) {
        return Some(found);
    }
    if digits && let Some(found) = cased(view, i).or_else(|| power_of_metres(view, i)) {
        return Some(found);
    }
    let (found, end) = view.unit_word(i)?;
    let base = found.unit(view.language())?;
    if end > i + 1 {
        return Some((base, end));
    }
    if found.is_quoted(Role::DigitsOnly, view.language()) && !digits {
        return None;
    }
    if base.dimension == Dimension::Length {
        if view.is_any(end, Role::SquareAfter) {
            return Some((area(base), end + 1));
        }
        if view.is_any(end, Role::CubicAfter) {
            return Some((volume(base), end + 1));
        }
        if let Some((seconds, end)) = per_time(view, end) {
            return Some((speed(base, seconds), end));
        }
    }
    if base.symbol == YEAR && view.is_any(i + 2, Role::Light) && view.hyphen(i + 1) {
        return by_symbol("ly").map(|u| (u, i + 3));
    }
    Some((base, end))
}

/// *°C*, *degrees Fahrenheit*, *degrés*: a bare degree is loose, for it may be one of an angle.
fn degree(view: &View, i: usize) -> Option<(Unit, usize)> {
    // Behind the sign only the letter names a scale.
    let named = |role| view.is_any(i + 1, role) && (view.is_any(i, Role::Degree) || view.norm(i + 1).len() == 1);
    for (role, symbol) in [(Role::Celsius, "°C"), (Role::Fahrenheit, "°F")] {
        if named(role) {
            return by_symbol(symbol).map(|u| (u, i + 2));
        }
    }
    let symbol = if view.traits.celsius { "°C" } else { "°" };
    by_symbol(symbol).map(|u| (Unit { loose: true, ..u }, i + 1))
}

/// A unit of two cut words: *fl. oz*.
fn abbreviated(view: &View, i: usize) -> Option<(Unit, usize)> {
    if view.norm(i + 1) != "." || !view.glued(i) {
        return None;
    }
    let both = format!("{} {}", view.norm(i), view.norm(i + 2));
    word(&both).unit(view.language()).map(|u| (u, i + 3))
}

/// A unit whose capitals matter: *Mo*, *C*.
fn cased(view: &View, i: usize) -> Option<(Unit, usize)> {
    word(view.raw(i)).unit_of(Role::CasedUnit, view.language(), true).map(|u| (u, i + 1))
}

/// `m²`, `km3`: areas and volumes in metres behind digits.
fn power_of_metres(view: &View, i: usize) -> Option<(Unit, usize)> {
    let metres = |norm: &str| matches!(norm, "m" | "km" | "cm").then(|| word(norm).unit(view.language())).flatten();
    let norm = view.norm(i);
    let (base, power, end) = match norm.strip_suffix(['2', '3']) {
        Some(base) => (base, &norm[base.len()..], i + 1),
        None if view.glued(i) => (norm, view.norm(i + 1), i + 2),
        None => return None,
    };
    match power {
        "2" | "²" => metres(base).map(|u| (area(u), end)),
        "3" | "³" => metres(base).map(|u| (volume(u), end)),
        _ => None,
    }
}

/// The unit of length at token `i`.
fn length_at(view: &View, i: usize) -> Option<Unit> {
    word(view.norm(i)).unit(view.language()).filter(|u| u.dimension == Dimension::Length)
}

fn area(base: Unit) -> Unit {
    let symbol = match base.symbol {
        "km" => "km²",
        "m" => "m²",
        "cm" => "cm²",
        "mi" => "sq mi",
        "ft" => "sq ft",
        _ => "square",
    };
    Unit { symbol, dimension: Dimension::Area, factor: base.factor * base.factor, ..base }
}

fn volume(base: Unit) -> Unit {
    let symbol = match base.symbol {
        "m" => "m³",
        "cm" => "cm³",
        "ft" => "cu ft",
        _ => "cubic",
    };
    Unit { symbol, dimension: Dimension::Volume, factor: base.factor * base.factor * base.factor, ..base }
}

/// *per hour*, *par heure*, *à l’heure*, */h* at token `i`: seconds, and the token after.
fn per_time(view: &View, i: usize) -> Option<(f64, usize)> {
    let (_, at) = view.phrase_any(i, Role::Per)?;
    let (found, _) = view.unit_word(at)?;
    let time =
        found.unit(view.language()).filter(|u| u.dimension == Dimension::Duration && u.factor < LONGEST_OF_SPEED)?;
    Some((time.factor, at + 1))
}

fn speed(length: Unit, seconds: f64) -> Unit {
    let symbol = match (length.symbol, seconds as u32) {
        ("km", 3600) => "km/h",
        ("mi", 3600) => "mph",
        ("m", 1) => "m/s",
        ("m", 3600) => "m/h",
        _ => "speed",
    };
    Unit { symbol, dimension: Dimension::Speed, factor: length.factor / seconds, ..length }
}

/// The unit that clings to digits as a suffix (`10km`, `75mph`), where it is sure.
pub(crate) fn suffix_unit(suffix: &str, language: usize) -> Option<Unit> {
    let written = word(suffix);
    written
        .unit_of(Role::CasedUnit, crate::languages::COUNT, true)
        .or_else(|| written.unit_of(Role::SuffixUnit, language, false))
        .or_else(|| word(&suffix.to_lowercase()).unit(language))
        .filter(|u| u.symbol != "decade")
}
