//! Inputs: documents and their segments ([`read`]), their languages ([`languages`]), the model for
//! a pair of languages ([`models`]), glossaries ([`glossaries`]), and text normalised with a
//! mapping of spans to the original ([`normalized`]).

pub(crate) mod glossaries;
pub(crate) mod languages;
pub(crate) mod models;
pub(crate) mod normalized;
pub(crate) mod read;
pub(crate) mod usual;
