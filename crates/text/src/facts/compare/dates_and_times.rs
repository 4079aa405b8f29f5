//! Dates and times of two sides matched by value.
//!
//! Two dates agree when no part that both give contradicts and at least one
//! part is the same: *Monday* agrees with *lundi 24 janvier*. Translations drop a
//! bare weekday freely, so its absence is weak evidence.

use super::numbers::FactChange;
use super::quantity::equal;
use crate::facts::types::{DateFact, Facts, TimeFact};
use serde::Serialize;

/// One date or time of day that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DateTimeDifference {
    /// What happened; never `UnitChanged`.
    pub change: FactChange,
    /// Index into the source's [`Facts::dates`] or [`Facts::times`].
    pub source: Option<usize>,
    /// Index into the target's.
    pub target: Option<usize>,
    /// Whether only a weekday, a bare month, or *noon* and the like came or went.
    pub weak: bool,
}

/// No more unmatched dates or times a side than this are compared, so that time stays linear.
const LIMIT: usize = 64;

/// The weight of the parts that two dates share; none if a part contradicts or only the year is shared.
fn agreement(a: &DateFact, b: &DateFact) -> Option<u32> {
    let straight = shared(a, b);
    if a.swappable || b.swappable {
        let swapped = DateFact { day: a.month, month: a.day, ..a.clone() };
        return straight.max(shared(&swapped, b));
    }
    straight
}

fn shared(a: &DateFact, b: &DateFact) -> Option<u32> {
    let mut sum = 0;
    let mut contradicts = false;
    let mut part = |x: Option<i32>, y: Option<i32>, weight: u32| {
        if let (Some(x), Some(y)) = (x, y) {
            if x == y {
                sum += weight;
            } else {
                contradicts = true;
            }
        }
    };
    part(a.year, b.year, 1);
    part(a.month.map(i32::from), b.month.map(i32::from), 2);
    part(a.day.map(i32::from), b.day.map(i32::from), 2);
    part(a.weekday.map(i32::from), b.weekday.map(i32::from), 2);
    (!contradicts && sum > 1).then_some(sum)
}

/// The differences between the dates of both sides, in source order; what was added stands last.
pub fn compare_dates(source: &Facts, target: &Facts) -> Vec<DateTimeDifference> {
    let (a, b) = (&source.dates, &target.dates);
    let mut left: Vec<usize> = (0..a.len()).collect();
    let mut right: Vec<usize> = (0..b.len()).collect();
    pair(&mut left, &mut right, |i, j| agreement(&a[i], &b[j]));
    left.retain(|&i| !in_numbers(&a[i], target));
    right.retain(|&j| !in_numbers(&b[j], source));
    // *Saturday* translated as *le 29 septembre*: nothing contradicts.
    pair(&mut left, &mut right, |i, j| dated_weekday(&a[i], &b[j]).then_some(1));
    let changed = pair(&mut left, &mut right, |i, j| common_parts(&a[i], &b[j]));
    // One date may be split in two, or repeated.
    left.retain(|&i| !b.iter().take(LIMIT).any(|d| agreement(&a[i], d).is_some()));
    right.retain(|&j| !a.iter().take(LIMIT).any(|d| agreement(&b[j], d).is_some()));
    let weak = |d: &DateFact| d.day.is_none() && d.year.is_none();
    differences(changed, left.into_iter().map(|i| (i, weak(&a[i]))), right.into_iter().map(|j| (j, weak(&b[j]))))
}

/// The differences in the order of the source: pairs that changed, and missing and added indices, each with whether it
/// is weak.
fn differences(
    changed: Vec<(usize, usize)>,
    missing: impl Iterator<Item = (usize, bool)>,
    added: impl Iterator<Item = (usize, bool)>,
) -> Vec<DateTimeDifference> {
    let difference = |change, source, target, weak| DateTimeDifference { change, source, target, weak };
    let mut out: Vec<DateTimeDifference> =
        changed.into_iter().map(|(i, j)| difference(FactChange::Changed, Some(i), Some(j), false)).collect();
    out.extend(missing.map(|(i, weak)| difference(FactChange::Missing, Some(i), None, weak)));
    out.extend(added.map(|(j, weak)| difference(FactChange::Added, None, Some(j), weak)));
    out.sort_by_key(|d| (d.source.unwrap_or(usize::MAX), d.target));
    out
}

/// Whether one is a bare weekday and the other a day of a month without one.
fn dated_weekday(a: &DateFact, b: &DateFact) -> bool {
    let bare = |d: &DateFact| d.weekday.is_some() && d.day.is_none() && d.month.is_none();
    let dated = |d: &DateFact| d.weekday.is_none() && d.day.is_some();
    bare(a) && dated(b) || bare(b) && dated(a)
}

/// How well two dates that disagree correspond: the parts that both give, those that are equal first; none if no part
/// is given by both.
fn common_parts(a: &DateFact, b: &DateFact) -> Option<u32> {
    let both = |x: bool, y: bool| u32::from(x && y);
    let same = u32::from(a.day.is_some() && a.day == b.day)
        + u32::from(a.month.is_some() && a.month == b.month)
        + u32::from(a.year.is_some() && a.year == b.year)
        + u32::from(a.weekday.is_some() && a.weekday == b.weekday);
    let parts = both(a.day.is_some(), b.day.is_some())
        + both(a.month.is_some(), b.month.is_some())
        + both(a.year.is_some(), b.year.is_some())
        + both(a.weekday.is_some(), b.weekday.is_some());
    (parts > 0).then_some(same * 4 + parts)
}

/// Whether the day and year of a date are among the numbers of the other side.
fn in_numbers(date: &DateFact, other: &Facts) -> bool {
    let has = |v: Option<f64>| v.is_none_or(|v| other.numbers.iter().take(LIMIT).any(|n| equal(n.value, v)));
    (date.day.is_some() || date.year.is_some())
        && date.weekday.is_none()
        && has(date.day.map(f64::from))
        && has(date.year.map(f64::from))
}

/// Pairs what fits best first, then in order; drops the paired from both lists.
pub(super) fn pair(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    fits: impl Fn(usize, usize) -> Option<u32>,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (p, &i) in left.iter().take(LIMIT).enumerate() {
        for (q, &j) in right.iter().take(LIMIT).enumerate() {
            if let Some(score) = fits(i, j) {
                candidates.push((std::cmp::Reverse(score), p.abs_diff(q), i, j));
            }
        }
    }
    candidates.sort_unstable();
    let mut out = Vec::new();
    for (_, _, i, j) in candidates {
        if left.contains(&i) && right.contains(&j) {
            left.retain(|&x| x != i);
            right.retain(|&x| x != j);
            out.push((i, j));
        }
    }
    out
}

/// Whether two times in different zones are the same moment.
fn same_moment(a: &TimeFact, b: &TimeFact, ours: (i8, i8), theirs: (i8, i8)) -> bool {
    let utc = |t: &TimeFact, zone: i8| (i32::from(t.hour) - i32::from(zone)).rem_euclid(24);
    let open = a.half_day_open || b.half_day_open;
    let same = |p: i32, q: i32| p == q || open && p % 12 == q % 12;
    a.minute == b.minute
        && [ours.0, ours.1].into_iter().any(|x| [theirs.0, theirs.1].into_iter().any(|y| same(utc(a, x), utc(b, y))))
}

/// The differences between the times of day of both sides, in source order; what was added stands last.
pub fn compare_times(source: &Facts, target: &Facts) -> Vec<DateTimeDifference> {
    let (a, b) = (&source.times, &target.times);
    let mut left: Vec<usize> = (0..a.len()).collect();
    let mut right: Vec<usize> = (0..b.len()).collect();
    pair(&mut left, &mut right, |i, j| same_time(&a[i], &b[j]).then_some(1));
    left.retain(|&i| !time_in_numbers(&a[i], target));
    right.retain(|&j| !time_in_numbers(&b[j], source));
    let changed = pair(&mut left, &mut right, |_, _| Some(1));
    let repeated = |t: &TimeFact, others: &[TimeFact]| others.iter().take(LIMIT).any(|o| same_time(t, o));
    left.retain(|&i| !repeated(&a[i], b));
    right.retain(|&j| !repeated(&b[j], a));
    let weak = |t: &TimeFact| t.hour.is_multiple_of(12) && t.minute == 0;
    differences(changed, left.into_iter().map(|i| (i, weak(&a[i]))), right.into_iter().map(|j| (j, weak(&b[j]))))
}

fn same_time(a: &TimeFact, b: &TimeFact) -> bool {
    if let (Some(ours), Some(theirs)) = (a.zone, b.zone)
        && ours != theirs
    {
        return same_moment(a, b, ours, theirs);
    }
    let open = a.half_day_open || b.half_day_open;
    a.minute == b.minute && (a.hour == b.hour || open && a.hour % 12 == b.hour % 12)
}

/// Whether a time is among the numbers of the other side: *15 heures* as a duration, *11.30*.
fn time_in_numbers(time: &TimeFact, other: &Facts) -> bool {
    let (hour, minutes) = (f64::from(time.hour), f64::from(time.minute));
    let with_point = hour + f64::from(time.minute) / 100.0;
    let twelve = f64::from((time.hour + 11) % 12 + 1);
    let twelve_with_point = twelve + f64::from(time.minute) / 100.0;
    let fits = |v: f64| {
        // *dix heures et demie* as so many hours
        let hours = minutes / 60.0;
        equal(v, with_point)
            || equal(v, twelve_with_point)
            || equal(v, hour + hours)
            || equal(v, twelve + hours)
            || time.minute == 0 && (equal(v, hour) || equal(v, twelve))
    };
    other.numbers.iter().take(LIMIT).any(|n| fits(n.value))
}
