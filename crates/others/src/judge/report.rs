//! A judge on a report: what it denies is set apart, with its reason; what it confirms says so; what it finds is added.

use super::docket::JudgedPair;
use super::session::{Effect, sitting};
use super::{Ask, Judge, JudgeCounts};
use calque_bitext::Finding;
use calque_report::{Dismissal, PlacedFinding, Report, Suppressed};
use calque_text::{Side, Span};
use std::collections::HashSet;

/// A bead with both sides, and the findings that stand in it.
struct Pair {
    bead: usize,
    spans: [Span; 2],
    /// The places of its findings in the report.
    places: Vec<usize>,
    /// The same findings, their spans counted from the beginning of the pair.
    findings: Vec<Finding>,
}

/// Puts what a report is unsure of before a judge, and writes into the report what became of it.
pub fn judge_report(report: &mut Report, judge: &Judge<'_>, ask: &Ask<'_>) -> JudgeCounts {
    let pairs = pairs(report);
    let languages = (report.source.document.lang, report.target.document.lang);
    let views: Vec<JudgedPair<'_>> = pairs
        .iter()
        .map(|pair| JudgedPair {
            source: pair.spans[0].of(&report.source.document.text),
            target: pair.spans[1].of(&report.target.document.text),
            languages,
            findings: &pair.findings,
            fidelity: report.fidelity.get(pair.bead).copied(),
        })
        .collect();
    let (effects, counts) = sitting(&views, judge, ask);
    let place = format!("the judge {} at {}", judge.model, judge.place);
    let mut denied: Vec<(usize, Dismissal)> = Vec::new();
    let mut taken: HashSet<String> = report.findings.iter().map(|p| p.finding.id.clone()).collect();
    for (subject, effect) in effects {
        let pair = &pairs[subject.pair];
        let at = subject.finding.map(|f| pair.places[f]);
        match (effect, at) {
            (Effect::Told(answer), Some(at)) => report.findings[at].finding.opinions.judge = Some(answer),
            (Effect::Denied(answer), Some(at)) => {
                let reason = Some(answer.reason.clone()).filter(|r| !r.is_empty());
                report.findings[at].finding.opinions.judge = Some(answer);
                denied.push((at, Dismissal { by_judge: true, place: place.clone(), reason, ..Dismissal::default() }));
            }
            (Effect::Added(finding), _) => {
                let mut finding = *finding;
                finding.source = finding.source.map(|s| s.shifted(pair.spans[0].start));
                finding.target = finding.target.map(|s| s.shifted(pair.spans[1].start));
                let plain = finding.id.clone();
                let mut n = 1;
                while !taken.insert(finding.id.clone()) {
                    n += 1;
                    finding.id = format!("{plain}-{n}");
                }
                report.findings.push(PlacedFinding { bead: Some(pair.bead), finding });
            }
            (Effect::Told(_) | Effect::Denied(_), None) => {}
        }
    }
    denied.sort_by_key(|(at, _)| *at);
    for (at, by) in denied.into_iter().rev() {
        let placed = report.findings.remove(at);
        report.suppressed.push(Suppressed { placed, by });
    }
    report.warnings.extend(counts.warnings(judge));
    report.contributors.push(counts.contributor(judge));
    report.sort_by_weight();
    counts
}

/// The pairs of a report with their findings. What reaches beyond its pair is no question about it.
fn pairs(report: &Report) -> Vec<Pair> {
    let mut by_bead: Vec<Vec<usize>> = vec![Vec::new(); report.alignment.beads.len()];
    for (at, placed) in report.findings.iter().enumerate() {
        if let Some(places) = placed.bead.and_then(|b| by_bead.get_mut(b)) {
            places.push(at);
        }
    }
    let mut out = Vec::new();
    for (bead, b) in report.alignment.beads.iter().enumerate() {
        let (Some(source), Some(target)) = (report.source.span(&b.source), report.target.span(&b.target)) else {
            continue;
        };
        let spans = [source, target];
        let (mut places, mut findings) = (Vec::new(), Vec::new());
        for (at, placed) in by_bead[bead].iter().map(|&at| (at, &report.findings[at])) {
            let within = |side: Side, whole: Span| match placed.finding.span(side) {
                Some(span) if whole.contains(&span) => {
                    Some(Some(Span::new(span.start - whole.start, span.end - whole.start)))
                }
                Some(_) => None,
                None => Some(None),
            };
            if let (Some(s), Some(t)) = (within(Side::Source, source), within(Side::Target, target)) {
                places.push(at);
                findings.push(placed.finding.clone().at(s, t));
            }
        }
        out.push(Pair { bead, spans, places, findings });
    }
    out
}
