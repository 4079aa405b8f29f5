//! Whether two numbers are the same quantity, perhaps in other units.

use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::unit::{Dimension, Unit};
use serde::Serialize;

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuantityMatch {
    /// Not the same.
    Different,
    /// Within a tolerance, where one side says that it is rounded.
    Approx,
    /// The same in other units: 5 miles, 8 km.
    Converted,
    /// The same value, and no units that contradict.
    Equal,
}

/// Relative tolerance of two rounded numbers: *about 100*, *97*.
const ROUNDED: f64 = 0.03;
/// The same of two orders of size: *thousands of miles*, *des milliers de kilomètres*.
const MAGNITUDES: f64 = 0.2;
/// The same of a conversion of units, which writers round: 1,350 miles, 2 170 km.
const CONVERSION: f64 = 0.03;
/// The same where a value is round itself: 20 miles, 30 km.
const ROUND_CONVERSION: f64 = 0.1;
/// The same of an exchanged sum of money, for rates change over the years: £500, 580 euros.
const EXCHANGE_RATE: f64 = 0.4;
/// The same where both units name one quantity: shares, durations.
const EXACT_CONVERSION: f64 = 0.02;
/// Relative difference of two units that are exchanged without converting: a yard, a metre.
const EXCHANGED_UNITS: f64 = 0.1;
/// Difference in kelvin of a converted temperature, which writers round.
const KELVIN: f64 = 1.5;
/// Above this, in kelvin, temperatures are those of ovens: 100 °C.
const OVEN: f64 = 373.0;
/// The same difference of ovens, in kelvin: 350 °F, 180 °C.
const OVEN_STEP: f64 = 7.0;

/// How two numbers compare by value and unit: the best over all pairs of their readings ([`NumberFact::alternatives`]).
pub fn same_quantity(a: &NumberFact, b: &NumberFact) -> QuantityMatch {
    if a.kind == NumberKind::Version && b.kind == NumberKind::Version {
        return if equal(a.value, b.value) { QuantityMatch::Equal } else { QuantityMatch::Different };
    }
    // Two shares are compared as shares, whatever their parts are: *nine in ten*, *huit sur dix*.
    if a.kind == NumberKind::Fraction && b.kind == NumberKind::Fraction {
        return compare(a, a.value, b, b.value);
    }
    if let Some(same) = same_price(a, b) {
        return if same { QuantityMatch::Converted } else { QuantityMatch::Different };
    }
    let mut best = QuantityMatch::Different;
    for x in readings(a) {
        for y in readings(b) {
            best = best.max(compare(a, x, b, y));
            if best == QuantityMatch::Equal {
                return best;
            }
        }
    }
    best
}

fn readings(fact: &NumberFact) -> impl Iterator<Item = f64> + '_ {
    std::iter::once(fact.value).chain(fact.alternatives.iter().copied())
}

/// Equal up to the noise of arithmetic.
pub(crate) fn equal(x: f64, y: f64) -> bool {
    (x - y).abs() <= 1e-9 * x.abs().max(y.abs())
}

fn within(x: f64, y: f64, tolerance: f64) -> bool {
    (x - y).abs() <= tolerance * x.abs().max(y.abs())
}

fn compare(a: &NumberFact, x: f64, b: &NumberFact, y: f64) -> QuantityMatch {
    if equal(x, y) && !contradict(a, b) {
        return QuantityMatch::Equal;
    }
    if let (Some(u), Some(v)) = (a.unit, b.unit)
        && converted(u, x, v, y)
    {
        return QuantityMatch::Converted;
    }
    // *75K* may be 75 kilobytes.
    if data_size(a, x, y, b) || data_size(b, y, x, a) {
        return QuantityMatch::Equal;
    }
    if share(a, x).zip(share(b, y)).is_some_and(|(p, q)| within(p, q, EXACT_CONVERSION)) {
        return QuantityMatch::Converted;
    }
    if temperature_band(a, x, b, y) || temperature_band(b, y, a, x) {
        return QuantityMatch::Converted;
    }
    let magnitudes = a.kind == NumberKind::Magnitude && b.kind == NumberKind::Magnitude;
    if magnitudes && within(x, y, MAGNITUDES) && !contradict(a, b) {
        return QuantityMatch::Approx;
    }
    // *a dozen* and *une dizaine* round alike.
    let tens = |v: f64| equal(v, 10.0) || equal(v, 12.0);
    if tens(x) && tens(y) && (a.approximate || b.approximate) && a.spelled && b.spelled && !contradict(a, b) {
        return QuantityMatch::Approx;
    }
    if (a.approximate || b.approximate) && within(x, y, ROUNDED) && !contradict(a, b) {
        return QuantityMatch::Approx;
    }
    QuantityMatch::Different
}

/// How many of the unit of `other` a quantity is, rounded to three digits, where both are measures of one dimension in
/// units that convert: 40,000 acres are 16,200 hectares.
pub fn in_unit_of(fact: &NumberFact, other: &NumberFact) -> Option<f64> {
    let (u, v) = (fact.unit?, other.unit?);
    let certain = |x: Unit| !x.loose || matches!(x.dimension, Dimension::Volume | Dimension::Mass);
    let measures = u.dimension == v.dimension && u.symbol != v.symbol && certain(u) && certain(v);
    if !measures
        || matches!(u.dimension, Dimension::Currency | Dimension::Points | Dimension::Ratio | Dimension::Duration)
    {
        return None;
    }
    let value = (u.to_si(fact.value) - v.offset) / v.factor;
    if value == 0.0 || !value.is_finite() {
        return Some(value);
    }
    format!("{value:.2e}").parse().ok()
}

/// Whether the units of two equal values cannot be the same.
pub(crate) fn contradict(a: &NumberFact, b: &NumberFact) -> bool {
    if decade_for_year(a, b) {
        return true;
    }
    let (Some(u), Some(v)) = (a.unit, b.unit) else { return false };
    let by_day = |f: &NumberFact| f.kind == NumberKind::Period;
    if by_day(a) && by_day(b) && u.symbol != v.symbol {
        return true;
    }
    // *thousands of miles* rounds more than a mile differs from a kilometre.
    if a.kind == NumberKind::Magnitude && b.kind == a.kind && a.value > 10.0 {
        return u.dimension != v.dimension;
    }
    u.senses().into_iter().all(|u| v.senses().into_iter().all(|v| units_contradict(u, v)))
}

/// Whether one is a decade and the other the year in which it begins: *the 1990s*, *en 1990*.
pub(crate) fn decade_for_year(a: &NumberFact, b: &NumberFact) -> bool {
    let one = |a: &NumberFact, b: &NumberFact| {
        a.kind == NumberKind::Decade && b.kind == NumberKind::Year && equal(a.value, b.value)
    };
    one(a, b) || one(b, a)
}

/// Whether two prices of other amounts are the same, if both say for how much: *$3.50 a gallon*, *0,92 $ le litre*.
fn same_price(a: &NumberFact, b: &NumberFact) -> Option<bool> {
    let (u, v) = (a.unit?, b.unit?);
    let (per, other) = (a.per?, b.per?);
    if u.dimension != Dimension::Currency
        || per.dimension != other.dimension
        || within(per.factor, other.factor, CONVERSION)
    {
        return None;
    }
    let (price, converted) = (a.value / per.factor, b.value / other.factor);
    Some(if u.family == v.family {
        within(price, converted, ROUND_CONVERSION)
    } else {
        within(price * u.worth, converted * v.worth, EXCHANGE_RATE)
    })
}

/// Whether two units, each in one sense, cannot be the same.
fn units_contradict(u: Unit, v: Unit) -> bool {
    if u.symbol == v.symbol || interchangeable(u, v) {
        return false;
    }
    if u.dimension == Dimension::Currency && v.dimension == Dimension::Currency {
        // A dollar is the dollar of some country.
        return !(u.family == v.family && (u.is_family() || v.is_family()));
    }
    // *marks*, *points*, *quarters* are often no unit at all; *degrees* are no metres.
    let vague = |x: Unit| {
        use Dimension::{Currency, Duration, Mass, Points, Ratio, Volume};
        x.loose && matches!(x.dimension, Currency | Points | Ratio | Duration | Mass | Volume)
    };
    match u.dimension == v.dimension {
        true if u.loose || v.loose => {
            u.dimension != Dimension::Temperature && !within(u.factor, v.factor, EXCHANGED_UNITS)
        }
        true => true,
        false => !(vague(u) || vague(v)),
    }
}

/// Whether translators exchange two units: *night* and *day*, but not dollars and cents.
fn interchangeable(u: Unit, v: Unit) -> bool {
    let days = |x: Unit| matches!(x.symbol, "day" | "night");
    days(u) && days(v) || u.dimension == v.dimension && equal(u.factor, v.factor) && u.dimension != Dimension::Currency
}

fn converted(u: Unit, x: f64, v: Unit, y: f64) -> bool {
    if u.dimension != v.dimension || u.symbol == v.symbol && equal(u.factor, v.factor) && !u.loose {
        return false;
    }
    match u.dimension {
        // Cents of the same money, or of an unknown one.
        Dimension::Currency if u.is_coin() || v.is_coin() => {
            u.is_coin() != v.is_coin() && within(x * u.factor, y * v.factor, 1e-9)
        }
        Dimension::Currency => u.family != v.family && !equal(x, y) && within(x * u.worth, y * v.worth, EXCHANGE_RATE),
        Dimension::Temperature => u.readings().into_iter().any(|u| {
            v.readings().into_iter().any(|v| {
                let (kelvin, other) = (u.to_si(x), v.to_si(y));
                // Ovens are set in steps.
                let hot = kelvin.min(other) > OVEN && round_to_five(x) && round_to_five(y);
                let rounding = if hot { OVEN_STEP } else { KELVIN };
                // A temperature, or a difference of temperatures.
                u.symbol != v.symbol
                    && ((kelvin - other).abs() <= rounding || within(x * u.factor, y * v.factor, CONVERSION))
            })
        }),
        Dimension::Duration => {
            let idiom = |p: f64, s: Unit, q: f64, t: Unit| {
                s.symbol == "day"
                    && ((t.symbol == "week" && (p == 8.0 && q == 1.0 || p == 15.0 && q == 2.0))
                        || (t.symbol == "fortnight" && p == 15.0 && q == 1.0))
            };
            within(u.to_si(x), v.to_si(y), EXACT_CONVERSION) || idiom(x, u, y, v) || idiom(y, v, x, u)
        }
        // Sport reports take a yard for a metre.
        _ if equal(x, y) => within(u.factor, v.factor, EXCHANGED_UNITS),
        _ => within(u.to_si(x), v.to_si(y), rounding_of(x).max(rounding_of(y))),
    }
}

fn round_to_five(x: f64) -> bool {
    equal((x / 5.0).round() * 5.0, x)
}

/// The relative tolerance of a converted value, by how round it is: half a step of its last digit that is not zero,
/// at least [`CONVERSION`] and at most [`ROUND_CONVERSION`].
fn rounding_of(x: f64) -> f64 {
    let digits = format!("{:e}", x.abs());
    let mantissa = digits.split('e').next().unwrap_or("1");
    let decimals = mantissa.split_once('.').map_or(0, |(_, d)| d.len().min(9));
    let lead: f64 = mantissa.parse().unwrap_or(1.0);
    (0.5 / 10f64.powi(decimals as i32) / lead.max(1.0)).clamp(CONVERSION, ROUND_CONVERSION)
}

/// *in the 80s* (Fahrenheit) and *26 degrés*.
fn temperature_band(a: &NumberFact, x: f64, b: &NumberFact, y: f64) -> bool {
    let warm = b.unit.filter(|u| u.dimension == Dimension::Temperature && u.symbol != "°F");
    let celsius = (x - 32.0) / 1.8;
    a.kind == NumberKind::Decade && x < 120.0 && warm.is_some() && (celsius - 1.0..celsius + 6.0).contains(&y)
}

/// Whether `a` is a size in bytes and `b` the same without its unit.
fn data_size(a: &NumberFact, x: f64, y: f64, b: &NumberFact) -> bool {
    let bytes = a.unit.filter(|u| u.dimension == Dimension::Data && b.unit.is_none());
    bytes.is_some_and(|u| equal(u.to_si(x), y))
}

/// The share of a whole that a per cent or a fraction is.
fn share(fact: &NumberFact, value: f64) -> Option<f64> {
    match fact.kind {
        NumberKind::Percent => Some(value / 100.0),
        NumberKind::Fraction if fact.unit.is_none() => Some(value),
        // *by a fifth*
        NumberKind::Ordinal if value < 1.0 => Some(value),
        _ => None,
    }
}
