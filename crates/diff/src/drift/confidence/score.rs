//! The fidelity of a pair as one number.
//!
//! What speaks against a pair is added up and squashed: the findings by
//! confidence and harm, the words that nothing renders on either side (all
//! words, and those that tell much), the worst stretch of them, and a length
//! out of proportion. The weights (`data/score.tsv`) are learnt from pairs of a
//! good and a spoilt translation, and from pairs that people judged. Even
//! where nothing is flagged the number ranks what to read first.

use crate::drift::confidence::trees::flag;
use crate::drift::reading::Reading;
use crate::drift::reading::gaps;
use crate::drift::rules::meaning::order::order_kept;
use crate::drift::side::PairView;
use crate::drift::side::SideReading;
use calque_bitext::{Finding, Severity};
use std::sync::LazyLock;

/// How many signals the score is made of.
const SIGNALS: usize = 18;

static WEIGHTS: LazyLock<(f32, [f32; SIGNALS])> = LazyLock::new(|| parse(learnt!("score.tsv")));

fn parse(tsv: &str) -> (f32, [f32; SIGNALS]) {
    let mut bias = 0.0;
    let mut weights = [0.0; SIGNALS];
    let numbers = tsv.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').nth(1)?.parse::<f32>().ok());
    for (k, x) in numbers.enumerate() {
        match k.checked_sub(1) {
            None => bias = x,
            Some(k) => weights.iter_mut().skip(k).take(1).for_each(|w| *w = x),
        }
    }
    (bias, weights)
}

/// Fidelity in [0, 1].
pub(crate) fn score(reading: &Reading<'_>, findings: &[Finding]) -> f32 {
    if reading.pair.model.is_none() {
        // Nothing is known of the words: the findings alone speak.
        return findings.iter().map(|f| 1.0 - weight(f.severity) * f.confidence).product();
    }
    let (bias, weights) = *WEIGHTS;
    let sum: f32 = weights.iter().zip(signals(reading, findings)).map(|(w, x)| w * x).sum();
    1.0 / (1.0 + (-(bias + sum)).exp())
}

/// What the score of a pair is made of, for those who learn its weights.
pub fn score_signals(pair: &PairView<'_>, findings: &[Finding]) -> Vec<f32> {
    signals(&Reading::new(pair), findings).to_vec()
}

fn signals(r: &Reading<'_>, findings: &[Finding]) -> [f32; SIGNALS] {
    let (a, b) = (Side::of(&r.source), Side::of(&r.target));
    let doubt = |f: &Finding| (1.0 - weight(f.severity) * f.confidence).ln();
    let sure: f32 = findings.iter().filter(|f| f.confidence >= 0.3).map(doubt).sum();
    let unsure: f32 = findings.iter().filter(|f| f.confidence < 0.3).map(doubt).sum();
    let worst = findings.iter().map(|f| weight(f.severity) * f.confidence).fold(0.0, f32::max);
    [
        sure.max(-6.0),
        unsure.max(-3.0),
        worst,
        a.telling,
        b.telling,
        a.telling.min(b.telling),
        a.every.min(b.every),
        a.every.max(b.every),
        a.linked.min(b.linked),
        a.worst.max(b.worst).ln_1p(),
        a.worst.min(b.worst).ln_1p(),
        (b.words / a.words).ln().abs(),
        a.words.min(b.words).ln(),
        a.marks.min(b.marks),
        order_kept(r),
        form(r),
        a.telling.max(b.telling),
        nearness(r),
    ]
}

/// How near the two sides are as vectors.
fn nearness(r: &Reading<'_>) -> f32 {
    r.source.vectors.whole(&r.target.vectors)
}

/// What looks wrong in the writing, a point for each: another case of the first letter, another
/// last mark, a space before a full stop or a comma, a mark twice.
fn form(r: &Reading<'_>) -> f32 {
    let (a, b) = (&r.source, &r.target);
    let first = |side: &SideReading<'_>| side.view.words().chars().find(|c| c.is_alphabetic());
    let case = matches!((first(a), first(b)), (Some(x), Some(y)) if x.is_uppercase() && y.is_lowercase());
    let end = |side: &SideReading<'_>| side.view.words().trim_end().chars().next_back().filter(|c| ".!?…".contains(*c));
    let spaced = |side: &SideReading<'_>| {
        side.view.tokens.windows(2).any(|t| {
            let mark = matches!(t[1].span.of(side.view.text), "." | ",");
            mark && t[0].span.end < t[1].span.start
        })
    };
    flag(case) + flag(end(a).is_some() != end(b).is_some()) + flag(spaced(b) && !spaced(a))
}

const fn weight(severity: Severity) -> f32 {
    match severity {
        Severity::Info => 0.02,
        Severity::Minor => 0.4,
        Severity::Major => 0.8,
        Severity::Critical => 0.95,
    }
}

/// How much of one side the other renders.
struct Side {
    /// Words weighed by the square of their information.
    telling: f32,
    /// Every word alike.
    every: f32,
    /// By the word links alone.
    linked: f32,
    /// The most information unrendered in one stretch.
    worst: f32,
    /// Marks.
    marks: f32,
    /// How many words.
    words: f32,
}

impl Side {
    fn of(side: &SideReading<'_>) -> Self {
        let (mut sum, mut all, mut every, mut linked, mut n) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let (mut worst, mut run, mut marks, mut m) = (0.0_f32, 0.0, 0.0, 0.0);
        for i in 0..side.len() {
            let support = side.support.get(i).copied().unwrap_or(1.0);
            if !side.is_word(i) {
                marks += support;
                m += 1.0;
                continue;
            }
            let w = side.information[i].powi(2);
            all += w;
            sum += w * side.rendered[i];
            every += side.rendered[i];
            linked += support;
            n += 1.0;
            if gaps::is_open(side, i) {
                run += gaps::unrendered(side, i);
                worst = worst.max(run);
            } else if side.information[i] > 6.5 {
                run = 0.0;
            }
        }
        let share = |x: f32, of: f32| if of > 0.0 { x / of } else { 1.0 };
        Self {
            telling: share(sum, all),
            every: share(every, n),
            linked: share(linked, n),
            worst,
            marks: share(marks, m),
            words: n.max(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_has_its_weight() {
        let lines = learnt!("score.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(lines, SIGNALS + 1);
        let (_, w) = *WEIGHTS;
        assert!(w.iter().all(|x| x.is_finite()));
    }
}
