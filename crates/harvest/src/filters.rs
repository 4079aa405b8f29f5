//! Filters: what looks at one pair and says how good it is in one respect.
//!
//! A filter is one file under `filters/`, with its page for users (`NAME.md`)
//! and its cases (`NAME.cases.tsv`) beside it. It gives a **score** and knows on
//! which side of a threshold good pairs are ([`Accept`]); the thresholds are in
//! `presets.tsv`. Score and acceptance are apart, so that `--annotate` can keep
//! every pair with its scores and a threshold can be moved without scoring anew.

use crate::reading::Reading;

macro_rules! filter {
    ($id:literal, $accept:expr, $summary:literal) => {
        fn id(&self) -> &'static str {
            $id
        }
        fn accept(&self) -> Accept {
            $accept
        }
        fn summary(&self) -> &'static str {
            $summary
        }
        fn page(&self) -> &'static str {
            include_str!(concat!($id, ".md"))
        }
        fn cases(&self) -> &'static str {
            include_str!(concat!($id, ".cases.tsv"))
        }
    };
}

pub mod alignment;
mod boilerplate;
mod characters;
mod copy;
mod fidelity;
mod fluency;
mod language;
mod long;
mod markup;
mod network;
mod numbers;
mod profanity;
mod ratio;
mod repetition;
mod short;
mod test_set;
pub mod truncation;

pub use profanity::WordList;
pub use test_set::Sketches;

/// How many filters there are.
pub const COUNT: usize = 16;

/// All filters, what costs least first.
pub const ALL: [&dyn Filter; COUNT] = [
    &short::Short,
    &long::Long,
    &ratio::Ratio,
    &characters::Characters,
    &markup::Markup,
    &repetition::Repetition,
    &boilerplate::Boilerplate,
    &copy::Copy,
    &language::Language,
    &fluency::Fluency,
    &profanity::Profanity,
    &test_set::TestSet,
    &numbers::Numbers,
    &alignment::Alignment,
    &truncation::Truncation,
    &fidelity::Fidelity,
];

/// What filters need to know beside the pair.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The user's list of words that no pair may have.
    pub profanity: Option<WordList>,
    /// The test set that no pair may be near to.
    pub test_set: Option<Sketches>,
    /// Settings of the drift rules.
    pub settings: calque::Settings,
}

/// On which side of the threshold good pairs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// Good pairs score the threshold or more.
    AtLeast,
    /// Good pairs score the threshold or less.
    AtMost,
}

impl Accept {
    /// Whether a score is on the good side of a threshold.
    pub fn passes(self, score: f32, threshold: f32) -> bool {
        match self {
            Self::AtLeast => score >= threshold,
            Self::AtMost => score <= threshold,
        }
    }
}

/// One respect in which a pair may be good or bad.
pub trait Filter: Sync {
    /// Short name, as in settings and reports: `ratio`.
    fn id(&self) -> &'static str;
    /// On which side of the threshold good pairs are.
    fn accept(&self) -> Accept;
    /// What it scores, in one line.
    fn summary(&self) -> &'static str;
    /// Its page of documentation.
    fn page(&self) -> &'static str;
    /// Its cases, one a line (see `tests/cases.rs`).
    fn cases(&self) -> &'static str;
    /// The score; `None` where the filter has nothing to go by, which is no reason to drop a pair.
    fn score(&self, pair: &Reading<'_>, context: &Context) -> Option<f32>;
    /// Whether the score is on the bad side of a threshold: a filter that can tell without the whole
    /// score says so itself.
    fn rejects(&self, pair: &Reading<'_>, context: &Context, threshold: f32) -> bool {
        self.score(pair, context).is_some_and(|score| !self.accept().passes(score, threshold))
    }
}
