//! Pairs of segments: their tokens and word links ([`words`]), whether they show that two texts are
//! related ([`related`]), and the check of single records ([`record`]) and of records that follow each other ([`sequence`]).

pub(crate) mod checked;
pub(crate) mod record;
pub(crate) mod related;
pub(crate) mod sequence;
pub(crate) mod words;
