//! Which questions a judge is asked: about findings that are to check, and about pairs that seem to differ though
//! nothing was found in them.

use super::question::{PairTexts, of_finding, of_pair};
use calque_bitext::{Finding, Severity, Tier};
use calque_text::Lang;
use serde_json::Value;

/// A pair of less fidelity in which nothing was found is suspect. Set by hand: it only decides what is asked.
const SUSPECT: f32 = 0.5;
/// Longer pairs, in bytes of both sides, are not sent.
const LONGEST: usize = 12_000;

/// A pair before the judge.
#[derive(Clone, Copy, Debug)]
pub struct JudgedPair<'a> {
    /// The original.
    pub source: &'a str,
    /// The translation.
    pub target: &'a str,
    /// Their languages.
    pub languages: (Lang, Lang),
    /// What was found; spans point into the two texts.
    pub findings: &'a [Finding],
    /// 1 = surely faithful; none where it is not known.
    pub fidelity: Option<f32>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// The pair.
    pub(super) pair: usize,
    /// The finding in it; none where the pair as a whole is meant.
    pub(super) finding: Option<usize>,
}

/// The questions to ask, the weightiest first.
#[derive(Debug)]
pub struct Docket {
    /// The bodies of the requests.
    pub questions: Vec<Value>,
    pub(super) subjects: Vec<Subject>,
    /// Questions for which the budget does not suffice.
    pub over_budget: usize,
}

impl Docket {
    /// Chooses at most `budget` questions for `model`: findings to check by severity and confidence, then suspect pairs by
    /// fidelity.
    pub fn new(pairs: &[JudgedPair<'_>], model: &str, budget: usize) -> Self {
        let fits = |pair: &JudgedPair<'_>| {
            pair.source.len() + pair.target.len() <= LONGEST
                && !pair.source.trim().is_empty()
                && !pair.target.trim().is_empty()
        };
        let open = |(p, pair): (usize, &JudgedPair<'_>)| {
            let unsure = |f: &&Finding| f.tier() == Some(Tier::ToCheck) && f.opinions.judge.is_none();
            let places = pair.findings.iter().enumerate().filter(move |(_, f)| unsure(f));
            places.map(|(f, _)| Subject { pair: p, finding: Some(f) }).collect::<Vec<_>>()
        };
        let listed = || pairs.iter().enumerate().filter(|(_, pair)| fits(pair));
        let mut findings: Vec<Subject> = listed().flat_map(open).collect();
        let finding = |s: &Subject| s.finding.and_then(|f| pairs[s.pair].findings.get(f));
        findings.sort_by(|a, b| match (finding(a), finding(b)) {
            (Some(a), Some(b)) => a.by_weight(b),
            _ => std::cmp::Ordering::Equal,
        });
        let quiet = |pair: &JudgedPair<'_>| pair.findings.iter().all(|f| f.severity == Severity::Info);
        let mut suspect: Vec<(f32, usize)> = listed()
            .filter(|(_, pair)| quiet(pair))
            .filter_map(|(p, pair)| Some((pair.fidelity.filter(|f| *f < SUSPECT)?, p)))
            .collect();
        suspect.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut subjects = findings;
        subjects.extend(suspect.into_iter().map(|(_, pair)| Subject { pair, finding: None }));
        let over_budget = subjects.len().saturating_sub(budget);
        subjects.truncate(budget);
        let body = |subject: &Subject| {
            let pair = &pairs[subject.pair];
            let texts = PairTexts { source: pair.source, target: pair.target, languages: pair.languages };
            match subject.finding.and_then(|f| pair.findings.get(f)) {
                Some(finding) => of_finding(model, &texts, finding),
                None => of_pair(model, &texts),
            }
        };
        let questions = subjects.iter().map(body).collect();
        Self { questions, subjects, over_budget }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::Category;

    fn finding(severity: Severity, confidence: f32) -> Finding {
        Finding::new("numbers", Category::Number, severity, confidence)
    }

    #[test]
    fn only_what_is_unsure_is_asked_within_the_budget() {
        let sure = [finding(Severity::Major, 0.9), finding(Severity::Info, 0.3)];
        let unsure = [finding(Severity::Minor, 0.6), finding(Severity::Critical, 0.4)];
        let long = "x".repeat(LONGEST);
        let pair = |source, findings, fidelity| JudgedPair {
            source,
            target: "Il pleut.",
            languages: (Lang::EN, Lang::FR),
            findings,
            fidelity,
        };
        let pairs = [
            pair("It rains.", &sure[..], Some(0.1)),
            pair("It rains.", &unsure[..], Some(0.2)),
            pair("It snows.", &[], Some(0.3)),
            pair("It hails.", &[], Some(0.1)),
            pair("It pours.", &[], Some(0.9)),
            pair("It pours.", &[], None),
            pair(&long, &unsure[..], Some(0.1)),
            pair(" ", &[], Some(0.0)),
        ];
        let docket = Docket::new(&pairs, "m", 10);
        let subject = |pair, finding| Subject { pair, finding };
        assert_eq!(docket.subjects, [subject(1, Some(1)), subject(1, Some(0)), subject(3, None), subject(2, None)]);
        let few = Docket::new(&pairs, "m", 1);
        assert_eq!((few.questions.len(), few.over_budget), (1, 3));
        assert_eq!(Docket::new(&pairs, "m", 0).questions, Vec::<Value>::new());
    }
}
