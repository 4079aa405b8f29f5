//! The unit that stands at a token: *km*, *square metres*, *km/h*, *degrés*, *US$*.

mod table;

use self::table::{currency, named};
use crate::facts::unit::{CELSIUS, DEGREE, Dimension, FAHRENHEIT, FRENCH_DEGREE, OCTETS, PERCENT, Unit, unit};
use crate::facts::view::View;

/// The unit that a word in lower case names, unless the word is another in the language of the text.
fn known(view: &View, norm: &str) -> Option<Unit> {
    let other = match view.lang.code() {
        "en" => matches!(norm, "an" | "once" | "onces" | "pied"),
        "fr" => matches!(norm, "ton" | "tons" | "mark" | "marks" | "won" | "second" | "seconds" | "crown" | "quarter"),
        _ => false,
    };
    named(norm).filter(|_| !other)
}

/// Units whose short name is also an ordinary word or letter: only right after digits.
fn only_after_digits(norm: &str) -> bool {
    matches!(
        norm,
        "m" | "l"
            | "g"
            | "h"
            | "w"
            | "mi"
            | "mb"
            | "kb"
            | "bp"
            | "kt"
            | "mn"
            | "min"
            | "cent"
            | "cents"
            | "once"
            | "onces"
            | "second"
            | "seconde"
            | "quarter"
            | "quarters"
            | "mark"
            | "marks"
            | "won"
            | "rand"
            | "l'"
            | "crown"
            | "crowns"
            | "couronne"
            | "couronnes"
    )
}

/// The currency that token `i` stands for before its amount: `$`, `US$`, `£`, `EUR`.
pub(crate) fn currency_before(view: &View, i: usize) -> Option<Unit> {
    match view.raw(i) {
        "$" | "€" | "£" | "¥" | "₹" | "₽" | "₩" | "₴" | "USD" | "EUR" | "GBP" | "CHF" | "JPY" => {
            currency(view.norm(i))
        }
        _ => None,
    }
}

/// The unit that begins at token `i`, and the token after it. `digits`: the number before is in digits.
pub(crate) fn unit_at(view: &View, i: usize, digits: bool) -> Option<(Unit, usize)> {
    let norm = view.norm(i);
    if norm.is_empty() {
        return None;
    }
    let next = view.norm(i + 1);
    match (norm, next) {
        ("per" | "pour", "mille") => return Some((unit("‰", Dimension::Ratio, 0.001), i + 2)),
        ("euro" | "euros", "cent" | "cents") => return currency("cent").map(|u| (u, i + 2)),
        ("per" | "pour", "cent") => return Some((PERCENT, i + 2)),
        ("%", "-") | ("percentage" | "point" | "points", _) => return points(view, i),
        ("basis", "point" | "points") => return Some((unit("bp", Dimension::Points, 0.01), i + 2)),
        ("square" | "sq", _) => return squared(view, i + 1, true).map(|(u, _)| (u, i + 2)),
        ("cubic" | "cu", _) => return squared(view, i + 1, false).map(|(u, _)| (u, i + 2)),
        ("°" | "º", "c") => return Some((CELSIUS, i + 2)),
        ("°" | "º", "f") => return Some((FAHRENHEIT, i + 2)),
        ("°" | "º", _) => return Some((if view.french() { FRENCH_DEGREE } else { DEGREE }, i + 1)),
        ("℃", _) => return Some((CELSIUS, i + 1)),
        ("℉", _) => return Some((FAHRENHEIT, i + 1)),
        ("degree" | "degrees" | "degré" | "degrés" | "degs", _) => {
            return Some(match next {
                "celsius" | "c" | "centigrade" | "centigrades" => (CELSIUS, i + 2),
                "fahrenheit" | "f" => (FAHRENHEIT, i + 2),
                _ if view.french() => (FRENCH_DEGREE, i + 1),
                _ => (DEGREE, i + 1),
            });
        }
        (_, _) if digits && view.french() && OCTETS.iter().any(|o| o.0 == view.raw(i)) => {
            return OCTETS.iter().find(|o| o.0 == view.raw(i)).map(|o| (unit(o.1, Dimension::Data, o.2), i + 1));
        }
        ("c", _) if digits && view.raw(i) == "C" => return Some((CELSIUS, i + 1)),
        ("f", _) if digits && view.raw(i) == "F" => return Some((FAHRENHEIT, i + 1)),
        ("us", "$") => return currency("usd").map(|u| (u, i + 2)),
        ("$", "us" | "ca" | "can" | "us$") => return currency("usd").map(|u| (u, i + 2)),
        ("livre" | "livres", "sterling" | "sterlings") => return currency("gbp").map(|u| (u, i + 2)),
        ("pound" | "pounds", "sterling") => return currency("gbp").map(|u| (u, i + 2)),
        ("m" | "km" | "cm", "²" | "2") if view.glued(i) && digits => {
            return named(norm).map(|u| (area(u), i + 2));
        }
        ("m" | "km" | "cm", "³" | "3") if view.glued(i) && digits => {
            return named(norm).map(|u| (volume(u), i + 2));
        }
        ("m2" | "km2" | "cm2", _) if digits => return named(&norm[..norm.len() - 1]).map(|u| (area(u), i + 1)),
        ("m3" | "km3" | "cm3", _) if digits => return named(&norm[..norm.len() - 1]).map(|u| (volume(u), i + 1)),
        _ => {}
    }
    if only_after_digits(norm) && !digits {
        return None;
    }
    // *quinze jours et deux cents mètres*: *cents* after digits is money only in English.
    let base = known(view, norm)?;
    let mut end = i + 1;
    match next {
        "carré" | "carrés" if base.dimension == Dimension::Length => return Some((area(base), i + 2)),
        "cube" | "cubes" if base.dimension == Dimension::Length => return Some((volume(base), i + 2)),
        _ => {}
    }
    if base.dimension == Dimension::Length
        && let Some((time, after)) = per_time(view, end)
    {
        end = after;
        return Some((speed(base, time), end));
    }
    // *light years*, *année-lumière*.
    if base.symbol == "year" && matches!(view.norm(i + 2), "lumière") && view.hyphen(i + 1) {
        return Some((unit("ly", Dimension::Length, 9.4607e15), i + 3));
    }
    Some((base, end))
}

fn points(view: &View, i: usize) -> Option<(Unit, usize)> {
    let unit = unit("points", Dimension::Points, 1.0);
    match (view.norm(i), view.norm(i + 1), view.norm(i + 2)) {
        ("percentage", "point" | "points", _) => Some((unit, i + 2)),
        ("point" | "points", "de", "pourcentage") => Some((unit, i + 3)),
        ("point" | "points", _, _) => Some((Unit { loose: true, ..unit }, i + 1)),
        ("%", _, _) => Some((PERCENT, i + 1)),
        _ => None,
    }
}

fn squared(view: &View, i: usize, flat: bool) -> Option<(Unit, usize)> {
    let base = named(view.norm(i)).filter(|u| u.dimension == Dimension::Length)?;
    Some((if flat { area(base) } else { volume(base) }, i + 1))
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
    unit(symbol, Dimension::Area, base.factor * base.factor)
}

fn volume(base: Unit) -> Unit {
    let symbol = match base.symbol {
        "m" => "m³",
        "cm" => "cm³",
        "ft" => "cu ft",
        _ => "cubic",
    };
    unit(symbol, Dimension::Volume, base.factor * base.factor * base.factor)
}

/// *per hour*, *par heure*, *à l’heure*, */h* at token `i`: seconds, and the token after.
fn per_time(view: &View, i: usize) -> Option<(f64, usize)> {
    let time = |k: usize| {
        known(view, view.norm(k)).filter(|u| u.dimension == Dimension::Duration && u.factor < 4000.0).map(|u| u.factor)
    };
    match (view.norm(i), view.norm(i + 1)) {
        ("per" | "par" | "an" | "/", _) => time(i + 1).map(|t| (t, i + 2)),
        ("à", "l'") => time(i + 2).map(|t| (t, i + 3)),
        _ => None,
    }
}

fn speed(length: Unit, seconds: f64) -> Unit {
    let symbol = match (length.symbol, seconds as u32) {
        ("km", 3600) => "km/h",
        ("mi", 3600) => "mph",
        ("m", 1) => "m/s",
        ("m", 3600) => "m/h",
        _ => "speed",
    };
    unit(symbol, Dimension::Speed, length.factor / seconds)
}

/// The unit that clings to digits as a suffix (`10km`, `75mph`), where it is sure.
pub(crate) fn suffix_unit(suffix: &str) -> Option<Unit> {
    match suffix {
        "C" => Some(CELSIUS),
        "F" => Some(FAHRENHEIT),
        "p" => currency("pence"),
        "pm" | "PM" | "am" | "AM" => None,
        _ => named(&suffix.to_lowercase()).filter(|u| !matches!(u.symbol, "decade")),
    }
}
