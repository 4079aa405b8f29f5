//! One sitting of the judge: the questions are sent, and each answer is understood.

use super::answer::{Ruling, ruling};
use super::docket::{Docket, JudgedPair, Subject};
use super::{Ask, Judge, JudgeCounts, RULE};
use crate::findings::{Located, MarkedPlace, UNSAID, id, locate};
use calque_bitext::{Finding, JudgeAnswer, JudgeVerdict};
use calque_messages::message;
use calque_text::Span;

/// What an answer changes in a pair.
pub(super) enum Effect {
    /// A finding gets what the judge said of it.
    Told(JudgeAnswer),
    /// A finding is set apart.
    Denied(JudgeAnswer),
    /// The pair gets a finding.
    Added(Box<Finding>),
}

/// Asks about pairs, and gives what the answers change, with what became of the questions.
pub(super) fn sitting(
    pairs: &[JudgedPair<'_>],
    judge: &Judge<'_>,
    ask: &Ask<'_>,
) -> (Vec<(Subject, Effect)>, JudgeCounts) {
    let docket = Docket::new(pairs, judge.model, judge.budget);
    let mut counts =
        JudgeCounts { asked: docket.questions.len(), over_budget: docket.over_budget, ..JudgeCounts::default() };
    let replies = if docket.questions.is_empty() { Vec::new() } else { ask(&docket.questions) };
    let mut effects = Vec::new();
    for (subject, reply) in docket.subjects.iter().zip(replies) {
        let reply = match reply {
            Ok(reply) => reply,
            Err(none) => {
                counts.no_reply(&none);
                continue;
            }
        };
        counts.cached += usize::from(reply.cached);
        let Some(ruling) = ruling(&reply.body) else {
            counts.misunderstood += 1;
            continue;
        };
        match effect(&pairs[subject.pair], *subject, ruling, judge) {
            Some(effect) => {
                match (&effect, subject.finding) {
                    (Effect::Added(_), _) => counts.added += 1,
                    (Effect::Denied(_), _) => counts.denied += 1,
                    (Effect::Told(answer), _) if answer.verdict == JudgeVerdict::Error => counts.confirmed += 1,
                    (Effect::Told(_), _) => counts.left += 1,
                }
                effects.push((*subject, effect));
            }
            None => counts.left += 1,
        }
    }
    (effects, counts)
}

fn effect(pair: &JudgedPair<'_>, subject: Subject, ruling: Ruling, judge: &Judge<'_>) -> Option<Effect> {
    if subject.finding.is_some() {
        let answer = JudgeAnswer { by: judge.model.to_owned(), verdict: ruling.verdict, reason: ruling.reason };
        return Some(match ruling.verdict {
            JudgeVerdict::NoError => Effect::Denied(answer),
            JudgeVerdict::Error | JudgeVerdict::Unsure => Effect::Told(answer),
        });
    }
    (ruling.verdict == JudgeVerdict::Error).then(|| added(pair, ruling, judge)).flatten()
}

/// The finding of a judge in a pair; none where such findings are left out.
fn added(pair: &JudgedPair<'_>, ruling: Ruling, judge: &Judge<'_>) -> Option<Effect> {
    let at = |text: &str, words: &str| -> Option<Span> {
        let place = MarkedPlace::Words(words.to_owned());
        match locate(&place, text) {
            Located::At(span) if !words.is_empty() => Some(span),
            _ => None,
        }
    };
    let spans = (at(pair.source, &ruling.source_words), at(pair.target, &ruling.target_words));
    let said = match ruling.reason.as_str() {
        "" => message!("other-pair", who = judge.model),
        reason => message!("other-says", who = judge.model, note = reason),
    };
    let mut finding = Finding::new(RULE, ruling.category, ruling.severity, UNSAID)
        .at(spans.0, spans.1)
        .says(said.text(judge.admission.lang));
    finding.opinions.found_by = Some(judge.model.to_owned());
    finding.opinions.judge =
        Some(JudgeAnswer { by: judge.model.to_owned(), verdict: JudgeVerdict::Error, reason: ruling.reason });
    finding.id = id(&finding, (pair.source, pair.target), (pair.source, pair.target));
    judge.admission.admits(&finding).then(|| Effect::Added(Box::new(finding)))
}
