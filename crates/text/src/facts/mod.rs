//! Facts that stand in a text: numbers, dates, times, quotations, names.
//!
//! A fact is read by its **value**, not by its letters: *quatre-vingt-dix-sept*,
//! *97* and *ninety-seven* are one number, `XVIIe siècle` and `17th century` one
//! century, *11 a.m.* and *11 h* one time, and 5 miles convert to 8 km. So two
//! languages compare by value ([`compare_numbers`], [`compare_dates`],
//! [`compare_times`]) and what is left over is worth a look.
//!
//! What translation changes freely is marked: [`NumberFact::weak`] for *one*,
//! *first*, *both*, *twice*; [`NumberFact::approximate`] for *une dizaine*.
//! Articles are no numbers. Every span points into the text whose tokens were
//! given, which may be one sentence of a larger document.
//!
//! ```
//! use calque_text::{Lang, facts, tokenize};
//! let en = "About 80 people fled at 11 a.m. on October 5.";
//! let fr = "Près de quatre-vingts personnes ont fui à 11 h le 5 octobre.";
//! let a = facts::extract(en, Lang::EN, &tokenize(en, Lang::EN));
//! let b = facts::extract(fr, Lang::FR, &tokenize(fr, Lang::FR));
//! assert!(facts::compare_numbers(&a, &b).is_empty());
//! assert!(facts::compare_dates(&a, &b).is_empty());
//! assert!(facts::compare_times(&a, &b).is_empty());
//! ```

mod calendar;
mod clock;
mod compare;
mod counted;
mod couples;
mod digits;
mod figures;
mod identifiers;
mod lexicon;
mod moments;
mod months;
mod names;
mod numbers;
mod quantity;
mod quotes;
mod ranks;
mod roman;
mod spelled;
mod sums;
mod titles;
mod unit_names;
mod units;
mod view;

pub use compare::{Change, NumberDifference, compare_numbers, match_numbers};
pub use moments::{MomentDifference, compare_dates, compare_times};
pub use quantity::{Match, same_quantity};
pub use quotes::names_decade;
pub use units::{Dimension, Unit};

use crate::{Lang, Span, Token};
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

    /// As indices into the tokens given to [`extract`].
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
    /// Quotations.
    pub quotes: Vec<QuoteFact>,
    /// Words that are probably names.
    pub names: Vec<NameFact>,
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
}

/// One number or quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NumberFact {
    /// Where, its magnitude and unit included.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: TokenRange,
    /// Its likely value.
    pub value: f64,
    /// Other possible readings.
    pub alternatives: Vec<f64>,
    /// What kind.
    pub kind: NumberKind,
    /// What it measures, if said.
    pub unit: Option<Unit>,
    /// *about*, *une dizaine*: not exact.
    pub approximate: bool,
    /// A number word that translation changes freely.
    pub weak: bool,
    /// Written in words, not in digits.
    pub spelled: bool,
}

/// One date; each part only if said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DateFact {
    /// Where.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: TokenRange,
    /// Day of the month.
    pub day: Option<u8>,
    /// Month, January is 1.
    pub month: Option<u8>,
    /// Year.
    pub year: Option<i32>,
    /// Day of the week, Monday is 1.
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

/// What a name looks like.
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
    /// What it looks like.
    pub kind: NameKind,
    /// The title before it: *Mr*, *le président*.
    pub title: Option<Span>,
    /// Whether it begins a sentence, where a capital proves little.
    pub initial: bool,
}

/// Reads all facts of the stretch of `text` that `tokens` cover.
pub fn extract(text: &str, lang: Lang, tokens: &[Token]) -> Facts {
    let view = view::View::new(text, lang, tokens);
    let (facts, taken) = counted(&view);
    Facts { quotes: quotes::quotes(&view), names: names::names(&view, &taken), ..facts }
}

/// As [`extract`], numbers, dates and times only.
pub fn figures(text: &str, lang: Lang, tokens: &[Token]) -> Facts {
    counted(&view::View::new(text, lang, tokens)).0
}

/// Numbers, dates and times, and which tokens the latter two take.
fn counted(view: &view::View<'_>) -> (Facts, Vec<bool>) {
    let mut taken = vec![false; view.len()];
    let dates = calendar::dates(view, &mut taken);
    let times = clock::times(view, &mut taken);
    let numbers = numbers::numbers(view, &taken);
    (Facts { numbers, dates, times, ..Facts::default() }, taken)
}
