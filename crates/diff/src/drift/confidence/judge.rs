//! Which learnt tables tell how far to believe a finding: those learnt over links and signals of the lexicon alone,
//! or those learnt where the encoder has read the pair.

use crate::drift::side::PairView;

/// A set of learnt tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judge {
    /// `learnt/*.tsv`.
    Lexicon,
    /// `learnt/context/*.tsv`.
    Context,
}

impl Judge {
    /// The one for a pair.
    pub(crate) fn of(pair: &PairView<'_>) -> Self {
        if pair.words.context.is_some() { Self::Context } else { Self::Lexicon }
    }

    /// The one of two.
    pub(crate) fn pick<T>(self, lexicon: T, context: T) -> T {
        match self {
            Self::Lexicon => lexicon,
            Self::Context => context,
        }
    }
}
