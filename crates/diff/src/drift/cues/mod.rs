//! What lists of words and phrases find in one side of a pair.

pub(crate) mod classes;
pub(crate) mod conditional;
pub mod glossary;
pub(crate) mod grammar;
pub(crate) mod hedges;
pub(crate) mod idioms;
pub(crate) mod names;
pub(crate) mod negations;
pub(crate) mod reporting;
pub(crate) mod stem;
pub(crate) mod table;
pub(crate) mod verbs;
