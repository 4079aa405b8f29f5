//! Times of day: *11 a.m.*, *11 h*, *11h00*, *7:30 pm*, *19h30*, *noon*, *minuit*.
//!
//! A stretch of hours is no time of day: *11 heures* needs *à*, *vers* or their
//! like before it, and *24 h* is never one.

use crate::facts::lexicon::{Class, number_word};
use crate::facts::types::{TimeFact, TokenRange};
use crate::facts::view::View;

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
                });
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

#[derive(Clone, Copy)]
struct Clock {
    hour: u8,
    minute: u8,
    open: bool,
    end: usize,
}

fn read(view: &View, i: usize) -> Option<Clock> {
    let norm = view.norm(i);
    match norm {
        "noon" | "midday" if view.english() => return Some(whole(12, i + 1)),
        "midnight" if view.english() => return Some(whole(0, i + 1)),
        "midi" if view.french() && view.before(i) != "le" && !(i > 1 && view.hyphen(i - 1)) && !view.is_capital(i) => {
            return Some(with_half(view, whole(12, i + 1)));
        }
        "minuit" if view.french() => return Some(with_half(view, whole(0, i + 1))),
        _ => {}
    }
    if view.is_digits(i) {
        return in_digits(view, i);
    }
    let word = number_word(norm, view.lang).filter(|w| !w.ordinal && w.class == Class::Small)?;
    let hour = word.value as u8;
    if !(1..=12).contains(&hour) {
        return None;
    }
    if view.english() {
        let open = Clock { hour, minute: 0, open: true, end: i + 2 };
        return match view.norm(i + 1) {
            "o'clock" => Some(half_of_day(view, open)),
            "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" => Some(half_of_day(view, Clock { end: i + 1, ..open })),
            _ => None,
        };
    }
    if matches!(view.norm(i + 1), "heure" | "heures") && at_a_time(view, i, i + 2) {
        return Some(half_of_day(view, with_half(view, Clock { hour, minute: 0, open: true, end: i + 2 })));
    }
    None
}

fn whole(hour: u8, end: usize) -> Clock {
    Clock { hour, minute: 0, open: false, end }
}

fn with_half(view: &View, clock: Clock) -> Clock {
    match (view.norm(clock.end), view.norm(clock.end + 1)) {
        ("et", "demi" | "demie") => Clock { minute: 30, end: clock.end + 2, ..clock },
        ("et", "quart") => Clock { minute: 15, end: clock.end + 2, ..clock },
        _ => clock,
    }
}

fn in_digits(view: &View, i: usize) -> Option<Clock> {
    let raw = view.raw(i);
    let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 4 || (i > 0 && view.glued(i - 1) && matches!(view.before(i), "/" | "$" | "£" | "€")) {
        return None;
    }
    let head: u16 = raw[..digits].parse().ok()?;
    let rest = &raw[digits..];
    // 1500 GMT
    if digits == 4 {
        let zoned = rest.is_empty() && matches!(view.raw(i + 1), "GMT" | "UTC" | "BST" | "CET");
        let (hour, minute) = (head / 100, head % 100);
        return (zoned && hour < 24 && minute < 60).then_some(Clock {
            hour: hour as u8,
            minute: minute as u8,
            open: false,
            end: i + 1,
        });
    }
    if digits > 2 || head > 24 {
        return None;
    }
    let hour = head as u8;
    let lower = rest.to_lowercase();
    // 11:30, 11.30pm, 11h30
    if let Some(after) = rest.strip_prefix([':', '.']) {
        let minutes = after.bytes().take_while(u8::is_ascii_digit).count();
        let tail = after[minutes..].to_lowercase();
        let minute: u8 = after[..minutes].parse().ok().filter(|&m| m < 60)?;
        let half = matches!(tail.as_str(), "am" | "pm");
        let half_follows = is_half(view.norm(i + 1));
        if minutes != 2 || !(tail.is_empty() || half || tail == "h") {
            return None;
        }
        if rest.starts_with('.') && !half && !half_follows {
            return None;
        }
        let clock = Clock { hour, minute, open: (1..=12).contains(&hour) && !view.french(), end: i + 1 };
        if hour == 24 {
            return None;
        }
        return Some(if half { set_half(clock, tail == "pm") } else { half_of_day(view, clock) });
    }
    if matches!(lower.as_str(), "am" | "pm") && (1..=12).contains(&hour) {
        return Some(set_half(Clock { hour, minute: 0, open: true, end: i + 1 }, lower == "pm"));
    }
    if rest.is_empty() && (1..=12).contains(&hour) && is_half(view.norm(i + 1)) {
        return Some(half_of_day(view, Clock { hour, minute: 0, open: true, end: i + 1 }));
    }
    if rest.is_empty() && view.norm(i + 1) == "o'clock" && (1..=12).contains(&hour) {
        return Some(half_of_day(view, Clock { hour, minute: 0, open: true, end: i + 2 }));
    }
    if !view.french() {
        return None;
    }
    if let Some(minutes) = lower.strip_prefix('h') {
        if minutes.is_empty() {
            return french_hours(view, i, hour, i + 1);
        }
        let minute: u8 = minutes.parse().ok().filter(|&m| m < 60)?;
        return (minutes.len() == 2 && hour < 24).then_some(Clock { hour, minute, open: false, end: i + 1 });
    }
    match view.norm(i + 1) {
        "h" if rest.is_empty() => french_hours(view, i, hour, i + 2),
        "heure" | "heures" if rest.is_empty() && at_a_time(view, i, i + 2) => french_hours(view, i, hour, i + 2),
        _ => None,
    }
}

/// *15 h (30)*, after the hour and its unit.
fn french_hours(view: &View, i: usize, hour: u8, end: usize) -> Option<Clock> {
    let minute = view.plain(end).filter(|&m| m < 60 && view.raw(end).len() == 2);
    let clock = match minute {
        Some(m) => {
            Clock { hour, minute: m as u8, open: false, end: end + 1 + usize::from(view.norm(end + 1) == "min") }
        }
        None => with_half(view, Clock { hour, minute: 0, open: false, end }),
    };
    let duration = minute.is_none() && !at_a_time(view, i, clock.end) && lasts(view, i);
    // *après 3 heures et demie de discussion*
    let of = matches!(view.norm(clock.end), "de" | "d'") && clock.minute == 30 && minute.is_none();
    (hour < 24 && !duration && !of && view.norm(clock.end) != "/").then(|| half_of_day(view, clock))
}

/// Whether the words before hour `i` announce a time of day, or those at `end` do.
fn at_a_time(view: &View, i: usize, end: usize) -> bool {
    let before = view.before(i);
    let led = matches!(before, "à" | "vers" | "dès" | "avant" | "après" | "jusqu'à" | "depuis")
        || (matches!(before, "les" | "de" | "heure")
            && i > 1
            && matches!(view.norm(i - 2), "sur" | "vers" | "à" | "partir"));
    let followed = matches!(view.norm(end), "du" | "de") && matches!(view.norm(end + 1), "matin" | "soir" | "l'")
        || matches!(view.norm(end), "gmt" | "utc" | "précises" | "pile");
    led && !matches!(view.norm(end), "de" | "d'") || followed
}

/// Whether the words before `i` announce a stretch of time.
fn lasts(view: &View, i: usize) -> bool {
    matches!(
        view.before(i),
        "en" | "pendant"
            | "durant"
            | "les"
            | "ces"
            | "des"
            | "toutes"
            | "chaque"
            | "de"
            | "dans"
            | "environ"
            | "dernières"
            | "prochaines"
            | "par"
            | "sous"
    )
}

fn is_half(norm: &str) -> bool {
    matches!(norm, "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m")
}

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
    let end = clock.end;
    match (view.norm(end), view.norm(end + 1), view.norm(end + 2)) {
        ("a.m." | "am" | "a.m", _, _) => Clock { end: end + 1, ..set_half(clock, false) },
        ("p.m." | "pm" | "p.m", _, _) => Clock { end: end + 1, ..set_half(clock, true) },
        ("du", "matin", _) => Clock { end: end + 2, ..set_half(clock, false) },
        ("du", "soir", _) => Clock { end: end + 2, ..set_half(clock, true) },
        ("in", "the", "morning") => Clock { end: end + 3, ..set_half(clock, false) },
        ("de", "l'", "après-midi") | ("in", "the", "afternoon" | "evening") => {
            Clock { end: end + 3, ..set_half(clock, true) }
        }
        _ => clock,
    }
}
