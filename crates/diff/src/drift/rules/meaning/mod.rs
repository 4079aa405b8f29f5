//! Rules on the meaning of a pair.

pub(crate) mod addition;
pub(crate) mod attribution;
pub(crate) mod calques;
pub(crate) mod dates;
pub(crate) mod degrees;
pub(crate) mod false_friends;
pub(crate) mod glossary;
pub(crate) mod hedging;
pub(crate) mod mistranslation;
pub(crate) mod modifiers;
pub(crate) mod names;
pub(crate) mod negation;
pub(crate) mod nuance;
pub(crate) mod numbers;
pub(crate) mod omission;
pub(crate) mod order;
pub(crate) mod persons;
pub(crate) mod placeholders;
pub(crate) mod polarity;
pub(crate) mod quantifiers;
pub(crate) mod question;
pub(crate) mod quotations;
pub(crate) mod reference;
pub(crate) mod repetition;
pub(crate) mod tense;
pub(crate) mod untranslated;
