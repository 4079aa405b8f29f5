//! Two numbers joined by a mark: `3/4`, `3-1`, `2017-18`, `16:9`.

use super::figures::in_digits;
use super::reading::{Reading, blank, finish};
use crate::facts::types::NumberKind;
use crate::facts::units;
use crate::facts::view::View;

/// `3/4`, `3-1`, `2017-18`, `16:9`: two plain numbers glued by a mark.
pub(crate) fn fraction_or_pair(view: &View, i: usize, out: &mut Vec<Reading>) -> bool {
    let (Some(a), Some(b)) = (view.plain(i), view.plain(i + 2)) else { return false };
    let mark = view.raw(i + 1);
    if !(view.glued(i) && view.glued(i + 1)) || i > 0 && units::currency_before(view, i - 1).is_some() {
        return false;
    }
    let chained = view.glued(i + 2) && view.raw(i + 3) == mark && view.is_digits(i + 4);
    let (first, second) = (f64::from(a), f64::from(b));
    match mark {
        "/" if !chained && a < b && (b <= 10 || b == 100) && a > 0 => {
            out.push(finish(view, blank(i, i + 3, first / second, NumberKind::Fraction), 1.0, true));
            true
        }
        "-" | "–" | "—" | "/" => {
            let years = view.raw(i).len() == 4 && (1000..2100).contains(&a);
            let small = view.raw(i).len() <= 3 && view.raw(i + 2).len() <= 3;
            if !small && !years {
                return false;
            }
            let kind = if years { NumberKind::Year } else { NumberKind::Score };
            let mut one = finish(view, blank(i, i + 1, first, kind), 1.0, true);
            one.fact.span = view.span(i, i + 1);
            out.push(one);
            if chained {
                return true;
            }
            if let Some(mut other) = in_digits(view, i + 2) {
                let ranged = other.fact.unit.is_some() || other.scale > 1.0;
                if ranged && !years {
                    other.fact.kind =
                        if other.fact.kind == NumberKind::Cardinal { NumberKind::Range } else { other.fact.kind };
                    if let Some(one) = out.last_mut() {
                        one.fact.kind = NumberKind::Range;
                    }
                } else if other.fact.kind == NumberKind::Cardinal {
                    other.fact.kind = kind;
                }
                if years && second < 100.0 {
                    other.fact.alternatives.push((first / 100.0).floor() * 100.0 + second);
                }
                out.push(other);
            }
            true
        }
        _ => false,
    }
}
