//! The kinds of facts: numbers, dates, times, quotations, names.

use super::unit::Unit;
use crate::Span;
use serde::Serialize;

/// A range `[start, end)` of token indices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TokenRange {
    /// First token.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl TokenRange {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// As indices into the tokens given to [`extract`](super::extract).
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// All facts of a stretch of text, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// Numbers and quantities, dates and times left out.
    pub numbers: Vec<NumberFact>,
    /// Dates: at least a weekday or a month.
    pub dates: Vec<DateFact>,
    /// Times of day.
    pub times: Vec<TimeFact>,
    /// Times said by where they lie: *next month*, *in spring*, *BC*, *late 1980s*.
    pub moments: Vec<MomentFact>,
    /// Quotations.
    pub quotes: Vec<QuoteFact>,
    /// Words that are probably names.
    pub names: Vec<NameFact>,
}

impl Facts {
    /// Drops the facts whose spans are in `excluded`: those of code, addresses and the like.
    pub fn retain_outside(&mut self, excluded: impl Fn(Span) -> bool) {
        self.numbers.retain(|f| !excluded(f.span));
        self.dates.retain(|f| !excluded(f.span));
        self.times.retain(|f| !excluded(f.span));
        self.moments.retain(|f| !excluded(f.span));
        self.names.retain(|f| !excluded(f.span));
    }
}

/// What kind of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberKind {
    /// A count or a measure.
    Cardinal,
    /// *17th*, *troisième*.
    Ordinal,
    /// *10 %*; the value is 10.
    Percent,
    /// *two thirds*, *3/4*; the value is 0.75.
    Fraction,
    /// A calendar year.
    Year,
    /// *the 1990s*, *in his 40s*; the value is its first year.
    Decade,
    /// `XVIIe siècle`; the value is 17.
    Century,
    /// Only an order of size: *thousands*, *des dizaines de milliers*.
    Magnitude,
    /// One end of a range: *10 to 20*.
    Range,
    /// One side of a score: *3-1*.
    Score,
    /// Part of a name: *F-16*, *COVID-19*, *RD192*.
    Identifier,
    /// *doubled*, *halved*, *divisé par deux*: the value is the factor.
    Multiple,
    /// *weekly*, *par mois*, *quinquennal*: the value is how long it takes to come again.
    Period,
    /// *version 3.10*: the value orders versions; 3.10 is not 3.1.
    Version,
}

/// One number or quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "independent properties of one number")]
pub struct NumberFact {
    /// Where, its magnitude and unit included.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: TokenRange,
    /// Its likely value, in its unit; for the kinds, see [`NumberKind`].
    pub value: f64,
    /// Other possible values: `1,234` is 1234 or 1.234.
    pub alternatives: Vec<f64>,
    /// What kind.
    pub kind: NumberKind,
    /// What it measures, if the text names it.
    pub unit: Option<Unit>,
    /// *about*, *une dizaine*: not exact.
    pub approximate: bool,
    /// A number word that translation changes freely.
    pub weak: bool,
    /// Translation may leave it out, but not change it: `Louis XIV`, *twice*, *doubled*.
    pub droppable: bool,
    /// On a scale that each country has of its own: school grades, sizes of shoes, floors.
    pub local_scale: bool,
    /// What a price is for: *$3 a gallon*.
    pub per: Option<Unit>,
    /// Written in words, not in digits.
    pub spelled: bool,
}

/// One date; a part that the text does not give is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DateFact {
    /// Where.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: TokenRange,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Month, 1 (January) to 12.
    pub month: Option<u8>,
    /// Year, with its century.
    pub year: Option<i32>,
    /// Day of the week, 1 (Monday) to 7 (ISO 8601).
    pub weekday: Option<u8>,
    /// Day and month may be the other way round (`05/10`).
    pub swappable: bool,
}

/// One time of day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeFact {
    /// Where.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: TokenRange,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// Whether morning or afternoon is left open (*seven o’clock*).
    pub half_day_open: bool,
    /// The time zone, if it is named: hours ahead of UTC, in winter and in summer.
    pub zone: Option<(i8, i8)>,
}

/// What a [`MomentFact`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentKind {
    /// Before or after the time of speaking: *yesterday*, *next month*. The value counts units from now.
    Relative,
    /// A season; spring is 1.
    Season,
    /// -1 before Christ, 1 after.
    Era,
    /// Which part of a stretch of time: *early* 1, *mid* 2, *late* 3.
    Part,
}

/// One time said by where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MomentFact {
    /// Where.
    pub span: Span,
    /// The tokens it takes; other facts may take them too.
    pub tokens: TokenRange,
    /// What it says.
    pub kind: MomentKind,
    /// Its value; for the kinds, see [`MomentKind`].
    pub value: i8,
    /// The symbol of the unit that a relative time counts: `day`, `month`; `weekday` for the day or month of a name.
    pub unit: Option<&'static str>,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuoteFact {
    /// Where, marks included.
    pub span: Span,
    /// The quoted words, without marks and surrounding spaces.
    pub inner: Span,
    /// The opening mark.
    pub mark: char,
    /// 0 outside, 1 for a quotation within a quotation.
    pub depth: u8,
    /// Whether both marks are there; if not, `inner` runs to the end or from the beginning.
    pub closed: bool,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// Capitalised words.
    Proper,
    /// Capitals only: *NATO*, *U.S.*
    Acronym,
}

/// One name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameFact {
    /// Where, without a title.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: TokenRange,
    /// How it is written.
    pub kind: NameKind,
    /// The title before it, without an article: *Mr*, *président*.
    pub title: Option<Span>,
    /// Whether it begins a sentence, where a capital proves little.
    pub initial: bool,
}
