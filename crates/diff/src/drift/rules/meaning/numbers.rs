//! Figures by value: *67* for *47*, *million* for *billion*, a figure lost or added.
//!
//! Reading and comparing numbers is [`calque_text::facts`]' work: digits of
//! both conventions, number words, fractions, percentages, magnitudes. Equal
//! values match whatever their spelling; conversions and roundings match too.
//! The differences that remain become findings here.

use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Finding, Severity};
use calque_text::Side;
use calque_text::facts::{
    FactChange, NumberDifference, NumberFact, NumberKind, QuantityMatch, compare_numbers, match_numbers,
};

/// See the module.
pub(crate) struct Numbers;

impl PairRule for Numbers {
    rule! {
        id: "numbers",
        category: Number,
        summary: "Figures, quantities and units that differ in value",
        rank: 30,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (&r.source.facts, &r.target.facts);
        for d in compare_numbers(a, b) {
            let (was, is) = (d.source.map(|i| &a.numbers[i]), d.target.map(|j| &b.numbers[j]));
            match (was, is) {
                (Some(was), Some(is)) => out.push(changed(r, d, was, is)),
                (Some(was), None) => out.push(lost_or_added(r, Side::Source, was)),
                (None, Some(is)) => out.push(lost_or_added(r, Side::Target, is)),
                (None, None) => {}
            }
        }
        for (i, j, how) in match_numbers(a, b) {
            if how == QuantityMatch::Converted && a.numbers[i].kind != NumberKind::Period {
                out.push(converted(r, &a.numbers[i], &b.numbers[j]));
            }
        }
    }
}

fn changed(r: &PairReading<'_>, d: NumberDifference, was: &NumberFact, is: &NumberFact) -> Finding {
    let (old, new) = (was.span.of(r.source.view.text), is.span.of(r.target.view.text));
    let unit = d.change == FactChange::UnitChanged;
    let nearness = r.nearness(Side::Source, was.tokens.range().start, is.tokens.range().start);
    let category = if unit { Category::Unit } else { Category::Number };
    let sure = match (d.weak, was.approximate || is.approximate) {
        (true, _) => 0.25,
        (_, true) => 0.65,
        _ => 0.9,
    };
    let sure = if loose(was.kind) || loose(is.kind) { 0.5 * sure } else { sure };
    let strength = if d.certain { 0.9 + 0.08 * nearness } else { sure * (0.7 + 0.3 * nearness) };
    let message = if unit {
        format!("“{old}” became “{new}”: the unit is another.")
    } else {
        format!("“{old}” became “{new}”{}.", ratio(was.value, is.value))
    };
    Finding::new("numbers", category, Severity::Critical, strength).at(Some(was.span), Some(is.span)).says(message)
}

/// Kinds of number that names and loose talk are full of.
const fn loose(kind: NumberKind) -> bool {
    matches!(kind, NumberKind::Identifier | NumberKind::Magnitude | NumberKind::Ordinal)
}

/// How many times more or less, where the size says it better than the figures.
fn ratio(was: f64, is: f64) -> String {
    let (low, high) = if was < is { (was, is) } else { (is, was) };
    if low <= 0.0 || !high.is_finite() {
        return String::new();
    }
    let times = high / low;
    if times < 2.0 {
        return String::new();
    }
    let n = if times >= 10.0 { format!("{times:.0}") } else { format!("{times:.1}") };
    format!(", {n} times {}", if is > was { "more" } else { "less" })
}

fn lost_or_added(r: &PairReading<'_>, side: Side, fact: &NumberFact) -> Finding {
    let here = r.side(side);
    let words = fact.span.of(here.view.text);
    let place = r.counterpart_span(side, fact.tokens.range());
    let strength = if fact.weak {
        0.08
    } else if loose(fact.kind) || fact.approximate {
        0.2
    } else if fact.spelled {
        0.3
    } else {
        0.5
    };
    let base = Finding::new("numbers", Category::Number, Severity::Major, strength);
    match side {
        Side::Source => base.at(Some(fact.span), place).says(format!("“{words}” is not in the translation.")),
        Side::Target => base.at(place, Some(fact.span)).says(format!("“{words}” is not in the original.")),
    }
}

fn converted(r: &PairReading<'_>, was: &NumberFact, is: &NumberFact) -> Finding {
    let (old, new) = (was.span.of(r.source.view.text), is.span.of(r.target.view.text));
    Finding::new("numbers", Category::Unit, Severity::Info, 0.9)
        .at(Some(was.span), Some(is.span))
        .says(format!("“{old}” was converted to “{new}”."))
}
