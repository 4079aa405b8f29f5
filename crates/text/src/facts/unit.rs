//! Units and currencies, with what is needed to see that 5 miles are 8 km.
//!
//! A [`Unit`] has a dimension and a factor to the SI unit of that dimension
//! (for temperatures also an offset), from `units/units.tsv`; currencies have their code (ISO 4217) and never
//! convert. Words with several senses (*livre*, *pound*, *degree*) are *loose*:
//! a different unit on the other side is then no contradiction.

use crate::table::lines;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::sync::LazyLock;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Cubic metres.
    Volume,
    /// Kilograms.
    Mass,
    /// Seconds; ages and durations too.
    Duration,
    /// Kelvin.
    Temperature,
    /// Metres per second.
    Speed,
    /// Watts.
    Power,
    /// Joules.
    Energy,
    /// Hertz.
    Frequency,
    /// Bytes.
    Data,
    /// Money; only the same currency compares.
    Currency,
    /// A share of a whole: per cent.
    Ratio,
    /// Percentage points, basis points.
    Points,
}

impl Dimension {
    /// The dimension that `units.tsv` calls `name`.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "length" => Self::Length,
            "area" => Self::Area,
            "volume" => Self::Volume,
            "mass" => Self::Mass,
            "duration" => Self::Duration,
            "temperature" => Self::Temperature,
            "speed" => Self::Speed,
            "power" => Self::Power,
            "energy" => Self::Energy,
            "frequency" => Self::Frequency,
            "data" => Self::Data,
            "currency" => Self::Currency,
            "ratio" => Self::Ratio,
            "points" => Self::Points,
            _ => return None,
        })
    }
}

/// A unit of measure or a currency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// Its symbol: `km`, `USD`, `%`.
    pub symbol: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// SI units in one of it.
    pub factor: f64,
    /// Added after multiplying: only for temperatures.
    pub offset: f64,
    /// Whether the word has other senses, so that it contradicts nothing.
    pub loose: bool,
}

const UNITS: &str = include_str!("units/units.tsv");

static BY_SYMBOL: LazyLock<FxHashMap<&str, Unit>> = LazyLock::new(|| lines(UNITS).filter_map(parse).collect());

/// A row of `units.tsv`: symbol, dimension, factor; the offset is the fourth field.
fn parse(line: &'static str) -> Option<(&'static str, Unit)> {
    let mut fields = line.split('\t');
    let symbol = fields.next()?;
    let dimension = Dimension::named(fields.next()?)?;
    let factor = fields.next()?.parse().ok()?;
    let offset = fields.next().map_or(Some(0.0), |f| f.parse().ok())?;
    Some((symbol, Unit { symbol, dimension, factor, offset, loose: false }))
}

/// The unit with that symbol in `units.tsv`, not loose.
pub(crate) fn by_symbol(symbol: &str) -> Option<Unit> {
    BY_SYMBOL.get(symbol).copied()
}

/// A calendar year, the unit of ages.
pub(crate) const YEAR: &str = "year";
/// Per cent.
pub(crate) const PERCENT: &str = "%";

impl Unit {
    /// `value` of this unit in SI units.
    pub fn to_si(&self, value: f64) -> f64 {
        value * self.factor + self.offset
    }

    /// The scales a temperature may be on: a bare *degree* may be either.
    pub(crate) fn readings(self) -> [Self; 2] {
        let scale = |symbol| if self.symbol == "°" { by_symbol(symbol).unwrap_or(self) } else { self };
        [scale("°C"), scale("°F")]
    }
}
