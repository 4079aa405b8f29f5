//! The names of months and weekdays, and when a word that could be one is one.
//!
//! Where names have capitals (English), no word in lower case is one. Short
//! forms need a date beside them; *May*, *March*, *mars* and *Sun* need
//! neighbours that speak of time.

use crate::facts::lexicon::Role;
use crate::facts::unit::Dimension;
use crate::facts::units;
use crate::facts::view::View;

/// A month at a token.
#[derive(Clone, Copy)]
pub(super) struct Month {
    /// January is 1.
    pub(super) number: u8,
    /// The token after it, and after its full stop.
    pub(super) end: usize,
    /// Whether it can be nothing else.
    pub(super) sure: bool,
}

/// The weekday at token `i`; Monday is 1.
pub(super) fn weekday(view: &View, i: usize) -> Option<u8> {
    if let Some(day) = view.value(i, Role::WeekdayAdverb) {
        return Some(day as u8);
    }
    if !may_be_a_name(view, i) {
        return None;
    }
    if let Some(day) = view.value(i, Role::Weekday) {
        return (!in_a_title(view, i)).then_some(day as u8);
    }
    let day = view.value(i, Role::WeekdayShort)?;
    // A short form needs a date behind it: *Sun* shines, *Sat.* sat.
    let mut next = i + 1;
    while matches!(view.norm(next), "." | ",") {
        next += 1;
    }
    let dated = month_at(view, next).is_some() || (view.is_digits(next) && month_at(view, next + 1).is_some());
    dated.then_some(day as u8)
}

/// Whether token `i` is written as the names of weekdays and months are.
fn may_be_a_name(view: &View, i: usize) -> bool {
    !view.traits.capital_calendar || view.is_capital(i)
}

/// Whether the weekday at `i` is part of a name: *the Sunday Telegraph*, *Saturday Night Live*.
fn in_a_title(view: &View, i: usize) -> bool {
    let named = |k: usize| view.is_capital(k) && view.one_space(k - 1) && month_at(view, k).is_none();
    view.traits.capital_calendar
        && named(i + 1)
        && (view.after(i, Role::Definite) || named(i + 2) && view.is(i + 1, Role::Night))
}

/// A month at token `i` that its own spelling or its neighbours prove.
pub(super) fn month(view: &View, i: usize) -> Option<Month> {
    let month = month_at(view, i)?;
    let numbered = || view.is_digits(month.end) && !counts_something(view, month.end + 1);
    let hyphened = || i > 1 && view.hyphen(i - 1) && view.is_any(i - 2, Role::Middle);
    let led = || {
        // *mars* is a month in lower case, the planet or the god in capitals.
        view.after(i, Role::BeforeMonth) && view.is_capital(i) == view.traits.capital_calendar
            || view.after(i, Role::BeforeAnyMonth)
    };
    (month.sure || numbered() || led() || hyphened()).then_some(month)
}

/// A month name at token `i`, whatever its neighbours are.
pub(super) fn month_at(view: &View, i: usize) -> Option<Month> {
    if !may_be_a_name(view, i) {
        return None;
    }
    let with_stop = i + 1 + usize::from(view.norm(i + 1) == "." && view.glued(i));
    let month = |role, end, sure| view.value(i, role).map(|n| Month { number: n as u8, end, sure });
    month(Role::Month, i + 1, true)
        .or_else(|| month(Role::MonthOrWord, i + 1, false))
        .or_else(|| month(Role::MonthShort, with_stop, false))
        .or_else(|| {
            month(Role::MonthCut, with_stop, false).filter(|_| with_stop > i + 1 && view.is_digits(i.wrapping_sub(1)))
        })
}

/// Whether token `i` shows that the number before it counts things: *10 million*, *10 %*, *10:30*.
pub(super) fn counts_something(view: &View, i: usize) -> bool {
    view.is_any(i, Role::NotADay)
        || (view.norm(i) == "-" && view.hyphen(i) && !view.is_digits(i + 1))
        || units::unit_at(view, i, true).is_some_and(|(u, _)| u.dimension != Dimension::Temperature)
}
