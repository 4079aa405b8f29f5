//! From a rule's own strength to the probability that a person would agree.
//!
//! Each rule has a rising curve, given by points in `data/calibration.tsv` and
//! learnt from translations known to be good and errors known to be planted
//! (see docs/rules/README.md). Between points the curve is straight. A rule without a
//! curve keeps its strength.

use std::collections::BTreeMap;
use std::sync::LazyLock;

type Curve = Vec<(f32, f32)>;

static CURVES: LazyLock<BTreeMap<&'static str, Curve>> = LazyLock::new(|| parse(learnt!("calibration.tsv")));

fn parse(tsv: &'static str) -> BTreeMap<&'static str, Curve> {
    let mut curves: BTreeMap<&str, Curve> = BTreeMap::new();
    for line in tsv.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(rule), Some(Ok(x)), Some(Ok(y))) =
            (columns.next(), columns.next().map(str::parse::<f32>), columns.next().map(str::parse::<f32>))
        {
            curves.entry(rule).or_default().push((x, y));
        }
    }
    curves
}

/// The calibrated confidence of a finding of `rule` made with `strength`.
pub(crate) fn confidence(rule: &str, strength: f32) -> f32 {
    CURVES.get(rule).map_or(strength, |c| along(c, strength)).clamp(0.0, 1.0)
}

fn along(curve: &[(f32, f32)], x: f32) -> f32 {
    let after = curve.partition_point(|&(at, _)| at <= x);
    match (after.checked_sub(1).and_then(|i| curve.get(i)), curve.get(after)) {
        (Some(&(x0, y0)), Some(&(x1, y1))) if x1 > x0 => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some(&(_, y)), _) | (None, Some(&(_, y))) => y,
        (None, None) => x,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_rise_and_stay_in_range() {
        for (rule, curve) in CURVES.iter() {
            for pair in curve.windows(2) {
                assert!(pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1, "{rule}: {pair:?}");
            }
            assert!(curve.iter().all(|&(x, y)| (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)), "{rule}");
        }
    }

    #[test]
    fn between_points_the_curve_is_straight() {
        let curve = [(0.2, 0.1), (0.6, 0.5)];
        assert!((along(&curve, 0.4) - 0.3).abs() < 1e-6);
        assert_eq!(along(&curve, 0.0), 0.1);
        assert_eq!(along(&curve, 1.0), 0.5);
    }
}
