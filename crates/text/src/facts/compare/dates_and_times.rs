//! Dates and times of two sides matched by value.
//!
//! Two dates agree when no part that both give contradicts and at least one
//! part is the same: *Monday* agrees with *lundi 24 janvier*. A weekday alone
//! may be dropped freely, so its absence is weak.

use super::numbers::Change;
use super::quantity::equal;
use crate::facts::types::{DateFact, Facts, TimeFact};
use serde::Serialize;

/// One date or time of day that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MomentDifference {
    /// What happened; never `UnitChanged`.
    pub change: Change,
    /// Index into the source's [`Facts::dates`] or [`Facts::times`].
    pub source: Option<usize>,
    /// Index into the target's.
    pub target: Option<usize>,
    /// Whether only a weekday, a bare month, or *noon* and the like came or went.
    pub weak: bool,
}

/// Leftovers beyond this many a side are not looked at.
const MANY: usize = 64;

/// How many parts two dates share; none if a part contradicts or nothing is shared.
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

/// The dates of `target` that are not those of `source`.
pub fn compare_dates(source: &Facts, target: &Facts) -> Vec<MomentDifference> {
    let (a, b) = (&source.dates, &target.dates);
    let mut left: Vec<usize> = (0..a.len()).collect();
    let mut right: Vec<usize> = (0..b.len()).collect();
    pair(&mut left, &mut right, |i, j| agreement(&a[i], &b[j]));
    left.retain(|&i| !in_numbers(&a[i], target));
    right.retain(|&j| !in_numbers(&b[j], source));
    // *Saturday* told as *le 29 septembre*: nothing contradicts.
    pair(&mut left, &mut right, |i, j| dated_weekday(&a[i], &b[j]).then_some(1));
    let changed = pair(&mut left, &mut right, |i, j| alike(&a[i], &b[j]));
    // One date may be said in two places, or twice.
    left.retain(|&i| !b.iter().take(MANY).any(|d| agreement(&a[i], d).is_some()));
    right.retain(|&j| !a.iter().take(MANY).any(|d| agreement(&b[j], d).is_some()));
    let slight = |d: &DateFact| d.day.is_none() && d.year.is_none();
    differences(changed, left.into_iter().map(|i| (i, slight(&a[i]))), right.into_iter().map(|j| (j, slight(&b[j]))))
}

/// What changed, what is missing and what was added, in the order of the source; the flags say what is weak.
fn differences(
    changed: Vec<(usize, usize)>,
    missing: impl Iterator<Item = (usize, bool)>,
    added: impl Iterator<Item = (usize, bool)>,
) -> Vec<MomentDifference> {
    let tell = |change, source, target, weak| MomentDifference { change, source, target, weak };
    let mut out: Vec<MomentDifference> =
        changed.into_iter().map(|(i, j)| tell(Change::Changed, Some(i), Some(j), false)).collect();
    out.extend(missing.map(|(i, weak)| tell(Change::Missing, Some(i), None, weak)));
    out.extend(added.map(|(j, weak)| tell(Change::Added, None, Some(j), weak)));
    out.sort_by_key(|d| (d.source.unwrap_or(usize::MAX), d.target));
    out
}

/// Whether one is a bare weekday and the other a day of a month without one.
fn dated_weekday(a: &DateFact, b: &DateFact) -> bool {
    let bare = |d: &DateFact| d.weekday.is_some() && d.day.is_none() && d.month.is_none();
    let dated = |d: &DateFact| d.weekday.is_none() && d.day.is_some();
    bare(a) && dated(b) || bare(b) && dated(a)
}

/// Whether two dates that disagree stand in each other's place: they give the same parts.
fn alike(a: &DateFact, b: &DateFact) -> Option<u32> {
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

/// Whether the parts of a date stand among the numbers of the other side.
fn in_numbers(date: &DateFact, other: &Facts) -> bool {
    let has = |v: Option<f64>| v.is_none_or(|v| other.numbers.iter().take(MANY).any(|n| equal(n.value, v)));
    (date.day.is_some() || date.year.is_some())
        && date.weekday.is_none()
        && has(date.day.map(f64::from))
        && has(date.year.map(f64::from))
}

/// Pairs what fits best first, then in order; drops the paired from both lists.
fn pair(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    fits: impl Fn(usize, usize) -> Option<u32>,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (p, &i) in left.iter().take(MANY).enumerate() {
        for (q, &j) in right.iter().take(MANY).enumerate() {
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

/// The times of day of `target` that are not those of `source`.
pub fn compare_times(source: &Facts, target: &Facts) -> Vec<MomentDifference> {
    let (a, b) = (&source.times, &target.times);
    let mut left: Vec<usize> = (0..a.len()).collect();
    let mut right: Vec<usize> = (0..b.len()).collect();
    pair(&mut left, &mut right, |i, j| same_time(&a[i], &b[j]).then_some(1));
    left.retain(|&i| !time_in_numbers(&a[i], target));
    right.retain(|&j| !time_in_numbers(&b[j], source));
    let changed = pair(&mut left, &mut right, |_, _| Some(1));
    let repeated = |t: &TimeFact, others: &[TimeFact]| others.iter().take(MANY).any(|o| same_time(t, o));
    left.retain(|&i| !repeated(&a[i], b));
    right.retain(|&j| !repeated(&b[j], a));
    let slight = |t: &TimeFact| t.hour.is_multiple_of(12) && t.minute == 0;
    differences(changed, left.into_iter().map(|i| (i, slight(&a[i]))), right.into_iter().map(|j| (j, slight(&b[j]))))
}

fn same_time(a: &TimeFact, b: &TimeFact) -> bool {
    let open = a.half_day_open || b.half_day_open;
    a.minute == b.minute && (a.hour == b.hour || open && a.hour % 12 == b.hour % 12)
}

/// Whether a time stands among the numbers of the other side: *15 heures* as a stretch, *11.30*.
fn time_in_numbers(time: &TimeFact, other: &Facts) -> bool {
    let hour = f64::from(time.hour);
    let spoken = hour + f64::from(time.minute) / 100.0;
    let twelve = f64::from((time.hour + 11) % 12 + 1);
    let spoken_twelve = twelve + f64::from(time.minute) / 100.0;
    let fits = |v: f64| {
        equal(v, spoken) || equal(v, spoken_twelve) || time.minute == 0 && (equal(v, hour) || equal(v, twelve))
    };
    other.numbers.iter().take(MANY).any(|n| fits(n.value))
}
