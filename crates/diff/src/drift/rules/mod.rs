//! The rules, one file each. To add one: write the file, its page and its cases, and name it here.

/// Writes the plain parts of a rule: names, page, cases.
macro_rules! rule {
    ($id:literal, $category:ident, $summary:literal) => {
        fn id(&self) -> &'static str {
            $id
        }
        fn category(&self) -> calque_bitext::Category {
            calque_bitext::Category::$category
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

mod document;
mod form;
pub(crate) mod meaning;

use crate::drift::rule::Rule;
use document::{headline, requotation, spellings, terms};
use form::{capitals, punctuation, spacing, spelling};
use meaning::*;

/// Rules on one pair, the specific before the general: the order breaks ties in merging.
pub(crate) static PAIR_RULES: &[&'static dyn Rule] = &[
    &glossary::Glossary,
    &untranslated::Untranslated,
    &numbers::Numbers,
    &dates::Dates,
    &names::Names,
    &negation::Negation,
    &attribution::Attribution,
    &quotations::Quotations,
    &quantifiers::Quantifiers,
    &hedging::Hedging,
    &modifiers::Modifiers,
    &polarity::Polarity,
    &degrees::Degrees,
    &false_friends::FalseFriends,
    &calques::Calques,
    &reference::Reference,
    &question::Question,
    &tense::Tense,
    &persons::Persons,
    &repetition::Repetition,
    &mistranslation::Mistranslation,
    &nuance::Nuance,
    &omission::Omission,
    &addition::Addition,
    &order::Order,
    &spelling::Spelling,
    &punctuation::Punctuation,
    &capitals::Capitals,
    &spacing::Spacing,
];

/// The pages of the rules on the whole document.
pub(crate) static DOCUMENT_PAGES: &[(&str, &str)] = &[
    ("spellings", include_str!("document/spellings.md")),
    ("requotation", include_str!("document/requotation.md")),
    ("terms", include_str!("document/terms.md")),
    ("headline", include_str!("document/headline.md")),
];

/// A rule on the whole document: pairs in, findings with the index of their pair out.
pub(crate) type DocumentRule = fn(&[crate::drift::side::PairView<'_>]) -> Vec<(usize, calque_bitext::Finding)>;

/// The rules on the whole document.
pub(crate) static DOCUMENT_RULES: &[(&str, DocumentRule)] = &[
    ("spellings", spellings::check),
    ("requotation", requotation::check),
    ("terms", terms::check),
    ("headline", headline::check),
];
