//! From the prediction of the trees to the probability that a person would agree.
//!
//! Each rule has a rising curve, fitted by isotonic regression (pool adjacent violators, Barlow et
//! al. 1972; for calibration Zadrozny and Elkan 2002) by `training/drift/learn`, and written as
//! points to `learnt/calibration.tsv`. Between points the curve is linear. A rule without a curve
//! keeps its strength.

use super::judge::Judge;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Points of strength and confidence, rising in both.
type Curve = Vec<(f32, f32)>;

static LEXICON: LazyLock<BTreeMap<&'static str, Curve>> = LazyLock::new(|| parse(learnt!("calibration.tsv")));
static CONTEXT: LazyLock<BTreeMap<&'static str, Curve>> = LazyLock::new(|| parse(learnt!("context/calibration.tsv")));

/// Reads one point a line: rule, strength, confidence.
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

/// The calibrated confidence, in [0, 1], of a finding of `rule` made with `strength`.
pub(crate) fn confidence(judge: Judge, rule: &str, strength: f32) -> f32 {
    judge.pick(&LEXICON, &CONTEXT).get(rule).map_or(strength, |c| interpolated(c, strength)).clamp(0.0, 1.0)
}

/// Linear interpolation; beyond the ends the value of the end.
fn interpolated(curve: &[(f32, f32)], x: f32) -> f32 {
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
    use crate::drift::rules;

    #[test]
    fn curves_rise_and_stay_in_range() {
        for (rule, curve) in LEXICON.iter().chain(CONTEXT.iter()) {
            assert!(rules::description(rule).is_some(), "no rule is called {rule}");
            for pair in curve.windows(2) {
                assert!(pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1, "{rule}: {pair:?}");
            }
            assert!(curve.iter().all(|&(x, y)| (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)), "{rule}");
        }
    }

    #[test]
    fn between_points_the_curve_is_linear() {
        let curve = [(0.2, 0.1), (0.6, 0.5)];
        assert!((interpolated(&curve, 0.4) - 0.3).abs() < 1e-6);
        assert_eq!(interpolated(&curve, 0.0), 0.1);
        assert_eq!(interpolated(&curve, 1.0), 0.5);
    }
}
