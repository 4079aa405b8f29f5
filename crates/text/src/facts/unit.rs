//! Units and currencies, with what is needed to see that 5 miles are 8 km.
//!
//! A [`Unit`] has a dimension and a factor to the SI unit of that dimension
//! (for temperatures also an offset); currencies have their code and never
//! convert. Words with several senses (*livre*, *pound*, *degree*) are *loose*:
//! a different unit on the other side is then no contradiction.

use serde::Serialize;

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

pub(crate) const fn unit(symbol: &'static str, dimension: Dimension, factor: f64) -> Unit {
    Unit { symbol, dimension, factor, offset: 0.0, loose: false }
}

pub(crate) const fn loose(symbol: &'static str, dimension: Dimension, factor: f64) -> Unit {
    Unit { symbol, dimension, factor, offset: 0.0, loose: true }
}

pub(crate) const PERCENT: Unit = unit("%", Dimension::Ratio, 0.01);
pub(crate) const YEAR: Unit = unit("year", Dimension::Duration, 31_557_600.0);
pub(crate) const CELSIUS: Unit =
    Unit { symbol: "°C", dimension: Dimension::Temperature, factor: 1.0, offset: 273.15, loose: false };
pub(crate) const FAHRENHEIT: Unit = Unit {
    symbol: "°F",
    dimension: Dimension::Temperature,
    factor: 5.0 / 9.0,
    offset: 459.67 * 5.0 / 9.0,
    loose: false,
};
/// French degrees are Celsius or of an angle, never Fahrenheit.
pub(crate) const FRENCH_DEGREE: Unit = Unit { loose: true, ..CELSIUS };
/// French symbols that are words in lower case.
pub(crate) const OCTETS: [(&str, &str, f64); 4] =
    [("ko", "kB", 1e3), ("Mo", "MB", 1e6), ("Go", "GB", 1e9), ("To", "TB", 1e12)];
pub(crate) const DEGREE: Unit =
    Unit { symbol: "°", dimension: Dimension::Temperature, factor: 1.0, offset: 273.15, loose: true };

impl Unit {
    /// `value` of this unit in SI units.
    pub fn to_si(&self, value: f64) -> f64 {
        value * self.factor + self.offset
    }

    /// The scales a temperature may be on: a bare *degree* may be either.
    pub(crate) fn readings(self) -> [Self; 2] {
        if self.symbol == "°" { [CELSIUS, FAHRENHEIT] } else { [self, self] }
    }
}
