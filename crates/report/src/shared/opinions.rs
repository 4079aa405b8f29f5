//! What others say of a finding, in the language of the reader.

use calque_bitext::{Finding, JudgeAnswer, JudgeVerdict};
use calque_messages::{UiLang, message};

/// What others say, a phrase each; empty where nobody else says anything. Who made a finding of another checker
/// stands in its message.
pub(crate) fn opinions(finding: &Finding, lang: UiLang) -> Vec<String> {
    let opinions = &finding.opinions;
    let also = (!opinions.also_found_by.is_empty()).then(|| opinions.also_found_by.join(", "));
    let also = also.map(|who| message!("card-also-marked", who = who));
    // What the judge itself has found stands in the message.
    let own = |answer: &&JudgeAnswer| opinions.found_by.as_ref() != Some(&answer.by);
    let judged = opinions.judge.as_ref().filter(own).map(|answer| {
        let (who, why) = (answer.by.as_str(), answer.reason.as_str());
        match answer.verdict {
            JudgeVerdict::Error if why.is_empty() => message!("card-judge-agrees", who = who),
            JudgeVerdict::Error => message!("card-judge-agrees-because", who = who, why = why),
            JudgeVerdict::NoError => message!("card-judge-denies", who = who, why = why),
            JudgeVerdict::Unsure => message!("card-judge-unsure", who = who),
        }
    });
    also.into_iter().chain(judged).map(|said| said.text(lang)).collect()
}
