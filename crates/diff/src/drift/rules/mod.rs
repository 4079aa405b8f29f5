//! The catalogue of rules. To add one: write its file, its page and its cases, and name it here.

pub(crate) mod document;
pub(crate) mod form;
pub(crate) mod meaning;

use crate::drift::rule::{DocumentRule, PairRule, RuleDescription, SequenceRule};
use calque_bitext::RuleInfo;
use document::{doubled, dropped, headline, invented, requotation, shifted, spellings, terms};
use form::{capitals, punctuation, spacing, spelling};
use meaning::{
    addition, affirmed, attribution, blank, bounds, calques, closed_class, comparison, dates, degrees, false_friends,
    foretold, glossary, hedging, idioms, loops, mistranslation, modality, modifiers, names, near_names, negation,
    nuance, numbers, omission, order, persons, placeholders, polarity, quantifiers, question, quotations, reference,
    repetition, reply, restriction, roles, scales, tense, unrelated, untranslated, wrong_language,
};
use std::sync::LazyLock;

/// Rules on one pair; they run in the order of their ranks.
static PAIR_RULES: &[&dyn PairRule] = &[
    &addition::Addition,
    &affirmed::Affirmed,
    &attribution::Attribution,
    &blank::Blank,
    &bounds::Bounds,
    &calques::Calques,
    &capitals::Capitals,
    &closed_class::ClosedClass,
    &comparison::Comparison,
    &dates::Dates,
    &degrees::Degrees,
    &false_friends::FalseFriends,
    &foretold::Foretold,
    &glossary::Glossary,
    &hedging::Hedging,
    &idioms::Idioms,
    &loops::Loops,
    &mistranslation::Mistranslation,
    &modality::Modality,
    &modifiers::Modifiers,
    &names::Names,
    &near_names::NearNames,
    &negation::NegationRule,
    &nuance::Nuance,
    &numbers::Numbers,
    &omission::Omission,
    &order::Order,
    &persons::Persons,
    &placeholders::Placeholders,
    &polarity::Polarity,
    &punctuation::Punctuation,
    &quantifiers::Quantifiers,
    &question::Question,
    &quotations::Quotations,
    &reference::Reference,
    &repetition::Repetition,
    &reply::Reply,
    &restriction::Restriction,
    &roles::Roles,
    &scales::ScalesRule,
    &spacing::Spacing,
    &spelling::Spelling,
    &tense::Tense,
    &unrelated::Unrelated,
    &untranslated::Untranslated,
    &wrong_language::WrongLanguage,
];

/// Rules on the whole document; they run in the order of their ranks.
static DOCUMENT_RULES: &[&dyn DocumentRule] = &[
    &doubled::Doubled,
    &dropped::Dropped,
    &headline::Headline,
    &invented::Invented,
    &requotation::Requotation,
    &spellings::Spellings,
    &terms::Terms,
];

/// Rules on pairs that follow each other in a file of pairs; they run in the order of their ranks.
static SEQUENCE_RULES: &[&dyn SequenceRule] = &[&shifted::Shifted];

/// The rules on one pair, by rank.
pub(crate) fn pair_rules() -> &'static [&'static dyn PairRule] {
    static SORTED: LazyLock<Vec<&dyn PairRule>> = LazyLock::new(|| {
        let mut rules = PAIR_RULES.to_vec();
        rules.sort_by_key(|r| r.description().rank);
        rules
    });
    &SORTED
}

/// The rules on the whole document, by rank.
pub(crate) fn document_rules() -> &'static [&'static dyn DocumentRule] {
    static SORTED: LazyLock<Vec<&dyn DocumentRule>> = LazyLock::new(|| {
        let mut rules = DOCUMENT_RULES.to_vec();
        rules.sort_by_key(|r| r.description().rank);
        rules
    });
    &SORTED
}

/// The rules on pairs that follow each other, by rank.
pub(crate) fn sequence_rules() -> &'static [&'static dyn SequenceRule] {
    SEQUENCE_RULES
}

/// The descriptions of all rules, by rank: rules on one pair, then on the document, then on runs
/// of pairs.
pub fn descriptions() -> &'static [&'static RuleDescription] {
    static ALL: LazyLock<Vec<&RuleDescription>> = LazyLock::new(|| {
        let pair = pair_rules().iter().map(|r| r.description());
        let sequence = sequence_rules().iter().map(|r| r.description());
        pair.chain(document_rules().iter().map(|r| r.description())).chain(sequence).collect()
    });
    &ALL
}

/// The description of the rule called `id`.
pub(crate) fn description(id: &str) -> Option<&'static RuleDescription> {
    descriptions().iter().find(|rule| rule.id == id).copied()
}

/// The page of documentation of the rule called `id`.
pub fn explain(id: &str) -> Option<&'static str> {
    description(id).map(|rule| rule.page)
}

/// What the tables of the rule called `id` hold: each class or scale with its members.
pub fn members(id: &str) -> Vec<(&'static str, Vec<String>)> {
    pair_rules().iter().find(|r| r.description().id == id).map_or_else(Vec::new, |r| r.members())
}

/// Every rule by rank, for lists and completions.
pub fn catalogue() -> &'static [RuleInfo] {
    static CATALOGUE: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
        let info = |r: &&RuleDescription| RuleInfo { id: r.id, category: r.category, summary: r.summary, page: r.page };
        descriptions().iter().map(info).collect()
    });
    &CATALOGUE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::findings::MAX_RULE_SIGNALS;

    #[test]
    fn every_rank_is_given_once() {
        let ranks: Vec<u16> = descriptions().iter().map(|r| r.rank).collect();
        assert!(ranks.windows(2).all(|w| w[0] < w[1]), "{ranks:?}");
    }

    #[test]
    fn no_rule_declares_too_many_signals() {
        assert!(descriptions().iter().all(|r| r.signals.len() <= MAX_RULE_SIGNALS));
    }
}
