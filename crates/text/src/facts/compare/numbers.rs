//! Numbers of two sides matched by value; what is left over differs.
//!
//! Greedy matching in rounds: equal values first, then conversions, then
//! roundings. An unmatched number may still be on the other side in another form:
//! inside a date or a time, or once where it stood twice. What then remains on
//! both sides is paired in order as *changed*; the rest is *missing* or *added*.

use super::quantity::{QuantityMatch, contradict, decade_for_year, equal, same_quantity};
use crate::facts::types::{Facts, NumberFact, NumberKind};
use crate::facts::unit::Dimension;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactChange {
    /// The target has another value.
    Changed,
    /// The value is the same, the unit another.
    UnitChanged,
    /// Only in the source.
    Missing,
    /// Only in the target.
    Added,
}

/// One number that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NumberDifference {
    /// What happened.
    pub change: FactChange,
    /// Index into the source's [`Facts::numbers`].
    pub source: Option<usize>,
    /// Index into the target's [`Facts::numbers`].
    pub target: Option<usize>,
    /// Whether only words are involved that translation changes freely.
    pub weak: bool,
    /// Whether two exact values of one kind stand in each other's place: no reading makes them agree.
    pub certain: bool,
}

/// No more unmatched numbers a side than this are compared one by one, so that time stays linear.
const LIMIT: usize = 64;

/// The numbers that mean the same on both sides, as indices into [`Facts::numbers`] of source and target, with how
/// they match; in source order.
pub fn match_numbers(source: &Facts, target: &Facts) -> Vec<(usize, usize, QuantityMatch)> {
    Matching::new(&source.numbers, &target.numbers).pairs
}

/// The differences between the numbers of both sides, in source order; what was added stands last.
pub fn compare_numbers(source: &Facts, target: &Facts) -> Vec<NumberDifference> {
    let matching = Matching::new(&source.numbers, &target.numbers);
    let (mut left, mut right) = (matching.left, matching.right);
    drop_values(&mut left, &source.numbers, values_of_dates_and_times(target));
    drop_values(&mut right, &target.numbers, values_of_dates_and_times(source));

    drop_local_scales(&mut left, &mut right, source, target);
    let mut out = pair_changed(&mut left, &mut right, source, target);
    out.extend(reversed_scores(&source.numbers, &target.numbers));
    let unpaired = |change, fact: &NumberFact| NumberDifference {
        change,
        source: None,
        target: None,
        weak: is_weak(fact),
        certain: false,
    };
    let (in_source, in_target) = (Quantities::new(&source.numbers), Quantities::new(&target.numbers));
    for i in left {
        let fact = &source.numbers[i];
        if !in_target.contain(fact) {
            out.push(NumberDifference { source: Some(i), ..unpaired(FactChange::Missing, fact) });
        }
    }
    for j in right {
        let fact = &target.numbers[j];
        if !in_source.contain(fact) {
            out.push(NumberDifference { target: Some(j), ..unpaired(FactChange::Added, fact) });
        }
    }
    out.sort_by_key(|d| (d.source.unwrap_or(usize::MAX), d.target));
    out
}

/// The matched numbers, and the indices of those unmatched on each side.
struct Matching {
    pairs: Vec<(usize, usize, QuantityMatch)>,
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Matching {
    fn new(source: &[NumberFact], target: &[NumberFact]) -> Self {
        let mut pairs = Vec::new();
        let mut used_left = vec![false; source.len()];
        let mut used_right = vec![false; target.len()];
        // Equal values: by first reading, same unit and strength first, then any; in order.
        for round in 0..3 {
            let mut queues: BTreeMap<u64, std::collections::VecDeque<usize>> = BTreeMap::new();
            for (j, fact) in target.iter().enumerate().filter(|(j, _)| !used_right[*j]) {
                queues.entry(fact.value.to_bits()).or_default().push_back(j);
            }
            for (i, fact) in source.iter().enumerate() {
                let Some(queue) = queues.get_mut(&fact.value.to_bits()).filter(|_| !used_left[i]) else { continue };
                let fits = |other: &NumberFact| match round {
                    0 => same_unit(fact, other) && fact.weak == other.weak && !contradict(fact, other),
                    1 => {
                        let rank = |f: &NumberFact| f.kind == NumberKind::Ordinal;
                        !contradict(fact, other)
                            && rank(fact) == rank(other)
                            && (!fact.weak || other.unit.is_some() == fact.unit.is_some())
                    }
                    _ => !contradict(fact, other),
                };
                let Some(at) = queue.iter().take(LIMIT).position(|&j| fits(&target[j])) else { continue };
                let Some(j) = queue.remove(at) else { continue };
                used_left[i] = true;
                used_right[j] = true;
                pairs.push((i, j, QuantityMatch::Equal));
            }
        }
        let mut left: Vec<usize> = (0..source.len()).filter(|&i| !used_left[i]).collect();
        let mut right: Vec<usize> = (0..target.len()).filter(|&j| !used_right[j]).collect();
        for wanted in [QuantityMatch::Equal, QuantityMatch::Converted, QuantityMatch::Approx] {
            let (few, rest) = (left.len().min(LIMIT), left.split_off(left.len().min(LIMIT)));
            debug_assert!(few <= LIMIT);
            left.retain(|&i| {
                let found = right.iter().take(LIMIT).position(|&j| same_quantity(&source[i], &target[j]) == wanted);
                if let Some(at) = found {
                    pairs.push((i, right.remove(at), wanted));
                }
                found.is_none()
            });
            left.extend(rest);
        }
        pairs.sort_unstable_by_key(|&(i, j, _)| (i, j));
        Self { pairs, left, right }
    }
}

fn same_unit(a: &NumberFact, b: &NumberFact) -> bool {
    a.unit.map(|u| u.symbol) == b.unit.map(|u| u.symbol)
}

/// The values in dates and times, as bits, for they are small and exact, with how often each is there.
fn values_of_dates_and_times(facts: &Facts) -> BTreeMap<u64, usize> {
    let mut values = BTreeMap::new();
    let mut add = |v: f64| *values.entry(v.to_bits()).or_insert(0) += 1;
    for date in &facts.dates {
        let parts = [date.day.map(f64::from), date.month.map(f64::from), date.year.map(f64::from)];
        parts.into_iter().flatten().for_each(&mut add);
    }
    for time in &facts.times {
        let minutes = f64::from(time.minute) / 100.0;
        let twelve = f64::from((time.hour + 11) % 12 + 1);
        add(f64::from(time.hour));
        add(twelve);
        if time.minute > 0 {
            add(f64::from(time.minute));
            add(f64::from(time.hour) + minutes);
            add(twelve + minutes);
        }
    }
    values
}

/// Drops the unmatched numbers that are among `values`, each value as often as it is there.
fn drop_values(left: &mut Vec<usize>, facts: &[NumberFact], mut values: BTreeMap<u64, usize>) {
    left.retain(|&i| {
        let fact = &facts[i];
        // *5 °C* is no 5th of a month.
        let measure = fact.unit.is_some_and(|u| u.dimension != Dimension::Duration);
        let other =
            matches!(fact.kind, NumberKind::Multiple | NumberKind::Period | NumberKind::Version | NumberKind::Fraction);
        if measure || other {
            return true;
        }
        let mut readings = std::iter::once(fact.value).chain(fact.alternatives.iter().copied());
        let found = readings.find(|v| values.get(&v.to_bits()).is_some_and(|&n| n > 0));
        if let Some(n) = found.and_then(|v| values.get_mut(&v.to_bits())) {
            *n -= 1;
        }
        found.is_none()
    });
}

/// The quantities of one side, for finding an unmatched number of the other among them.
struct Quantities<'a> {
    facts: &'a [NumberFact],
    values: BTreeSet<u64>,
}

impl<'a> Quantities<'a> {
    fn new(facts: &'a [NumberFact]) -> Self {
        Self { facts, values: facts.iter().map(|f| f.value.to_bits()).collect() }
    }

    /// Whether the same quantity is there, though matched to another number.
    fn contain(&self, fact: &NumberFact) -> bool {
        let among_first = || self.facts.iter().take(LIMIT).any(|o| same_quantity(fact, o) >= QuantityMatch::Converted);
        among_first() || self.facts.len() > LIMIT && self.values.contains(&fact.value.to_bits())
    }
}

/// Whether translations add and drop such numbers freely: *the two*, *thousands of*, `CO2`.
fn is_weak(fact: &NumberFact) -> bool {
    if fact.droppable {
        return true;
    }
    let small = match fact.kind {
        NumberKind::Ordinal => fact.value <= 3.0,
        NumberKind::Magnitude | NumberKind::Identifier => return true,
        _ => fact.value <= 2.0,
    };
    fact.weak || fact.spelled && small
}

/// Two numbers this far apart are not paired (see [`distance`]).
const FARTHEST: u32 = 8;

/// The distance of two unmatched numbers, for pairing; none if they cannot stand for each other. The weights are
/// set by hand.
fn distance(a: &NumberFact, b: &NumberFact) -> Option<u32> {
    let group = |f: &NumberFact| match f.kind {
        NumberKind::Cardinal
        | NumberKind::Range
        | NumberKind::Score
        | NumberKind::Year
        | NumberKind::Percent
        | NumberKind::Period => 0,
        NumberKind::Decade | NumberKind::Century => 1,
        NumberKind::Ordinal => 2,
        NumberKind::Identifier => 3,
        NumberKind::Fraction => 4,
        NumberKind::Magnitude => 5,
        NumberKind::Multiple => 6,
        NumberKind::Version => 7,
    };
    let unit = match (a.unit, b.unit) {
        (Some(u), Some(v)) if u.symbol == v.symbol => 0,
        (Some(u), Some(v)) if u.dimension == v.dimension => 1,
        (None, None) => 1,
        (Some(_), Some(_)) => 4,
        _ => 3,
    };
    let shares = matches!(
        (a.kind, b.kind),
        (NumberKind::Fraction, NumberKind::Percent) | (NumberKind::Percent, NumberKind::Fraction)
    );
    let kind = match (a.kind == b.kind, group(a) == group(b) || shares) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 4,
    };
    let strength = if a.weak == b.weak { 0 } else { 3 };
    let spelled = u32::from(a.spelled != b.spelled);
    let value = u32::from(!equal(a.value, b.value));
    let sum = unit + kind + strength + spelled + value;
    (sum < FARTHEST).then_some(sum)
}

fn pair_changed(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    source: &Facts,
    target: &Facts,
) -> Vec<NumberDifference> {
    let mut candidates = Vec::new();
    for (p, &i) in left.iter().take(LIMIT).enumerate() {
        for (q, &j) in right.iter().take(LIMIT).enumerate() {
            if let Some(d) = distance(&source.numbers[i], &target.numbers[j]) {
                candidates.push((d, p.abs_diff(q), i, j));
            }
        }
    }
    candidates.sort_unstable();
    let mut out = Vec::new();
    for (_, _, i, j) in candidates {
        if !left.contains(&i) || !right.contains(&j) {
            continue;
        }
        left.retain(|&x| x != i);
        right.retain(|&x| x != j);
        let (a, b) = (&source.numbers[i], &target.numbers[j]);
        let change = if units_only(a, b) { FactChange::UnitChanged } else { FactChange::Changed };
        let (weak, certain) = (is_weakly_changed(a, b), is_certainly_changed(a, b));
        out.push(NumberDifference { change, source: Some(i), target: Some(j), weak, certain });
    }
    out
}

/// Whether two facts differ in their units alone, not in what they are.
fn units_only(a: &NumberFact, b: &NumberFact) -> bool {
    equal(a.value, b.value) && a.unit.is_some() && b.unit.is_some() && !decade_for_year(a, b)
}

/// Whether a change of `a` to `b` may be free translation.
fn is_weakly_changed(a: &NumberFact, b: &NumberFact) -> bool {
    let both = |kind| a.kind == kind && b.kind == kind;
    // *weekly* and *chaque mois*; a bare *a week* may be any week.
    let once =
        |f: &NumberFact| f.spelled && f.value == 1.0 && f.unit.is_some_and(|u| u.dimension == Dimension::Duration);
    let one_is = |kind| a.kind == kind || b.kind == kind;
    if both(NumberKind::Period) || one_is(NumberKind::Period) && once(a) && once(b) {
        return false;
    }
    // *a fortnight* and *une semaine*: the one says how long, and so must the other.
    if once(a) && once(b) && !(a.weak && b.weak) {
        return false;
    }
    let multiple = |f: &NumberFact| f.kind == NumberKind::Multiple;
    a.weak || b.weak || multiple(a) != multiple(b)
}

/// Whether `a` and `b` are exact values of one kind that cannot agree.
fn is_certainly_changed(a: &NumberFact, b: &NumberFact) -> bool {
    if is_weakly_changed(a, b) {
        return false;
    }
    let magnitudes = a.kind == NumberKind::Magnitude && b.kind == NumberKind::Magnitude;
    if magnitudes {
        return a.unit.is_none() && b.unit.is_none() && (a.value / b.value).max(b.value / a.value) > APART;
    }
    // *about 200 pounds* are no *environ 200 kilos*, however rough.
    if measured_otherwise(a, b) {
        return true;
    }
    // *Roughly two thirds* are no *environ un tiers*.
    if (a.approximate || b.approximate) && (a.value / b.value).max(b.value / a.value) < FAR_FROM_ROUND {
        return false;
    }
    let one_kind = a.kind == b.kind
        || matches!((a.kind, b.kind), (NumberKind::Percent, _) | (_, NumberKind::Percent))
            && a.unit.is_some()
            && b.unit.is_some()
        || matches!(
            (a.kind, b.kind),
            (NumberKind::Period, NumberKind::Cardinal) | (NumberKind::Cardinal, NumberKind::Period)
        ) && !(a.weak || b.weak)
        || decade_for_year(a, b);
    let measures = match (a.unit, b.unit) {
        // The same figure with another unit, or another value in the same unit.
        (Some(u), Some(v)) => equal(a.value, b.value) || u.dimension == v.dimension,
        (None, None) => !matches!(a.kind, NumberKind::Identifier),
        _ => false,
    };
    one_kind && measures
}

/// Whether one figure is given in two units of one dimension that no reader exchanges: *20 gallons*, *20 litres*.
fn measured_otherwise(a: &NumberFact, b: &NumberFact) -> bool {
    let (Some(u), Some(v)) = (a.unit, b.unit) else { return false };
    a.kind == b.kind && equal(a.value, b.value) && u.dimension == v.dimension && contradict(a, b)
}

/// Two orders of size this many times apart are two, *dozens* and *hundreds*; *scores* and *dizaines* are one.
const APART: f64 = 4.0;

/// Two figures this many times apart are not one, however rough both are.
const FAR_FROM_ROUND: f64 = 1.8;

/// Drops pairs of unmatched numbers on scales that each country has of its own: *eighth grade*, *quatrième*.
fn drop_local_scales(left: &mut Vec<usize>, right: &mut Vec<usize>, source: &Facts, target: &Facts) {
    let local = |facts: &Facts, list: &[usize]| list.iter().position(|&i| facts.numbers[i].local_scale);
    let plain = |facts: &Facts, list: &[usize]| {
        list.iter().position(|&i| {
            let n = &facts.numbers[i];
            n.unit.is_none() && n.value < 70.0 && matches!(n.kind, NumberKind::Cardinal | NumberKind::Ordinal)
        })
    };
    for _ in 0..LIMIT {
        let (a, b) = (local(source, left), local(target, right));
        if a.is_none() && b.is_none() {
            return;
        }
        let pair = a.or_else(|| plain(source, left)).zip(b.or_else(|| plain(target, right)));
        let Some((i, j)) = pair else { return };
        left.remove(i);
        right.remove(j);
    }
}

/// Scores whose two sides have changed places: *3-1*, *1 à 3*.
fn reversed_scores(source: &[NumberFact], target: &[NumberFact]) -> Vec<NumberDifference> {
    let (ours, theirs) = (scores(source), scores(target));
    let has = |list: &[(usize, f64, f64)], a: f64, b: f64| list.iter().position(|s| equal(s.1, a) && equal(s.2, b));
    let mut out = Vec::new();
    for &(i, a, b) in ours.iter().take(LIMIT).filter(|s| !equal(s.1, s.2)) {
        let turned = has(&theirs, b, a).filter(|_| has(&theirs, a, b).is_none() && has(&ours, b, a).is_none());
        let Some(&(j, ..)) = turned.and_then(|at| theirs.get(at)) else { continue };
        // *between 3 and 1* is no score: one side says that it is one.
        if source[i].kind == NumberKind::Score || target[j].kind == NumberKind::Score {
            let certain = false;
            out.push(NumberDifference {
                change: FactChange::Changed,
                source: Some(i),
                target: Some(j),
                weak: false,
                certain,
            });
        }
    }
    out
}

/// The scores and ranges of two plain numbers: the index of the first, and both values.
fn scores(facts: &[NumberFact]) -> Vec<(usize, f64, f64)> {
    let plain = |f: &NumberFact| {
        let kind = matches!(f.kind, NumberKind::Score | NumberKind::Range | NumberKind::Cardinal);
        kind && f.unit.is_none() && f.value < MOST_SCORED
    };
    let joined = |w: &[NumberFact]| {
        w[0].kind != NumberKind::Cardinal && plain(&w[0]) && plain(&w[1]) && w[1].tokens.start == w[0].tokens.end + 1
    };
    facts.windows(2).enumerate().filter(|(_, w)| joined(w)).map(|(i, w)| (i, w[0].value, w[1].value)).collect()
}

/// No side of a score is higher.
const MOST_SCORED: f64 = 200.0;
