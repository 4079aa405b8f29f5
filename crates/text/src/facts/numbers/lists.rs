//! Second pass over the numbers: members of a list or range share a unit, magnitude or kind (*10 to 20 million
//! dollars*, *aged 33, 34 and 39*).

use super::reading::Reading;
use crate::facts::lexicon::Role;
use crate::facts::types::NumberKind;
use crate::facts::unit::{PERCENT, YEAR, by_symbol};
use crate::facts::units;
use crate::facts::view::View;

/// Lets members of a list or range share the unit and magnitude of the last.
pub(crate) fn share_units(view: &View, found: &mut [Reading]) {
    share_ages(view, found);
    for k in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { continue };
        let gap = a.fact.tokens.end as usize..b.fact.tokens.start as usize;
        if gap.len() > 2 || gap.is_empty() {
            continue;
        }
        let listed = view.norm(gap.start) == "," || view.is_any(gap.start, Role::ListJoint);
        let ranged = matches!(view.norm(gap.start), "-" | "–" | "—" | "/") || view.is_any(gap.start, Role::RangeJoint);
        let dollar = gap.len() == 2 && units::currency_before(view, gap.end - 1).is_some();
        if !(listed || ranged) || (gap.len() == 2 && !dollar) {
            continue;
        }
        if b.fact.kind == NumberKind::Century && a.fact.kind == NumberKind::Ordinal {
            a.fact.kind = NumberKind::Century;
        }
        let plain = matches!(a.fact.kind, NumberKind::Cardinal | NumberKind::Range | NumberKind::Score);
        if !plain || a.fact.weak && listed {
            continue;
        }
        if ranged && a.fact.kind == NumberKind::Cardinal {
            a.fact.kind = NumberKind::Range;
        }
        if a.fact.unit.is_none() && !dollar {
            a.fact.unit = b.fact.unit;
        }
        if b.scale > 1.0 && a.scale == 1.0 && (ranged || listed) && a.fact.value < 1000.0 {
            a.fact.alternatives.push(a.fact.value * b.scale);
        }
        if a.fact.kind == NumberKind::Cardinal && a.fact.unit.is_some_and(|u| u.symbol == PERCENT) {
            a.fact.kind = NumberKind::Percent;
        }
    }
}

/// *aged 33, 34 and 39*, *les années 80 et 90*: the first gives all their unit or kind.
fn share_ages(view: &View, found: &mut [Reading]) {
    for k in 1..found.len() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last(), right.first_mut()) else { continue };
        let (a, b) = (&a.fact, &mut b.fact);
        // *les années 80 et 90*
        let joint = a.tokens.end as usize;
        let joins = |words: &dyn Fn(Role) -> bool| {
            matches!(view.norm(joint), "," | "-" | "–") || words(Role::ListJoint) || words(Role::RangeJoint)
        };
        let adjacent = b.tokens.start == a.tokens.end + 1;
        let next = adjacent && joins(&|role| view.is(joint, role));
        if view.traits.decade_noun_first
            && a.kind == NumberKind::Decade
            && next
            && b.kind == NumberKind::Cardinal
            && b.value < 100.0
        {
            let century = (a.value / 100.0).floor() * 100.0;
            b.alternatives.push(b.value);
            b.value += century;
            b.kind = NumberKind::Decade;
        }
        let implied = a.unit.is_some_and(|u| u.symbol == YEAR) && a.tokens.end == a.tokens.start + 1;
        let listed = adjacent && joins(&|role| view.is_any(joint, role));
        if implied && listed && b.unit.is_none() && b.kind == NumberKind::Cardinal && b.value <= 110.0 {
            b.unit = by_symbol(YEAR);
        }
    }
}
