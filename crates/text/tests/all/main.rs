//! The tests of the crate from outside: facts against their cases, and the paragraphs of `corpus/segment`.

mod facts;
mod other_languages;
mod paragraphs;
