//! The fidelity of a pair as one number: logistic regression over named signals.
//!
//! The signals are the findings by confidence and harm, how well the words of either side are
//! rendered (all words, and informative ones), the largest gap, and the ratio of lengths.
//! `training/drift/learn` learns the weights from pairs of a good and a spoilt translation and
//! from pairs that people judged, and writes `learnt/score.tsv`. Even where nothing is flagged the
//! number ranks what to read first.

use super::context::closeness_of_pair;
use super::judge::Judge;
use crate::drift::reading::PairReading;
use crate::drift::reading::gaps;
use crate::drift::reading::word_order::order_kept;
use crate::drift::side::SideReading;
use crate::drift::signals::{Signals, flag, signals};
use calque_bitext::{Finding, Severity};
use std::sync::LazyLock;

signals! {
    /// What the score of a pair is computed from. A finding's doubt is the log of 1 less the
    /// product of its harm and its confidence.
    pub(crate) struct ScoreSignals {
        /// Sum of the doubts of findings with a confidence of 0.3 or more, at least -6.
        sure_findings,
        /// Sum of the doubts of the other findings, at least -3.
        unsure_findings,
        /// The largest product of harm and confidence.
        worst_finding,
        /// Mean of what is rendered of the source, words weighted by squared information.
        source_informative,
        /// The same of the target.
        target_informative,
        /// The lesser of the two.
        least_informative,
        /// Mean of what is rendered, all words alike, of the side where it is less.
        least_rendered,
        /// The same of the side where it is more.
        most_rendered,
        /// Mean support by word links alone, of the side where it is less.
        least_linked,
        /// ln(1 + the most unrendered information in one stretch), of the side where it is more.
        worst_gap,
        /// The same of the side where it is less.
        lesser_worst_gap,
        /// Absolute value of the ln of the ratio of lengths in words.
        length_ratio,
        /// ln of the number of words of the shorter side.
        length,
        /// Mean support of marks, of the side where it is less.
        marks,
        /// Share of pairs of word links that do not cross.
        order_kept,
        /// How many slips of form there are: first letter, last mark, space before a mark.
        form_slips,
        /// The greater of `source_informative` and `target_informative`.
        most_informative,
        /// Cosine of the vectors of both sides.
        cosine,
        /// Mean cosine of each word and the closest of the other side, in their sentences, of the side where it is
        /// less; 0 if the encoder has not read the pair.
        closest,
        /// The same of the four words that are farthest from their counterparts.
        worst_closest,
    }
}

/// The bias and the weight of each signal.
static LEXICON: LazyLock<(f32, Vec<f32>)> = LazyLock::new(|| parse(learnt!("score.tsv")));
static CONTEXT: LazyLock<(f32, Vec<f32>)> = LazyLock::new(|| parse(learnt!("context/score.tsv")));

/// Reads one weight a line: name, weight. A signal that is not named has the weight 0.
fn parse(tsv: &str) -> (f32, Vec<f32>) {
    let rows: Vec<(&str, f32)> = tsv
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
        .collect();
    let weight_of = |name: &str| rows.iter().find(|row| row.0 == name).map_or(0.0, |row| row.1);
    (weight_of("bias"), ScoreSignals::NAMES.iter().map(|name| weight_of(name)).collect())
}

/// Fidelity in [0, 1], given the findings after merging.
pub(crate) fn score(r: &PairReading<'_>, findings: &[Finding]) -> f32 {
    if r.pair.model.is_none() {
        // Nothing is known of the words: only the findings count.
        return findings.iter().map(|f| 1.0 - harm(f.severity) * f.confidence).product();
    }
    let (bias, weights) = &**Judge::of(r.pair).pick(&LEXICON, &CONTEXT);
    let sum: f32 = weights.iter().zip(score_signals(r, findings).values()).map(|(w, x)| w * x).sum();
    1.0 / (1.0 + (-(bias + sum)).exp())
}

/// The signals that the score of a pair is computed from.
pub(crate) fn score_signals(r: &PairReading<'_>, findings: &[Finding]) -> ScoreSignals {
    let (a, b) = (SideSupport::new(&r.source), SideSupport::new(&r.target));
    let doubt = |f: &Finding| (1.0 - harm(f.severity) * f.confidence).ln();
    let [closest, worst_closest] = closeness_of_pair(r.context());
    let sure: f32 = findings.iter().filter(|f| f.confidence >= 0.3).map(doubt).sum();
    let unsure: f32 = findings.iter().filter(|f| f.confidence < 0.3).map(doubt).sum();
    ScoreSignals {
        sure_findings: sure.max(-6.0),
        unsure_findings: unsure.max(-3.0),
        worst_finding: findings.iter().map(|f| harm(f.severity) * f.confidence).fold(0.0, f32::max),
        source_informative: a.informative,
        target_informative: b.informative,
        least_informative: a.informative.min(b.informative),
        least_rendered: a.rendered.min(b.rendered),
        most_rendered: a.rendered.max(b.rendered),
        least_linked: a.linked.min(b.linked),
        worst_gap: a.worst_gap.max(b.worst_gap).ln_1p(),
        lesser_worst_gap: a.worst_gap.min(b.worst_gap).ln_1p(),
        length_ratio: (b.words / a.words).ln().abs(),
        length: a.words.min(b.words).ln(),
        marks: a.marks.min(b.marks),
        order_kept: order_kept(r),
        form_slips: form_slips(r),
        most_informative: a.informative.max(b.informative),
        cosine: r.source.vectors.cosine(&r.target.vectors),
        closest,
        worst_closest,
    }
}

/// Slips of form, one each: the case of the first letter, a last mark on one side only, a space
/// before a full stop or a comma.
fn form_slips(r: &PairReading<'_>) -> f32 {
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

/// How much a finding of this severity takes from a pair's fidelity if it is right. Set by hand.
const fn harm(severity: Severity) -> f32 {
    match severity {
        Severity::Info => 0.02,
        Severity::Minor => 0.4,
        Severity::Major => 0.8,
        Severity::Critical => 0.95,
    }
}

/// How much of one side the other renders.
struct SideSupport {
    /// Mean of what is rendered, words weighted by the square of their information.
    informative: f32,
    /// Mean of what is rendered, all words alike.
    rendered: f32,
    /// Mean support of the words by the word links alone.
    linked: f32,
    /// The most unrendered information in one stretch, in nats.
    worst_gap: f32,
    /// Mean support of the marks.
    marks: f32,
    /// How many words, at least 1.
    words: f32,
}

impl SideSupport {
    fn new(side: &SideReading<'_>) -> Self {
        let (mut informative, mut all, mut rendered, mut linked, mut words) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let (mut marks, mut all_marks) = (0.0, 0.0);
        for i in 0..side.len() {
            let support = side.support.get(i).copied().unwrap_or(1.0);
            if !side.is_word(i) {
                marks += support;
                all_marks += 1.0;
                continue;
            }
            let weight = side.information[i].powi(2);
            all += weight;
            informative += weight * side.rendered[i];
            rendered += side.rendered[i];
            linked += support;
            words += 1.0;
        }
        let share = |x: f32, of: f32| if of > 0.0 { x / of } else { 1.0 };
        Self {
            informative: share(informative, all),
            rendered: share(rendered, words),
            linked: share(linked, words),
            worst_gap: gaps::largest_stretch(side, &(0..0)),
            marks: share(marks, all_marks),
            words: words.max(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learnt_table_weighs_every_signal_and_no_other() {
        for table in [learnt!("score.tsv"), learnt!("context/score.tsv")] {
            let names: Vec<&str> =
                table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next()).collect();
            assert_eq!(names[0], "bias");
            assert_eq!(names[1..], *ScoreSignals::NAMES);
        }
        assert!(LEXICON.1.iter().chain(&CONTEXT.1).all(|w| w.is_finite()));
    }
}
