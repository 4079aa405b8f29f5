//! The names of months and weekdays, and when a word that could be one is one.
//!
//! English names have capitals; short forms need a date beside them; *May*,
//! *March*, *mars* and *Sun* need neighbours that speak of time.

use crate::facts::unit::Dimension;
use crate::facts::units;
use crate::facts::view::View;

pub(crate) fn weekday(view: &View, i: usize) -> Option<u8> {
    let norm = view.norm(i);
    if view.french() {
        return Some(match norm.strip_suffix('s').unwrap_or(norm) {
            "lundi" => 1,
            "mardi" => 2,
            "mercredi" => 3,
            "jeudi" => 4,
            "vendredi" => 5,
            "samedi" => 6,
            "dimanche" => 7,
            _ => return None,
        });
    }
    if !view.english() || !view.is_capital(i) {
        return None;
    }
    let full = match norm.strip_suffix('s').unwrap_or(norm) {
        "monday" => 1,
        "tuesday" => 2,
        "wednesday" => 3,
        "thursday" => 4,
        "friday" => 5,
        "saturday" => 6,
        "sunday" => 7,
        _ => 0,
    };
    if full > 0 {
        // *the Sunday Telegraph*, *Saturday Night Live* are names.
        let named = |k: usize| view.is_capital(k) && view.one_space(k - 1) && month_at(view, k).is_none();
        let title = named(i + 1) && (view.before(i) == "the" || named(i + 2) && view.norm(i + 1) == "night");
        return (!title).then_some(full);
    }
    let short = match norm {
        "mon" => 1,
        "tue" | "tues" => 2,
        "wed" | "weds" => 3,
        "thu" | "thur" | "thurs" => 4,
        "fri" => 5,
        "sat" => 6,
        "sun" => 7,
        _ => return None,
    };
    // A short form needs a date behind it: *Sun* shines, *Sat.* sat.
    let mut next = i + 1;
    while matches!(view.norm(next), "." | ",") {
        next += 1;
    }
    let dated = month_at(view, next).is_some() || (view.is_digits(next) && month_at(view, next + 1).is_some());
    dated.then_some(short)
}

/// A month in the position after a day, where ambiguous names are months.
pub(crate) fn month_after_day(view: &View, i: usize) -> Option<(u8, usize)> {
    let (month, end, sure) = month_at(view, i)?;
    // *2 may be*: English months are capitalised.
    (sure || view.is_capital(i) || view.french()).then_some((month, end))
}

/// A month at token `i` that its own spelling or its neighbours prove.
pub(crate) fn month(view: &View, i: usize) -> Option<(u8, usize)> {
    let (month, end, sure) = month_at(view, i)?;
    if sure {
        return Some((month, end));
    }
    let numbered = view.is_digits(end) && !counts_something(view, end + 1);
    let before = view.before(i);
    let hyphened = i > 1 && view.hyphen(i - 1) && matches!(view.norm(i - 2), "mi" | "mid");
    let led = if view.french() {
        matches!(before, "en" | "de" | "mi" | "fin" | "début" | "depuis" | "dès" | "jusqu'en" | "ce" | "et" | "à")
            && !view.is_capital(i)
            || before == "d'"
    } else {
        matches!(
            before,
            "in" | "of"
                | "since"
                | "until"
                | "till"
                | "by"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "from"
                | "before"
                | "after"
                | "between"
                | "during"
                | "through"
                | "every"
                | "around"
                | "to"
                | "and"
                | "on"
                | "previous"
                | "following"
                | "the"
        ) && view.is_capital(i)
    };
    (numbered || led || hyphened).then_some((month, end))
}

/// Month name at token `i`, the token after it (and its full stop), and whether it can be nothing else.
pub(crate) fn month_at(view: &View, i: usize) -> Option<(u8, usize, bool)> {
    let norm = view.norm(i);
    let stop = i + 1 + usize::from(view.norm(i + 1) == "." && view.glued(i));
    if view.french() {
        let (month, sure) = match norm {
            "janvier" => (1, true),
            "février" | "fevrier" => (2, true),
            "mars" => (3, false),
            "avril" => (4, true),
            "mai" => (5, true),
            "juin" => (6, true),
            "juillet" => (7, true),
            "août" | "aout" => (8, true),
            "septembre" => (9, true),
            "octobre" => (10, true),
            "novembre" => (11, true),
            "décembre" | "decembre" => (12, true),
            _ => {
                return short_french(norm)
                    .filter(|_| stop > i + 1 && view.is_digits(i.wrapping_sub(1)))
                    .map(|m| (m, stop, false));
            }
        };
        // *mars* is a month in lower case, the planet or the god in capitals.
        return Some((month, i + 1, sure));
    }
    if !view.english() || !view.is_capital(i) {
        return None;
    }
    let (month, sure) = match norm {
        "january" => (1, true),
        "february" => (2, true),
        "march" | "mar" => (3, false),
        "april" => (4, true),
        "may" => (5, false),
        "june" => (6, true),
        "july" => (7, true),
        "august" => (8, true),
        "september" => (9, true),
        "october" => (10, true),
        "november" => (11, true),
        "december" => (12, true),
        "jan" => (1, false),
        "feb" => (2, false),
        "apr" => (4, false),
        "jun" => (6, false),
        "jul" => (7, false),
        "aug" => (8, false),
        "sep" | "sept" => (9, false),
        "oct" => (10, false),
        "nov" => (11, false),
        "dec" => (12, false),
        _ => return None,
    };
    let short = !sure && norm != "march" && norm != "may";
    Some((month, if short { stop } else { i + 1 }, sure))
}

fn short_french(norm: &str) -> Option<u8> {
    Some(match norm {
        "janv" | "jan" => 1,
        "févr" | "fév" | "fevr" => 2,
        "avr" => 4,
        "juil" => 7,
        "sept" => 9,
        "oct" => 10,
        "nov" => 11,
        "déc" | "dec" => 12,
        _ => return None,
    })
}

/// Whether token `i` shows that the number before it counts things: *10 million*, *10 %*, *10:30*.
pub(crate) fn counts_something(view: &View, i: usize) -> bool {
    matches!(
        view.norm(i),
        "%" | "million" | "billion" | "thousand" | "hundred" | "percent" | "people" | "a.m." | "p.m." | "am" | "pm"
    ) || (view.norm(i) == "-" && view.hyphen(i) && !view.is_digits(i + 1))
        || units::unit_at(view, i, true).is_some_and(|(u, _)| u.dimension != Dimension::Temperature)
}
