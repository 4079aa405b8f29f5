//! Times of day: *11 a.m.*, *11 h*, *11h00*, *7:30 pm*, *19h30*, *noon*, *minuit*.
//!
//! A duration is no time of day: *11 heures* needs *à*, *vers* or the like before
//! it, and *24 h* is never one.

use crate::facts::lexicon::{Class, Role, word};
use crate::facts::types::{TimeFact, TokenRange};
use crate::facts::view::View;
use crate::languages::COUNT;

/// Finds the times among tokens not yet taken, and takes theirs.
pub(crate) fn times(view: &View, taken: &mut [bool]) -> Vec<TimeFact> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < view.len() {
        match read(view, i).filter(|t| taken[i..t.end.min(view.len())].iter().all(|&t| !t)) {
            Some(t) => {
                let end = t.end.min(view.len());
                taken[i..end].fill(true);
                out.push(TimeFact {
                    span: view.span(i, end),
                    tokens: TokenRange::new(i, end),
                    hour: t.hour,
                    minute: t.minute,
                    half_day_open: t.open,
                    zone: zone(view, end),
                });
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// The zone named at token `i`, perhaps behind a comma or bracket: hours ahead of UTC in winter and summer.
fn zone(view: &View, i: usize) -> Option<(i8, i8)> {
    let at = i + usize::from(matches!(view.norm(i), "," | "("));
    let written = word(view.raw(at));
    if let Some(hours) = written.value_quoted(Role::Zone, view.language()) {
        return Some((hours as i8, hours as i8));
    }
    let summer = |hours: f64| Some((hours as i8, hours as i8 + 1));
    if let Some(hours) = written.value_quoted(Role::ZoneWithSummer, view.language()) {
        return summer(hours);
    }
    let city = match view.phrase(at, Role::ZoneBefore) {
        Some((_, place)) => view.phrase_value(place, Role::ZoneCity).map(|p| p.0),
        None => view.phrase_value(at, Role::ZoneCity).filter(|p| view.is(p.1, Role::ZoneAfter)).map(|p| p.0),
    };
    city.and_then(summer)
}

/// A time of day that has been read.
#[derive(Clone, Copy)]
struct Clock {
    hour: u8,
    minute: u8,
    /// Whether morning or afternoon is left open.
    open: bool,
    /// The token after it.
    end: usize,
}

/// The time of day that begins at token `i`.
fn read(view: &View, i: usize) -> Option<Clock> {
    if let Some(clock) = by_name(view, i) {
        return Some(clock);
    }
    if let Some(clock) = past_or_to(view, i) {
        return Some(half_of_day(view, clock));
    }
    if view.is_digits(i) {
        return in_digits(view, i);
    }
    let word = view.number(i).filter(|w| !w.ordinal && w.class == Class::Small)?;
    let hour = word.value as u8;
    if !(1..=12).contains(&hour) {
        return None;
    }
    let open = Clock { hour, minute: 0, open: true, end: i + 2 };
    if view.is(i + 1, Role::OClock) {
        return Some(half_of_day(view, open));
    }
    if view.is(i + 1, Role::Am) || view.is(i + 1, Role::Pm) {
        return Some(half_of_day(view, Clock { end: i + 1, ..open }));
    }
    if view.is(i + 1, Role::Hours) && at_a_time(view, i, i + 2) {
        return Some(half_of_day(view, with_minutes_past(view, open)));
    }
    // *a las tres y media*: the minutes show that it is a time.
    let bare = with_minutes_past(view, Clock { end: i + 1, ..open });
    (view.phrase_before(i, Role::BeforeBareHour) && bare.end > i + 1).then(|| half_of_day(view, bare))
}

/// *noon*, *midi*, *minuit et demi*.
fn by_name(view: &View, i: usize) -> Option<Clock> {
    let noun = || view.after(i, Role::Definite) || i > 1 && view.hyphen(i - 1) || view.is_capital(i);
    let hour = view.value(i, Role::ClockWord).or_else(|| view.value(i, Role::ClockNoun).filter(|_| !noun()))?;
    Some(with_minutes_past(view, Clock { hour: hour as u8, minute: 0, open: false, end: i + 1 }))
}

/// *a quarter past six*, *half past 7*, *at ten to six*.
fn past_or_to(view: &View, i: usize) -> Option<Clock> {
    let named = view.value(i, Role::ClockQuarter);
    let counted =
        || view.number(i).map(|w| w.value).or_else(|| view.plain(i).map(f64::from)).filter(|m| m % 5.0 == 0.0);
    let minutes = named.or_else(counted).filter(|m| (5.0..=30.0).contains(m))? as u8;
    // *half-past twelve*
    let at = i + 1 + usize::from(view.hyphen(i + 1));
    let (past, to) = (view.is(at, Role::MinutesPast), view.is(at, Role::MinutesTo));
    // *five to six people*
    let announced = named.is_some() || view.phrase_before(i, Role::BeforeTime);
    if !(past || to && announced) {
        return None;
    }
    let hour = match view.number(at + 1).filter(|w| !w.ordinal) {
        Some(word) => word.value as u32,
        None => view.plain(at + 1)?,
    };
    let hour = u8::try_from(hour).ok().filter(|h| (1..=12).contains(h))?;
    let end = at + 2 + usize::from(view.is_any(at + 2, Role::OClock));
    let (hour, minute) = if past { (hour, minutes) } else { ((hour + 10) % 12 + 1, 60 - minutes) };
    Some(Clock { hour, minute, open: true, end })
}

/// `clock` so many minutes earlier.
fn earlier(clock: Clock, minutes: u8, end: usize) -> Clock {
    let hour = match (clock.hour, clock.open) {
        (1, true) => 12,
        (0, _) => 23,
        (h, _) => h - 1,
    };
    Clock { hour, minute: 60 - minutes.clamp(1, 59), end, ..clock }
}

/// Adds the *et quart* that follows, or takes off the *moins le quart*, if one does.
fn with_minutes_past(view: &View, clock: Clock) -> Clock {
    if let Some((minutes, end)) = view.phrase_value(clock.end, Role::MinutesBefore) {
        return earlier(clock, minutes as u8, end);
    }
    if view.is(clock.end, Role::MinusMinutes)
        && let Some(minutes) =
            view.number(clock.end + 1).map(|w| w.value).or_else(|| view.plain(clock.end + 1).map(f64::from))
        && (1.0..30.0).contains(&minutes)
    {
        return earlier(clock, minutes as u8, clock.end + 2);
    }
    match view.phrase_value(clock.end, Role::PastHour) {
        Some((minute, end)) => Clock { minute: minute as u8, end, ..clock },
        None => clock,
    }
}

/// A time in digits: *11:30*, *11.30pm*, *1500 GMT*, *11 h 30*, *7 p.m.*
fn in_digits(view: &View, i: usize) -> Option<Clock> {
    let raw = view.raw(i);
    let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 4 || (i > 0 && view.glued(i - 1) && matches!(view.before(i), "/" | "$" | "£" | "€")) {
        return None;
    }
    let head: u16 = raw[..digits].parse().ok()?;
    let rest = &raw[digits..];
    if digits == 4 {
        return four_digits(view, i, head, rest);
    }
    if digits > 2 || head > 24 {
        return None;
    }
    let hour = head as u8;
    if let Some(after) = rest.strip_prefix([':', '.']) {
        return hour_and_minute(view, i, hour, after, rest.starts_with('.'));
    }
    let letters = rest.to_lowercase();
    if (1..=12).contains(&hour) {
        let open = Clock { hour, minute: 0, open: true, end: i + 1 };
        if let Some(afternoon) = half_mark(&letters) {
            return Some(set_half(open, afternoon));
        }
        if rest.is_empty() && is_half(view, i + 1) {
            return Some(half_of_day(view, open));
        }
        if rest.is_empty() && view.is_any(i + 1, Role::OClock) {
            return Some(half_of_day(view, Clock { end: i + 2, ..open }));
        }
    }
    if rest.is_empty() {
        let sign = view.is(i + 1, Role::HourSign);
        let hours = view.is(i + 1, Role::Hours) && at_a_time(view, i, i + 2);
        return if sign || hours { hours_and_minutes(view, i, hour, i + 2) } else { None };
    }
    let sign = letters.find(|c: char| c.is_ascii_digit()).unwrap_or(letters.len());
    let (sign, minutes) = letters.split_at(sign);
    if !view.letters_are(sign, Role::HourSign) {
        return None;
    }
    if minutes.is_empty() {
        return hours_and_minutes(view, i, hour, i + 1);
    }
    let minute: u8 = minutes.parse().ok().filter(|&m| m < 60)?;
    (minutes.len() == 2 && hour < 24).then_some(Clock { hour, minute, open: false, end: i + 1 })
}

/// *1500 GMT*.
fn four_digits(view: &View, i: usize, number: u16, rest: &str) -> Option<Clock> {
    let (hour, minute) = ((number / 100) as u8, (number % 100) as u8);
    let zoned = rest.is_empty() && view.is_written(i + 1, Role::TimeZone);
    (zoned && hour < 24 && minute < 60).then_some(Clock { hour, minute, open: false, end: i + 1 })
}

/// *11:30*, *11.30pm*: `after` is what follows the mark, which is a full stop where `stop`.
fn hour_and_minute(view: &View, i: usize, hour: u8, after: &str, stop: bool) -> Option<Clock> {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let tail = after[digits..].to_lowercase();
    let minute: u8 = after[..digits].parse().ok().filter(|&m| m < 60)?;
    let half = half_mark(&tail);
    if digits != 2 || !(tail.is_empty() || half.is_some() || tail == "h") {
        return None;
    }
    let named = is_half(view, i + 1) || view.traits.clock_24 && view.is(i + 1, Role::OClock);
    if stop && half.is_none() && !named || hour == 24 {
        return None;
    }
    let open = (1..=12).contains(&hour) && !view.traits.clock_24;
    let clock = Clock { hour, minute, open, end: i + 1 };
    Some(match half {
        Some(afternoon) => set_half(clock, afternoon),
        None => half_of_day(view, clock),
    })
}

/// *15 h (30)*, after the hour and its sign.
fn hours_and_minutes(view: &View, i: usize, hour: u8, end: usize) -> Option<Clock> {
    let minute = view.plain(end).filter(|&m| m < 60 && view.raw(end).len() == 2);
    let clock = match minute {
        Some(m) => {
            let end = end + 1 + usize::from(view.is(end + 1, Role::MinuteSign));
            Clock { hour, minute: m as u8, open: false, end }
        }
        None => with_minutes_past(view, Clock { hour, minute: 0, open: false, end }),
    };
    let duration = minute.is_none() && !at_a_time(view, i, clock.end) && view.after(i, Role::BeforeDuration);
    // *après 3 heures et demie de discussion*
    let of = view.is(clock.end, Role::OfDuration) && clock.minute == 30 && minute.is_none();
    (hour < 24 && !duration && !of && view.norm(clock.end) != "/").then(|| half_of_day(view, clock))
}

/// Whether the words before hour `i` announce a time of day, or those at `end` do.
fn at_a_time(view: &View, i: usize, end: usize) -> bool {
    view.phrase_before(i, Role::BeforeTime) && !view.is(end, Role::OfDuration)
        || view.phrase(end, Role::AfterTime).is_some()
}

/// Whether token `i` is *a.m.* or *p.m.*
fn is_half(view: &View, i: usize) -> bool {
    // German *am* is *on the*.
    (view.is_any(i, Role::Am) || view.is_any(i, Role::Pm)) && !view.is(i, Role::NoUnit)
}

/// Whether the letters behind digits are *p.m.* (true) or *a.m.* (false).
fn half_mark(letters: &str) -> Option<bool> {
    let is = |role| word(letters).is_quoted(role, COUNT);
    if is(Role::Pm) { Some(true) } else { is(Role::Am).then_some(false) }
}

/// `clock` on the 24-hour clock.
fn set_half(clock: Clock, afternoon: bool) -> Clock {
    let hour = match (clock.hour, afternoon) {
        (12, false) => 0,
        (h, true) if h < 12 => h + 12,
        (h, _) => h,
    };
    Clock { hour, open: false, ..clock }
}

/// Applies the *a.m.*, *du soir*, *in the morning* that follows, if one does.
fn half_of_day(view: &View, clock: Clock) -> Clock {
    for (role, afternoon) in [(Role::Am, false), (Role::Pm, true), (Role::Morning, false), (Role::Afternoon, true)] {
        if let Some((_, end)) = view.phrase_any(clock.end, role) {
            return Clock { end, ..set_half(clock, afternoon) };
        }
    }
    clock
}
