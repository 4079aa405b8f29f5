//! Which languages a rule knows.
//!
//! A rule that reads words by a list knows the languages of the list; one that reads grammar knows French
//! and English; one that works on the lexicon, on spelling or on marks knows any. A rule that does not
//! know both languages of a pair does not run there: a negation that no list has would seem to be lost.

use calque_text::Lang;

/// The languages that a rule knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Languages {
    /// All of them.
    Any,
    /// Those of these codes (ISO 639-1): both sides must be in one of them.
    Of(&'static [&'static str]),
}

impl Languages {
    /// What is built on the grammar of French and English, or on lists of these two.
    pub(crate) const FRENCH_AND_ENGLISH: Self = Self::Of(&["fr", "en"]);
    /// What reads words by lists that every language with lists has.
    pub(crate) const WITH_LISTS: Self = Self::Of(&["fr", "en", "es", "de"]);
    /// What needs names to be told from other nouns by their capitals, or sentences in much the same order.
    pub(crate) const WITHOUT_GERMAN: Self = Self::Of(&["fr", "en", "es"]);

    /// Whether both languages are known. Nothing is known of an undetermined language, and nothing denied.
    pub fn know(self, source: Lang, target: Lang) -> bool {
        match self {
            Self::Any => true,
            Self::Of(codes) => [source, target].iter().all(|l| *l == Lang::UND || codes.contains(&l.code())),
        }
    }
}
