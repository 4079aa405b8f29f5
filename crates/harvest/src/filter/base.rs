//! What a filter is.
//!
//! A filter gives a score and knows on which side of a threshold good pairs are
//! ([`Accept`]). Score and threshold are apart, so that `--annotate` can keep every pair
//! with its scores, and a threshold can be moved without scoring again.

use super::test_sentences::TestSentences;
use super::word_list::WordList;
use crate::pair::PairFeatures;

/// What filters need to know beside the pair.
#[derive(Clone, Debug, Default)]
pub struct FilterContext {
    /// The user's list of words that no pair may have.
    pub profanity: Option<WordList>,
    /// The test set that no pair may be a copy of.
    pub test_set: Option<TestSentences>,
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
    /// Its page of documentation, Markdown.
    fn page(&self) -> &'static str;
    /// Its test cases, one a line (see `tests/cases.rs`).
    fn cases(&self) -> &'static str;
    /// The score; `None` where the filter has no evidence, which is no reason to drop a pair.
    fn score(&self, pair: &PairFeatures<'_>, context: &FilterContext) -> Option<f32>;
    /// Whether the score is on the bad side of `threshold`. Filters that know this without computing the
    /// score override it; the result must be the same.
    fn rejects(&self, pair: &PairFeatures<'_>, context: &FilterContext, threshold: f32) -> bool {
        self.score(pair, context).is_some_and(|score| !self.accept().passes(score, threshold))
    }
}
