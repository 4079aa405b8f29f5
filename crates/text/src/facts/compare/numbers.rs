//! Numbers of two sides matched by value; what is left over differs.
//!
//! Equal values find each other first, then conversions and roundings. A
//! leftover may still be said otherwise on the other side: inside a date or a
//! time, or once where it stood twice. What then remains on both sides is
//! paired in order as *changed*; the rest is *missing* or *added*.

use super::quantity::{Match, contradict, equal, same_quantity};
use crate::facts::types::{Facts, NumberFact, NumberKind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Another value stands in its place.
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
    pub change: Change,
    /// Index into the source's [`Facts::numbers`].
    pub source: Option<usize>,
    /// Index into the target's [`Facts::numbers`].
    pub target: Option<usize>,
    /// Whether only words are involved that translation changes freely.
    pub weak: bool,
}

/// Leftovers beyond this many a side are not paired one by one.
const MANY: usize = 64;

/// The numbers that mean the same on both sides, and how surely, in source order.
pub fn match_numbers(source: &Facts, target: &Facts) -> Vec<(usize, usize, Match)> {
    Matching::new(&source.numbers, &target.numbers).pairs
}

/// The numbers of `target` that are not those of `source`.
pub fn compare_numbers(source: &Facts, target: &Facts) -> Vec<NumberDifference> {
    let matching = Matching::new(&source.numbers, &target.numbers);
    let (mut left, mut right) = (matching.left, matching.right);
    let elsewhere_in_target = elsewhere(target);
    let elsewhere_in_source = elsewhere(source);
    absorb(&mut left, &source.numbers, elsewhere_in_target);
    absorb(&mut right, &target.numbers, elsewhere_in_source);

    let mut out = pair_changed(&mut left, &mut right, source, target);
    let alone = |change, fact: &NumberFact| NumberDifference { change, source: None, target: None, weak: freely(fact) };
    let (in_source, in_target) = (Said::new(&source.numbers), Said::new(&target.numbers));
    for i in left {
        let fact = &source.numbers[i];
        if !in_target.again(fact) {
            out.push(NumberDifference { source: Some(i), ..alone(Change::Missing, fact) });
        }
    }
    for j in right {
        let fact = &target.numbers[j];
        if !in_source.again(fact) {
            out.push(NumberDifference { target: Some(j), ..alone(Change::Added, fact) });
        }
    }
    out.sort_by_key(|d| (d.source.unwrap_or(usize::MAX), d.target));
    out
}

struct Matching {
    pairs: Vec<(usize, usize, Match)>,
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
                    0 => same_unit(fact, other) && fact.weak == other.weak,
                    1 => !contradict(fact, other) && (!fact.weak || other.unit.is_some() == fact.unit.is_some()),
                    _ => !contradict(fact, other),
                };
                let Some(at) = queue.iter().take(MANY).position(|&j| fits(&target[j])) else { continue };
                let Some(j) = queue.remove(at) else { continue };
                used_left[i] = true;
                used_right[j] = true;
                pairs.push((i, j, Match::Equal));
            }
        }
        let mut left: Vec<usize> = (0..source.len()).filter(|&i| !used_left[i]).collect();
        let mut right: Vec<usize> = (0..target.len()).filter(|&j| !used_right[j]).collect();
        for wanted in [Match::Equal, Match::Converted, Match::Approx] {
            let (few, rest) = (left.len().min(MANY), left.split_off(left.len().min(MANY)));
            debug_assert!(few <= MANY);
            left.retain(|&i| {
                let found = right.iter().take(MANY).position(|&j| same_quantity(&source[i], &target[j]) == wanted);
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

/// Values that stand in dates and times, and how often; by bits, for they are small and exact.
fn elsewhere(facts: &Facts) -> BTreeMap<u64, usize> {
    let mut values = BTreeMap::new();
    let mut put = |v: f64| *values.entry(v.to_bits()).or_insert(0) += 1;
    for date in &facts.dates {
        let parts = [date.day.map(f64::from), date.month.map(f64::from), date.year.map(f64::from)];
        parts.into_iter().flatten().for_each(&mut put);
    }
    for time in &facts.times {
        let minutes = f64::from(time.minute) / 100.0;
        let twelve = f64::from((time.hour + 11) % 12 + 1);
        put(f64::from(time.hour));
        put(twelve);
        if time.minute > 0 {
            put(f64::from(time.minute));
            put(f64::from(time.hour) + minutes);
            put(twelve + minutes);
        }
    }
    values
}

/// Drops the leftovers that the other side says in a date or a time.
fn absorb(left: &mut Vec<usize>, facts: &[NumberFact], mut values: BTreeMap<u64, usize>) {
    left.retain(|&i| {
        let fact = &facts[i];
        let mut readings = std::iter::once(fact.value).chain(fact.alternatives.iter().copied());
        let said = readings.find(|v| values.get(&v.to_bits()).is_some_and(|&n| n > 0));
        if let Some(n) = said.and_then(|v| values.get_mut(&v.to_bits())) {
            *n -= 1;
        }
        said.is_none()
    });
}

/// The values of one side, for asking whether a leftover of the other is said there already.
struct Said<'a> {
    facts: &'a [NumberFact],
    values: BTreeSet<u64>,
}

impl<'a> Said<'a> {
    fn new(facts: &'a [NumberFact]) -> Self {
        Self { facts, values: facts.iter().map(|f| f.value.to_bits()).collect() }
    }

    /// Whether the same quantity stands there, matched to another of its kind.
    fn again(&self, fact: &NumberFact) -> bool {
        let near = || self.facts.iter().take(MANY).any(|o| same_quantity(fact, o) >= Match::Converted);
        near() || self.facts.len() > MANY && self.values.contains(&fact.value.to_bits())
    }
}

/// Whether such a number comes and goes in translation: *the two*, *thousands of*, `CO2`.
fn freely(fact: &NumberFact) -> bool {
    let small = match fact.kind {
        NumberKind::Ordinal => fact.value <= 3.0,
        NumberKind::Magnitude | NumberKind::Identifier => return true,
        _ => fact.value <= 2.0,
    };
    fact.weak || fact.spelled && small
}

/// How unlike two leftovers are, for pairing; none if they cannot stand for each other.
fn distance(a: &NumberFact, b: &NumberFact) -> Option<u32> {
    let group = |f: &NumberFact| match f.kind {
        NumberKind::Cardinal | NumberKind::Range | NumberKind::Score | NumberKind::Year | NumberKind::Percent => 0,
        NumberKind::Decade | NumberKind::Century => 1,
        NumberKind::Ordinal => 2,
        NumberKind::Identifier => 3,
        NumberKind::Fraction => 4,
        NumberKind::Magnitude => 5,
    };
    let unit = match (a.unit, b.unit) {
        (Some(u), Some(v)) if u.symbol == v.symbol => 0,
        (Some(u), Some(v)) if u.dimension == v.dimension => 1,
        (None, None) => 1,
        (Some(_), Some(_)) => 4,
        _ => 3,
    };
    let kind = match (a.kind == b.kind, group(a) == group(b)) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 4,
    };
    let strength = if a.weak == b.weak { 0 } else { 3 };
    let spelled = u32::from(a.spelled != b.spelled);
    let same_value = u32::from(!equal(a.value, b.value));
    let sum = unit + kind + strength + spelled + same_value;
    (sum < 8).then_some(sum)
}

fn pair_changed(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    source: &Facts,
    target: &Facts,
) -> Vec<NumberDifference> {
    let mut candidates = Vec::new();
    for (p, &i) in left.iter().take(MANY).enumerate() {
        for (q, &j) in right.iter().take(MANY).enumerate() {
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
        let change = if equal(a.value, b.value) { Change::UnitChanged } else { Change::Changed };
        out.push(NumberDifference { change, source: Some(i), target: Some(j), weak: a.weak || b.weak });
    }
    out
}
