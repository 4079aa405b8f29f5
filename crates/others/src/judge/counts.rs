//! What became of the questions.

use super::{Judge, NoReply};
use calque_report::{Contributor, ContributorRole};

/// What became of the questions of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgeCounts {
    /// Questions that were due within the budget.
    pub asked: usize,
    /// Of those, the answers that were kept from an earlier run.
    pub cached: usize,
    /// Findings that the judge confirms.
    pub confirmed: usize,
    /// Findings that it denies.
    pub denied: usize,
    /// Findings and pairs of which it cannot tell, and pairs that it finds faithful.
    pub left: usize,
    /// Findings that it added.
    pub added: usize,
    /// Questions without an answer.
    pub unanswered: usize,
    /// Answers that say nothing that was asked for.
    pub misunderstood: usize,
    /// Questions that the budget did not allow.
    pub over_budget: usize,
    /// Why there was no answer, the first time.
    pub why: String,
}

impl JudgeCounts {
    /// Notes a question without an answer.
    pub(super) fn no_reply(&mut self, reply: &NoReply) {
        self.unanswered += 1;
        if self.why.is_empty() {
            self.why.clone_from(&reply.why);
        }
    }

    /// What did not go as it should, in sentences.
    pub fn warnings(&self, judge: &Judge<'_>) -> Vec<String> {
        let of = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
        let who = format!("the judge {} at {}", judge.model, judge.place);
        let mut out = Vec::new();
        if self.unanswered > 0 {
            let why = if self.why.is_empty() { String::new() } else { format!(" ({})", self.why) };
            let questions = of(self.asked, "question", "questions");
            let what = format!("{who} did not answer {} of {questions}{why}", self.unanswered);
            out.push(format!("{what}; what Calque found there stands as it is"));
        }
        if self.misunderstood > 0 {
            let answers = of(self.misunderstood, "answer", "answers");
            out.push(format!(
                "{who} gave {answers} that cannot be understood; what Calque found there stands as it is"
            ));
        }
        if self.over_budget > 0 {
            let questions = of(self.over_budget, "question", "questions");
            out.push(format!("{questions} more for the judge were left out: the budget is {}", judge.budget));
        }
        out
    }

    /// How a report names the judge.
    pub fn contributor(&self, judge: &Judge<'_>) -> Contributor {
        let counts = [
            ("asked", self.asked),
            ("cached", self.cached),
            ("confirmed", self.confirmed),
            ("denied", self.denied),
            ("added", self.added),
            ("unanswered", self.unanswered),
            ("misunderstood", self.misunderstood),
            ("over_budget", self.over_budget),
        ];
        Contributor {
            role: ContributorRole::Judge,
            name: judge.model.to_owned(),
            place: judge.place.to_owned(),
            sha256: None,
            counts: counts.into_iter().filter(|(what, n)| *n > 0 || *what == "asked").collect(),
        }
    }
}
