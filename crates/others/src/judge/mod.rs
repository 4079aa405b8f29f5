//! A judge: a language model that is asked about what Calque is unsure of.
//!
//! `docket` chooses the questions within a budget, `question` words them, `answer` understands what comes back, and
//! `report` and `pairs` let the answers take effect. Whoever calls sends the questions.

mod answer;
mod counts;
mod docket;
mod pairs;
mod question;
mod report;
mod session;

pub use counts::JudgeCounts;
pub use docket::{Docket, JudgedPair};
pub use pairs::{PairBeforeJudge, judge_pairs};
pub use report::judge_report;

/// The rule that findings of a judge name.
pub(crate) const RULE: &str = "judge";

/// Sends questions, as bodies of a chat request, and gives the answers in their order: the body that came back and
/// whether it was kept from before, or why there is none.
pub type Ask<'a> = dyn Fn(&[serde_json::Value]) -> Vec<Result<JudgeReply, NoReply>> + 'a;

/// What a judge sent back.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgeReply {
    /// The body.
    pub body: serde_json::Value,
    /// Whether it was kept from an earlier time.
    pub cached: bool,
}

/// Why a judge sent nothing back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoReply {
    /// Why, in words; empty where it was not asked.
    pub why: String,
}

/// Who judges, and how.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The name of the model.
    pub model: &'a str,
    /// Its address, as it may be shown.
    pub place: &'a str,
    /// Most questions.
    pub budget: usize,
    /// Which findings of it are taken.
    pub admission: crate::Admission,
}
