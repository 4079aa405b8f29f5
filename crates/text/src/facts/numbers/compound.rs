//! One quantity in two units: *5'11"*, *8 lb 5 oz*, *1 m 80*.

use super::reading::{Reading, blank, finish};
use crate::facts::types::NumberKind;
use crate::facts::unit::{Unit, by_symbol};
use crate::facts::units;
use crate::facts::view::View;

/// A unit, the smaller one that may follow it, and how many of that make one.
const COMPOUNDS: [(&str, &str, f64); 3] = [("ft", "in", 12.0), ("lb", "oz", 16.0), ("st", "lb", 14.0)];

/// What a number in a smaller unit behind `unit` adds, in that unit, and the token after: *8 lb* **5 oz**, *1 m* **80**.
pub(crate) fn smaller_unit(view: &View, end: usize, unit: Unit, digits: bool) -> Option<(f64, usize)> {
    if unit.symbol == "m" && digits && view.raw(end).len() == 2 && view.raw(end - 1) == "m" {
        let hundredths = view.plain(end)?;
        let alone = units::unit_at(view, end + 1, true).is_none();
        return alone.then_some((f64::from(hundredths) / 100.0, end + 1));
    }
    let (_, smaller, many) = COMPOUNDS.into_iter().find(|c| c.0 == unit.symbol)?;
    let value = view.plain(end).map(f64::from).or_else(|| view.number(end).filter(|w| !w.ordinal).map(|w| w.value))?;
    let (other, after) = units::unit_at(view, end + 1, digits)?;
    (other.symbol == smaller && value < many).then_some((value / many, after))
}

/// *5'11"*, *12' x 10'*: marks of feet and inches. A mark alone may close a quotation, so it needs inches behind it or
/// another measure beside it.
pub(crate) fn feet_and_inches(view: &View, i: usize) -> Option<Reading> {
    let value = f64::from(view.plain(i)?);
    let feet = matches!(view.raw(i + 1), "'" | "’" | "′") && view.glued(i);
    let inches = matches!(view.raw(i + 1), "\"" | "”" | "″") && view.glued(i);
    let of = |value: f64, end: usize, symbol: &str| {
        let fact =
            crate::facts::types::NumberFact { unit: by_symbol(symbol), ..blank(i, end, value, NumberKind::Cardinal) };
        Some(finish(view, fact, 1.0, true))
    };
    if feet
        && view.glued(i + 1)
        && matches!(view.raw(i + 3), "\"" | "”" | "″" | "''")
        && view.glued(i + 2)
        && let Some(more) = view.plain(i + 2).filter(|&v| v < 12)
    {
        return of(value + f64::from(more) / 12.0, i + 4, "ft");
    }
    let times = |k: usize| matches!(view.norm(k), "x" | "×" | "by");
    let measured = times(i + 2) && view.is_digits(i + 3) || i > 1 && times(i - 1) && !view.is_digits(i - 2);
    match (feet, inches) {
        (true, _) if measured => of(value, i + 2, "ft"),
        (_, true) if measured => of(value, i + 2, "in"),
        _ => None,
    }
}
