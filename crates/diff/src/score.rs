//! The fidelity of a pair as one number.
//!
//! Two things multiply: that no finding is true (a noisy-or of confidences,
//! graver findings weighing more), and how much of both sides' meaning has
//! support in the word links, words weighed by their information. The second
//! never reaches a verdict by itself, but ranks pairs that carry no finding.

use crate::reading::{Reading, SideReading};
use crate::{Finding, Severity};

/// Fidelity in [0, 1].
pub(crate) fn score(reading: &Reading<'_>, findings: &[Finding]) -> f32 {
    let clean: f32 = findings.iter().map(|f| 1.0 - weight(f.severity) * f.confidence.powi(2)).product();
    clean * lexical(reading)
}

const fn weight(severity: Severity) -> f32 {
    match severity {
        Severity::Info => 0.02,
        Severity::Minor => 0.4,
        Severity::Major => 0.8,
        Severity::Critical => 0.95,
    }
}

/// Mean support of the words of both sides; the weaker side counts more, since an omission
/// leaves one side fully supported. 1 where there are no links to judge by.
fn lexical(reading: &Reading<'_>) -> f32 {
    if !reading.has_links() {
        return 1.0;
    }
    let (a, b) = (support(&reading.source), support(&reading.target));
    0.6 * a.min(b) + 0.4 * a.max(b)
}

fn support(side: &SideReading<'_>) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    for i in (0..side.len()).filter(|&i| side.is_word(i)) {
        let w = side.information[i].powi(2);
        all += w;
        sum += w * side.rendered.get(i).copied().unwrap_or(0.0);
    }
    if all > 0.0 { sum / all } else { 1.0 }
}
