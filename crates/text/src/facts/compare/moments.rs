//! Moments of two sides matched by value: *next month* and *le mois prochain*.
//!
//! Translations drop them and put a date in their place, so what one side alone has is no difference, but for
//! *BC*. Two that stand in each other's place and do not agree are one.

use super::dates_and_times::{DateTimeDifference, pair};
use super::numbers::FactChange;
use crate::facts::types::{Facts, MomentFact, MomentKind, NumberFact, NumberKind};

/// The differences between the moments of both sides, in source order. Indices are those of [`Facts::moments`].
pub fn compare_moments(source: &Facts, target: &Facts) -> Vec<DateTimeDifference> {
    let (a, b) = (&source.moments, &target.moments);
    let mut left: Vec<usize> = (0..a.len()).collect();
    let mut right: Vec<usize> = (0..b.len()).collect();
    pair(&mut left, &mut right, |i, j| agree(&a[i], &b[j]).then_some(1));
    // Said twice on one side.
    left.retain(|&i| !b.iter().take(MOST).any(|m| agree(&a[i], m)));
    right.retain(|&j| !a.iter().take(MOST).any(|m| agree(m, &b[j])));
    let changed = pair(&mut left, &mut right, |i, j| oppose(&a[i], &b[j]));
    let difference = |change, source, target| DateTimeDifference { change, source, target, weak: false };
    let mut out: Vec<DateTimeDifference> =
        changed.into_iter().map(|(i, j)| difference(FactChange::Changed, Some(i), Some(j))).collect();
    let lost = |m: &MomentFact, there: &[MomentFact], numbers: &[NumberFact]| {
        m.kind == MomentKind::Era && m.value < 0 && !there.iter().any(|o| o.kind == MomentKind::Era) && dated(numbers)
    };
    out.extend(
        left.into_iter()
            .filter(|&i| lost(&a[i], b, &target.numbers))
            .map(|i| difference(FactChange::Missing, Some(i), None)),
    );
    out.extend(
        right
            .into_iter()
            .filter(|&j| lost(&b[j], a, &source.numbers))
            .map(|j| difference(FactChange::Added, None, Some(j))),
    );
    out.sort_by_key(|d| (d.source.unwrap_or(usize::MAX), d.target));
    out
}

/// No more than this many moments of a side are compared, so that time stays linear.
const MOST: usize = 64;

/// Whether there is a century or a number that an era may belong to.
fn dated(numbers: &[NumberFact]) -> bool {
    numbers.iter().take(MOST).any(|n| match n.kind {
        NumberKind::Century | NumberKind::Year => true,
        NumberKind::Cardinal | NumberKind::Range => n.unit.is_none() && !n.spelled,
        _ => false,
    })
}

fn agree(a: &MomentFact, b: &MomentFact) -> bool {
    // *this December* is *décembre prochain*.
    let named = |m: &MomentFact| matches!(m.unit, Some("weekday" | "season"));
    let near = (a.value == 0 || b.value == 0) && named(a) && named(b);
    a.kind == b.kind && (a.value == b.value || near) && (a.unit == b.unit || a.unit.is_none() || b.unit.is_none())
}

/// How well two moments that disagree stand for one another; none where both may be true.
fn oppose(a: &MomentFact, b: &MomentFact) -> Option<u32> {
    if a.kind != b.kind {
        return None;
    }
    match (a.kind, a.unit == b.unit) {
        // *today* stands for much.
        (MomentKind::Relative, true) => (a.value != b.value).then_some(2),
        // *next month* and *la semaine prochaine*; a day may lie in any week.
        (MomentKind::Relative, false) => {
            let long =
                |m: &MomentFact| matches!(m.unit, Some("week" | "month" | "quarter" | "year" | "decade" | "century"));
            (long(a) && long(b)).then_some(1)
        }
        _ => Some(2),
    }
}
