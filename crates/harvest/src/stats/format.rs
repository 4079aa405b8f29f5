//! Numbers and bins as the pages of statistics show them.

use super::histogram::Histogram;
use std::collections::BTreeMap;

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The bins of a histogram, by name and count: `5–7` or `≥ 100` for `whole` numbers, else `0.3–0.4`.
pub(super) fn bins(histogram: &Histogram, whole: bool) -> Vec<(String, u64)> {
    let edge = |x: f32| if whole { format!("{x:.0}") } else { format!("{x}") };
    let name = |i: usize| match (histogram.from[i], histogram.from.get(i + 1)) {
        (from, Some(to)) if whole && *to - from <= 1.0 => edge(from),
        (from, Some(to)) if whole => format!("{}–{}", edge(from), edge(to - 1.0)),
        (from, Some(to)) => format!("{}–{}", edge(from), edge(*to)),
        (from, None) => format!("≥ {}", edge(from)),
    };
    (0..histogram.counts.len()).map(|i| (name(i), histogram.counts[i])).collect()
}

/// Names and counts, the largest first, at most `most`.
pub(super) fn largest(counts: &BTreeMap<String, u64>, most: usize) -> Vec<(String, u64)> {
    let mut list: Vec<_> = counts.iter().map(|(k, n)| (k.clone(), *n)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.truncate(most);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bins() {
        let histogram = Histogram::new(&[0.0, 1.0, 3.0, 5.0, 8.0, 100.0]);
        let names: Vec<String> = bins(&histogram, true).into_iter().map(|b| b.0).collect();
        assert_eq!(names[2..4], ["3–4", "5–7"]);
        assert_eq!(names[5], "≥ 100");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
