//! A pair with what is derived from it, each part computed once and only when a filter
//! asks for it.
//!
//! Counts of characters cost least, tokens more, lexical support most. A filter that runs
//! early must not ask for the dear parts; the order of the filters in
//! [`crate::filter::ALL`] sees to that.

use super::side::SideFeatures;
use super::support::LexicalSupport;
use calque_model::Model;
use calque_text::Lang;
use std::cell::OnceCell;

/// A pair of texts.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The source text.
    pub source: &'a str,
    /// The target text.
    pub target: &'a str,
    /// The languages of source and target.
    pub langs: (Lang, Lang),
}

/// A pair with what is derived from it.
pub struct PairFeatures<'a> {
    /// The pair.
    pub pair: Pair<'a>,
    /// Its source side.
    pub source: SideFeatures<'a>,
    /// Its target side.
    pub target: SideFeatures<'a>,
    model: Option<&'static Model>,
    support: OnceCell<Option<LexicalSupport>>,
}

impl<'a> PairFeatures<'a> {
    /// Nothing is computed yet. A `model` that does not know both languages is not used.
    pub fn new(pair: Pair<'a>, model: Option<&'static Model>) -> Self {
        let model = model.filter(|m| m.knows(pair.langs.0, pair.langs.1));
        Self {
            pair,
            source: SideFeatures::new(pair.source, pair.langs.0, model),
            target: SideFeatures::new(pair.target, pair.langs.1, model),
            model,
            support: OnceCell::new(),
        }
    }

    /// The model, where it knows both languages.
    pub fn model(&self) -> Option<&'static Model> {
        self.model
    }

    /// How well the words of each side are translated on the other; `None` without a model.
    pub fn lexical_support(&self) -> Option<&LexicalSupport> {
        self.support.get_or_init(|| Some(LexicalSupport::new(&self.source, &self.target, self.model?))).as_ref()
    }
}
