//! A judge on single pairs: what evaluation needs.

use super::docket::JudgedPair;
use super::session::{Effect, sitting};
use super::{Ask, Judge, JudgeCounts};
use calque_bitext::Finding;
use calque_text::Lang;

/// A pair with what was found in it, before the judge; after it, with what is left.
#[derive(Clone, Debug)]
pub struct PairBeforeJudge {
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
    /// Their languages.
    pub languages: (Lang, Lang),
    /// What was found.
    pub findings: Vec<Finding>,
    /// 1 = surely faithful; none where it is not known.
    pub fidelity: Option<f32>,
}

/// Puts pairs before a judge. Findings that it denies go, those that it adds come; the rest stays as it is.
pub fn judge_pairs(pairs: &mut [PairBeforeJudge], judge: &Judge<'_>, ask: &Ask<'_>) -> JudgeCounts {
    let views: Vec<JudgedPair<'_>> = pairs
        .iter()
        .map(|p| JudgedPair {
            source: &p.source,
            target: &p.target,
            languages: p.languages,
            findings: &p.findings,
            fidelity: p.fidelity,
        })
        .collect();
    let (effects, counts) = sitting(&views, judge, ask);
    let mut denied: Vec<(usize, usize)> = Vec::new();
    for (subject, effect) in effects {
        let findings = &mut pairs[subject.pair].findings;
        match (effect, subject.finding) {
            (Effect::Told(answer), Some(f)) => findings[f].opinions.judge = Some(answer),
            (Effect::Denied(_), Some(f)) => denied.push((subject.pair, f)),
            // Denied findings are removed by their places, so new ones come after all others.
            (Effect::Added(finding), _) => findings.push(*finding),
            (Effect::Told(_) | Effect::Denied(_), None) => {}
        }
    }
    denied.sort_unstable();
    for (pair, finding) in denied.into_iter().rev() {
        pairs[pair].findings.remove(finding);
    }
    counts
}
