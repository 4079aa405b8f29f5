//! The concepts of a glossary: what a reader of TBX or of a table makes, and what the rule that
//! searches for terms takes.
//!
//! A [`Concept`] has terms in several languages: preferred and admitted ones, of which one
//! must be used, and forbidden ones.

use calque_text::Lang;

/// How a term may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermStanding {
    /// The term to use; the first such is suggested.
    #[default]
    Preferred,
    /// An alternative that may be used.
    Admitted,
    /// A term that must not be used for the concept (deprecated, superseded).
    Forbidden,
}

/// A term of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its language.
    pub lang: Lang,
    /// Its words, as the glossary writes them.
    pub text: String,
    /// How it may be used.
    pub standing: TermStanding,
}

/// A concept with its terms in several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concept {
    /// Its terms, in the order of the glossary.
    pub terms: Vec<Term>,
    /// Whether a term of the original must stand in the translation as it is.
    pub keep: bool,
    /// A note, shown with a finding.
    pub note: Option<String>,
}
