//! Dates: *January 24, 2022*, *le 24 janvier 2022*, *Wednesday*, *24/01/2022*.
//!
//! A date needs a weekday or a month; a bare year is a number of the kind
//! *year*. Month names that are also words (*May*, *March*, *mars*, *sept*)
//! count only where their neighbours prove it.

use super::months::{counts_something, month, month_at, weekday};
use crate::facts::lexicon::Role;
use crate::facts::types::{DateFact, TokenRange};
use crate::facts::view::View;

/// Finds the dates and marks their tokens as taken.
pub(crate) fn dates(view: &View, taken: &mut [bool]) -> Vec<DateFact> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < view.len() {
        let before = out.len();
        let end = date_at(view, i, &mut out);
        for date in &mut out[before..] {
            let range = date.tokens.range();
            date.span = view.span(range.start, range.end);
        }
        if end > i {
            taken[i..end.min(view.len())].fill(true);
            i = end;
        } else {
            i += 1;
        }
    }
    out
}

/// Reads the date or dates that begin at token `i`; returns the token after them, or `i`.
fn date_at(view: &View, i: usize, out: &mut Vec<DateFact>) -> usize {
    if let Some((date, end)) = numeric(view, i) {
        out.push(DateFact { tokens: TokenRange::new(i, end), ..date });
        return end;
    }
    let mut at = i;
    let weekday = weekday(view, at);
    if weekday.is_some() {
        at += 1;
        let mut next = at;
        if view.norm(next) == "." && view.raw(i).len() <= 5 {
            next += 1;
        }
        // *Monday night*, *lundi matin*, *Monday, October 5*, *lundi (5 octobre)*
        if matches!(view.norm(next), "," | "(") || view.is_any(next, Role::AfterWeekday) {
            next += 1;
        }
        if matches!(view.norm(next), "," | "(") || view.is_any(next, Role::Definite) {
            next += 1;
        }
        let found = out.len();
        let end = day_and_month(view, next, out);
        if end > next {
            if let Some(first) = out.get_mut(found) {
                first.weekday = weekday;
                first.tokens.start = i as u32;
            }
            return end;
        }
        out.push(DateFact { weekday, tokens: TokenRange::new(i, at), ..DateFact::default() });
        return at;
    }
    day_and_month(view, at, out)
}

/// *24 January 2022*, *January 24(, 2022)*, *5-7 octobre*, *octobre 2022*, *octobre*.
fn day_and_month(view: &View, i: usize, out: &mut Vec<DateFact>) -> usize {
    if let Some(first) = day(view, i) {
        return days_then_month(view, i, first, out);
    }
    let Some(month) = month(view, i) else { return i };
    let mut at = month.end;
    let mut days = Vec::new();
    if view.traits.month_before_day {
        let mut from = at + usize::from(view.is(at, Role::Definite));
        while let Some(d) = day(view, from).filter(|_| !counts_something(view, from + 1)) {
            if days.len() == 4 {
                break;
            }
            days.push((d, from));
            at = from + 1;
            from = match list_joint(view, at) {
                Some(next) if day(view, next).is_some() && month_at(view, next + 1).is_none() => next,
                _ => break,
            };
        }
    }
    let (year, end) = year_after(view, at);
    // A month and *a* day before a year: *May 2019* has none.
    push_all(&days, i, month.number, year, end, out);
    end
}

/// The days have been found before their month: *5 (au 7) octobre (2022)*.
fn days_then_month(view: &View, i: usize, first: u8, out: &mut Vec<DateFact>) -> usize {
    let mut days = vec![(first, i)];
    let mut at = i + 1;
    loop {
        let mut next = at;
        if view.hyphen(next) || view.is_any(next, Role::OfMonth) {
            next += 1;
        }
        if let Some(month) = month_at(view, next) {
            let (year, end) = year_after(view, month.end);
            push_all(&days, i, month.number, year, end, out);
            return end;
        }
        let Some(next) = list_joint(view, at) else { return i };
        let Some(d) = day(view, next).filter(|_| days.len() < 4) else { return i };
        days.push((d, next));
        at = next + 1;
    }
}

fn push_all(days: &[(u8, usize)], from: usize, month: u8, year: Option<i32>, end: usize, out: &mut Vec<DateFact>) {
    if days.is_empty() {
        let tokens = TokenRange::new(from, end);
        out.push(DateFact { month: Some(month), year, tokens, ..DateFact::default() });
    }
    for (n, &(day, at)) in days.iter().enumerate() {
        // The first takes all tokens; the others only their day.
        let tokens = if n == 0 { TokenRange::new(from, end) } else { TokenRange::new(at, at + 1) };
        out.push(DateFact { day: Some(day), month: Some(month), year, tokens, ..DateFact::default() });
    }
}

/// What joins two days of one month; returns the token after it.
fn list_joint(view: &View, i: usize) -> Option<usize> {
    let joins = matches!(view.norm(i), "-" | "–" | "—" | ",") || view.is_any(i, Role::DayJoint);
    joins.then(|| i + 1 + usize::from(view.is_any(i + 1, Role::Definite)))
}

/// A day of the month at token `i`: `5`, `5th`, `1er`.
fn day(view: &View, i: usize) -> Option<u8> {
    let raw = view.raw(i);
    if view.is_written(i, Role::FirstDay) {
        return month_at(view, i + 1).map(|_| 1);
    }
    let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let suffix = &raw[digits..];
    let known = suffix.is_empty() || view.is_by_convention(&suffix.to_lowercase(), Role::DaySuffix);
    let value: u8 = raw[..digits].parse().ok()?;
    (known && (1..=31).contains(&value)).then_some(value)
}

/// A year at token `i`, perhaps after a comma or *of*; returns it and the token after.
fn year_after(view: &View, i: usize) -> (Option<i32>, usize) {
    let joined = view.norm(i) == "," || view.is_any(i, Role::OfMonth) || view.norm(i) == "-" && view.hyphen(i);
    let at = i + usize::from(joined);
    match view.plain(at) {
        Some(year) if view.raw(at).len() == 4 && year >= 1000 && !counts_something(view, at + 1) => {
            (Some(year as i32), at + 1)
        }
        _ => (None, i),
    }
}

/// `2022-01-24`, `24/01/2022`, `24.01.2022`, `01/24/22`.
fn numeric(view: &View, i: usize) -> Option<(DateFact, usize)> {
    if !view.is_digits(i) {
        return None;
    }
    let (parts, end) = if view.raw(i).matches('.').count() == 2 {
        let mut parts = view.raw(i).split('.').map(|p| (p, p.parse::<u32>().ok()));
        let mut take = || parts.next().and_then(|(p, v)| v.map(|v| (p.len(), v)));
        ([take()?, take()?, take()?], i + 1)
    } else {
        let mark = view.raw(i + 1);
        if !matches!(mark, "/" | "-" | ".") || view.raw(i + 3) != mark || !(i..i + 4).all(|k| view.glued(k)) {
            return fixed_date(view, i);
        }
        let take = |k: usize| view.plain(k).map(|v| (view.raw(k).len(), v));
        ([take(i)?, take(i + 2)?, take(i + 4)?], i + 5)
    };
    // Nothing glued behind: a fourth group is a telephone number or an address.
    if end < view.len() && view.glued(end - 1) && matches!(view.raw(end), "/" | "-") {
        return None;
    }
    let [a, b, c] = parts;
    let (day, month, year) = match (a.0, b.0, c.0) {
        (4, 1 | 2, 1 | 2) => (c.1, b.1, a.1),
        (1 | 2, 1 | 2, 4) => (a.1, b.1, c.1),
        (2, 2, 2) if view.raw(i + 1) == "/" => (a.1, b.1, if c.1 < 50 { 2000 + c.1 } else { 1900 + c.1 }),
        _ => return None,
    };
    let iso = a.0 == 4;
    let (day, month) = if !iso && month > 12 { (month, day) } else { (day, month) };
    let fits = (1..=31).contains(&day) && (1..=12).contains(&month) && (1000..=2999).contains(&year);
    fits.then(|| {
        let date = DateFact {
            day: Some(day as u8),
            month: Some(month as u8),
            year: Some(year as i32),
            swappable: !iso && day <= 12 && day != month,
            ..DateFact::default()
        };
        (date, end)
    })
}

/// A date that is a name: *9/11*.
fn fixed_date(view: &View, i: usize) -> Option<(DateFact, usize)> {
    let (text, end) = view.phrase_text(i, Role::FixedDate)?;
    let (month, day) = text.split_once('-')?;
    Some((DateFact { day: day.parse().ok(), month: month.parse().ok(), ..DateFact::default() }, end))
}
