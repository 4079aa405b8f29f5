//! A number under construction, and what its neighbours add: unit, inches, *about*, whether it is an age.

use super::{compound, digits, sign, spelled};
use crate::facts::lexicon::{Role, word};
use crate::facts::types::{NumberFact, NumberKind, TokenRange};
use crate::facts::unit::{Dimension, PERCENT, Unit, YEAR, by_symbol};
use crate::facts::units;
use crate::facts::view::View;
use crate::{Span, TokenKind};

/// A number being read, with the magnitude that multiplied it.
pub(crate) struct Reading {
    pub(crate) fact: NumberFact,
    pub(crate) scale: f64,
}

/// A number of tokens `start` to `end` without unit or span.
pub(crate) fn blank(start: usize, end: usize, value: f64, kind: NumberKind) -> NumberFact {
    NumberFact {
        span: Span::default(),
        tokens: TokenRange::new(start, end),
        value,
        alternatives: Vec::new(),
        kind,
        unit: None,
        approximate: false,
        weak: false,
        droppable: false,
        local_scale: false,
        per: None,
        spelled: false,
    }
}

/// Completes a number whose tokens are known: unit, rounding, span. `scale` is what its magnitude has multiplied it
/// by, `digits` whether it is written in digits.
pub(crate) fn finish(view: &View, mut fact: NumberFact, scale: f64, digits: bool) -> Reading {
    let (start, mut end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let may_measure =
        matches!(fact.kind, NumberKind::Cardinal | NumberKind::Fraction | NumberKind::Magnitude | NumberKind::Range);
    if may_measure && fact.unit.is_none() {
        let of = scale > 1.0 || fact.approximate || fact.kind != NumberKind::Cardinal;
        if let Some((unit, after)) = unit_after(view, end, digits, of) {
            fact.unit = Some(unit);
            end = after;
            // *a year and a half*, *un an et demi*
            if let Some(after) = spelled::half_after(view, end) {
                fact.value += 0.5;
                end = after;
            }
            if unit.symbol == "ft"
                && let Some((inches, after)) = inches_after(view, end)
            {
                fact.value += inches / 12.0;
                end = after;
            } else if let Some((part, after)) = compound::smaller_unit(view, end, unit, digits) {
                fact.value += part;
                end = after;
            }
        }
    }
    if fact.unit.is_some_and(|u| u.symbol == PERCENT) && fact.kind == NumberKind::Cardinal {
        fact.kind = NumberKind::Percent;
    }
    fact.approximate |= is_rounded(view, start, end);
    let mut from = start;
    if from > 0 && units::currency_before(view, from - 1).is_some() && fact.unit.is_some() {
        from = units::currency_start(view, from - 1);
    }
    if digits || fact.spelled {
        (from, end) = sign::apply(view, &mut fact, from, end);
    }
    fact.per = fact.unit.filter(|u| u.dimension == Dimension::Currency).and_then(|_| price_of(view, end));
    fact.local_scale = on_local_scale(view, start, end);
    fact.tokens = TokenRange::new(start, end);
    fact.span = view.span(from, end);
    Reading { fact, scale }
}

/// *6-foot-6*, *6ft 6in*, *six feet six inches*: the inches, and the token after.
fn inches_after(view: &View, end: usize) -> Option<(f64, usize)> {
    let hyphen = view.hyphen(end);
    let at = end + usize::from(hyphen);
    let value = match view.plain(at) {
        Some(v) => f64::from(v),
        None => match digits::read(view.raw(at), view.traits.decimal_comma)
            .filter(|d| word(d.suffix).is_quoted(Role::InchSuffix, view.language()))
        {
            Some(d) => return (d.value < 12.0).then_some((d.value, at + 1)),
            None => view.number(at).filter(|w| !w.ordinal)?.value,
        },
    };
    let unit = at + 1 + usize::from(view.hyphen(at + 1));
    let named = view.is_any(unit, Role::Inches);
    let after = if named { unit + 1 } else { at + 1 };
    (value < 12.0 && (hyphen || named)).then_some((value, after))
}

/// The unit behind a number, past a hyphen, one filler word, or *de* where allowed.
fn unit_after(view: &View, end: usize, digits: bool, of: bool) -> Option<(Unit, usize)> {
    let mut at = end;
    if view.hyphen(at) {
        at += 1;
    }
    if let Some(found) = units::unit_at(view, at, digits) {
        return Some(found);
    }
    if of && view.is_any(at, Role::Of) {
        let article = view.is_any(at, Role::OfUnits) && view.is_any(at + 1, Role::ArticleOne);
        return units::unit_at(view, at + 1 + usize::from(article), false);
    }
    if view.is_any(at, Role::BeforeUnit) { units::unit_at(view, at + 1, false) } else { None }
}

/// What a price is for: *a gallon*, *per kilo*, *le litre*.
fn price_of(view: &View, end: usize) -> Option<Unit> {
    let led = view.is_any(end, Role::Per) || view.is(end, Role::OneOfUnit) || view.is_any(end, Role::Definite);
    let (unit, _) = units::unit_at(view, end + 1, false).filter(|_| led)?;
    let sold = matches!(unit.dimension, Dimension::Volume | Dimension::Mass | Dimension::Area | Dimension::Length);
    sold.then_some(Unit { loose: false, ..unit })
}

/// Whether a number of tokens `start` to `end` is one of a school grade, a size, a floor.
fn on_local_scale(view: &View, start: usize, end: usize) -> bool {
    let word = |i: Option<usize>| i.is_some_and(|i| view.is(i, Role::LocalScale));
    let behind = usize::from(view.hyphen(end));
    word(start.checked_sub(1)) || word(start.checked_sub(2)) || word(Some(end + behind))
}

/// Whether the words before or behind a number show that it is rounded.
fn is_rounded(view: &View, start: usize, end: usize) -> bool {
    let mut i = start;
    if i > 0 && units::currency_before(view, i - 1).is_some() {
        i -= 1;
    }
    view.phrase_before_any(i, Role::AboutBefore) || view.phrase_any(end, Role::AboutAfter).is_some()
}

/// *Name, 41, who*, *aged 14*, *was 13 when*: an age, in years.
pub(crate) fn age(view: &View, fact: &mut NumberFact) {
    let (start, end) = (fact.tokens.start as usize, fact.tokens.end as usize);
    let fits = fact.unit.is_none() && fact.kind == NumberKind::Cardinal && (1.0..=110.0).contains(&fact.value);
    if !fits || fact.value % 1.0 != 0.0 || start == 0 || end != start + 1 {
        return;
    }
    let back = |n: usize| if start >= n { view.norm(start - n) } else { "" };
    let closed = matches!(view.norm(end), "," | ")" | ";" | "." | "-" | "–")
        || view.is_any(end, Role::AgeAfter)
        || end >= view.len();
    let named = view.phrase_before_any(start, Role::AgeBefore);
    let clause = view.after_any(start, Role::AgeVerb) && view.phrase_any(end, Role::AgeClause).is_some();
    let adverb = usize::from(view.after_any(start, Role::AgeAdverb));
    let head = start.checked_sub(2 + adverb);
    let beside = closed
        && match back(1 + adverb) {
            "," => head.is_some_and(|h| view.kind(h) == Some(TokenKind::Word) && !view.is_digits(h)),
            "(" => head.is_some_and(|h| view.is_capital(h)),
            _ => false,
        };
    if named || clause || beside {
        fact.unit = by_symbol(YEAR);
    }
}
