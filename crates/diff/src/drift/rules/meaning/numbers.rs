//! Figures by value: *67* for *47*, *million* for *billion*, a figure lost or added.
//!
//! Reading and comparing numbers is [`calque_text::facts`]' work: digits of
//! both conventions, number words, fractions, percentages, magnitudes. Equal
//! values match whatever their spelling; conversions and roundings match too.
//! The differences that remain become findings here.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use calque_text::facts::{
    FactChange, NumberDifference, NumberFact, NumberKind, QuantityMatch, compare_numbers, has_word_lists, in_unit_of,
    match_numbers,
};

/// See the module.
pub(crate) struct Numbers;

impl PairRule for Numbers {
    rule! {
        id: "numbers",
        category: Number,
        summary: "Figures, quantities and units that differ in value",
        languages: Languages::Any,
        rank: 30,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (&r.source.facts, &r.target.facts);
        // *24 heures sur 24* is *around the clock*: what a phrase may say without a number is not missed.
        let spare = |fact: &NumberFact| fact.weak && fact.droppable;
        // A number word may stand in a language whose number words nobody has listed.
        let listed = [r.source.lang(), r.target.lang()].map(has_word_lists);
        let unseen = |fact: &NumberFact| fact.spelled && listed != [true, true];
        for d in compare_numbers(a, b) {
            let (was, is) = (d.source.map(|i| &a.numbers[i]), d.target.map(|j| &b.numbers[j]));
            match (was, is) {
                (Some(was), Some(is)) => out.push(changed(r, d, was, is)),
                (Some(was), None) if !spare(was) && !unseen(was) => out.push(lost_or_added(r, Side::Source, was)),
                (None, Some(is)) if !spare(is) && !unseen(is) => out.push(lost_or_added(r, Side::Target, is)),
                _ => {}
            }
        }
        for (i, j, how) in match_numbers(a, b) {
            if how == QuantityMatch::Converted && a.numbers[i].kind != NumberKind::Period {
                out.push(converted(r, &a.numbers[i], &b.numbers[j]));
            }
        }
    }
}

fn changed(r: &PairReading<'_>, d: NumberDifference, was: &NumberFact, is: &NumberFact) -> Draft {
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
    let strength = if d.certain { 0.6 + 0.35 * nearness } else { sure * (0.7 + 0.3 * nearness) };
    // A figure of people and one of kilometres are not so many times each other.
    let comparable = match (was.unit, is.unit) {
        (Some(u), Some(v)) => u.symbol == v.symbol,
        _ => was.kind == is.kind,
    };
    let message = match (in_unit_of(was, is), is.unit, times(was.value, is.value)) {
        (Some(worth), Some(u), _) => {
            message!("number-worth", was = old, is = new, worth = worth, unit = u.symbol)
        }
        _ if unit => message!("number-unit-changed", was = old, is = new),
        (_, _, Some(n)) if comparable && is.value > was.value => {
            message!("number-changed-more", was = old, is = new, times = n)
        }
        (_, _, Some(n)) if comparable => message!("number-changed-less", was = old, is = new, times = n),
        _ => message!("number-changed", was = old, is = new),
    };
    let mut draft = Draft::new("numbers", category, Severity::Critical, strength);
    let measured = was.unit.is_some() && is.unit.is_some();
    let among_words = || r.says_more_than(Side::Source, was.span) && r.says_more_than(Side::Target, is.span);
    let certain = d.certain && (measured || among_words());
    // *A month ago* and *il y a une semaine*: however common the words, they are the time.
    let apart = unit && relative_time(&r.source, was) && relative_time(&r.target, is);
    if apart {
        draft.finding.confidence = 0.9;
    }
    let draft = if certain || apart { draft.certain() } else { draft };
    draft.at(Some(was.span), Some(is.span)).says(message)
}

/// Whether a stretch of time says how long ago or from now: *a month ago*, *il y a un mois*.
fn relative_time(side: &SideReading<'_>, fact: &NumberFact) -> bool {
    let own = fact.tokens.range();
    let before = |k: usize| own.start.checked_sub(k).map_or("", |i| side.norm(i));
    let after = (own.end..own.end + 2).any(|k| matches!(side.norm(k), "ago" | "earlier" | "plus"));
    let il_y_a = (1..=4).any(|k| before(k) == "a" && before(k + 1) == "y");
    fact.unit.is_some() && (after || il_y_a || matches!(before(1), "voici" | "voilà"))
}

/// Kinds of number that names and loose talk are full of.
const fn loose(kind: NumberKind) -> bool {
    matches!(kind, NumberKind::Identifier | NumberKind::Magnitude | NumberKind::Ordinal)
}

/// How many times more or less, where the size says it better than the figures.
fn times(was: f64, is: f64) -> Option<f64> {
    let (low, high) = if was < is { (was, is) } else { (is, was) };
    if low <= 0.0 || !high.is_finite() {
        return None;
    }
    let times = high / low;
    let rounded = if times >= 10.0 { times.round() } else { (10.0 * times).round() / 10.0 };
    (times >= 2.0).then_some(rounded)
}

fn lost_or_added(r: &PairReading<'_>, side: Side, fact: &NumberFact) -> Draft {
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
    let base = Draft::new("numbers", Category::Number, Severity::Major, strength);
    match side {
        Side::Source => base.at(Some(fact.span), place).says(message!("number-lost", words = words)),
        Side::Target => base.at(place, Some(fact.span)).says(message!("number-added", words = words)),
    }
}

fn converted(r: &PairReading<'_>, was: &NumberFact, is: &NumberFact) -> Draft {
    let (old, new) = (was.span.of(r.source.view.text), is.span.of(r.target.view.text));
    Draft::new("numbers", Category::Unit, Severity::Info, 0.9).at(Some(was.span), Some(is.span)).says(message!(
        "number-converted",
        was = old,
        is = new
    ))
}
