//! Units and currencies, with what is needed to see that 5 miles are 8 km.
//!
//! A [`Unit`] has a dimension and a factor to the SI unit of that dimension
//! (for temperatures also an offset), from `units/units.tsv`; currencies have their code (ISO 4217), the family that a
//! bare name leaves open (a *dollar* of some country), and a rough worth. Words with several senses (*livre*, *pound*,
//! *degree*) are *loose*: some other units beside them are then no contradiction.

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
    /// Volts.
    Voltage,
    /// Amperes.
    Current,
    /// Pascals.
    Pressure,
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
            "voltage" => Self::Voltage,
            "current" => Self::Current,
            "pressure" => Self::Pressure,
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
    /// Of a currency, the symbol of the one that its bare name may be: `$` of all dollars; else empty.
    pub family: &'static str,
    /// Of a currency, roughly what one is worth in US dollars; else 0.
    pub worth: f64,
}

const UNITS: &str = include_str!("units/units.tsv");

static BY_SYMBOL: LazyLock<FxHashMap<&str, Unit>> = LazyLock::new(|| lines(UNITS).filter_map(parse).collect());

/// A row of `units.tsv`: symbol, dimension, factor, and for some units offset, family, worth.
fn parse(line: &'static str) -> Option<(&'static str, Unit)> {
    let mut fields = line.split('\t');
    let symbol = fields.next()?;
    let dimension = Dimension::named(fields.next()?)?;
    let factor = fields.next()?.parse().ok()?;
    let offset = fields.next().map_or(Some(0.0), |f| f.parse().ok())?;
    let family = fields.next().unwrap_or("");
    let worth = fields.next().map_or(Some(0.0), |f| f.parse().ok())?;
    Some((symbol, Unit { symbol, dimension, factor, offset, loose: false, family, worth }))
}

/// The unit with that symbol in `units.tsv`, not loose.
pub(crate) fn by_symbol(symbol: &str) -> Option<Unit> {
    BY_SYMBOL.get(symbol).copied()
}

/// A calendar year, the unit of ages.
pub(crate) const YEAR: &str = "year";
/// The pound as a weight.
const POUND: &str = "lb";
/// Per cent.
pub(crate) const PERCENT: &str = "%";

impl Unit {
    /// `value` of this unit in SI units.
    pub fn to_si(&self, value: f64) -> f64 {
        value * self.factor + self.offset
    }

    /// What its name may mean: a *pound* is a weight or money.
    pub(crate) fn senses(self) -> [Self; 2] {
        match by_symbol("pound").filter(|_| self.symbol == POUND && self.loose) {
            Some(money) => [Self { loose: false, ..self }, money],
            None => [self, self],
        }
    }

    /// Whether it is a currency whose country the text leaves open: *dollars*.
    pub(crate) fn is_family(self) -> bool {
        self.dimension == Dimension::Currency && self.family == self.symbol
    }

    /// Whether it is a small coin of an unknown currency.
    pub(crate) fn is_coin(self) -> bool {
        self.dimension == Dimension::Currency && self.factor < 1.0
    }

    /// The scales a temperature may be on: a bare *degree* may be either.
    pub(crate) fn readings(self) -> [Self; 2] {
        let scale = |symbol| if self.symbol == "°" { by_symbol(symbol).unwrap_or(self) } else { self };
        [scale("°C"), scale("°F")]
    }
}
