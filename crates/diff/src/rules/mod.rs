//! The rules, one file each. To add one: write the file, its page and its cases, and name it here.

/// Writes the plain parts of a rule: names, page, cases.
macro_rules! rule {
    ($id:literal, $category:ident, $summary:literal) => {
        fn id(&self) -> &'static str {
            $id
        }
        fn category(&self) -> crate::Category {
            crate::Category::$category
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

mod addition;
mod attribution;
mod calques;
mod capitals;
mod dates;
mod degrees;
mod false_friends;
mod glossary;
mod headline;
mod hedging;
mod mistranslation;
mod modifiers;
mod names;
mod negation;
mod nuance;
mod numbers;
mod omission;
pub(crate) mod order;
mod persons;
mod polarity;
mod punctuation;
mod quantifiers;
mod question;
mod quotations;
mod reference;
mod repetition;
mod requotation;
mod spacing;
mod spelling;
mod spellings;
mod tense;
mod terms;
mod untranslated;

use crate::rule::Rule;

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
    ("spellings", include_str!("spellings.md")),
    ("requotation", include_str!("requotation.md")),
    ("terms", include_str!("terms.md")),
    ("headline", include_str!("headline.md")),
];

/// A rule on the whole document: pairs in, findings with the index of their pair out.
pub(crate) type DocumentRule = fn(&[crate::PairView<'_>]) -> Vec<(usize, crate::Finding)>;

/// The rules on the whole document.
pub(crate) static DOCUMENT_RULES: &[(&str, DocumentRule)] = &[
    ("spellings", spellings::check),
    ("requotation", requotation::check),
    ("terms", terms::check),
    ("headline", headline::check),
];
