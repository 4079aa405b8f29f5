//! What word alignment takes and gives: tokens of both sides, links between them.

use super::context::Closeness;
use calque_text::{Lang, Token};
use serde::Serialize;
use std::sync::Arc;

/// One link between a source and a target token.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Index into the source tokens.
    pub source: u32,
    /// Index into the target tokens.
    pub target: u32,
    /// Probability of the link, in [0, 1]: the geometric mean of both directions.
    pub prob: f32,
    /// How well the model knows the two as translations, in [0, 1]. A link may be probable because nothing else
    /// is left, and still join words that do not translate each other.
    pub lexical: f32,
}

/// The links of a pair, and how well each token is accounted for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WordAlignment {
    /// Links, sorted by source then target.
    pub links: Vec<Link>,
    /// Further words of units, which only one direction links: *de* and *terre* to *potato*, beside *pomme*.
    pub parts: Vec<Link>,
    /// For each source token, the probability in [0, 1] that the target side translates it.
    pub source_support: Vec<f32>,
    /// For each target token, the probability in [0, 1] that it translates something of the source.
    pub target_support: Vec<f32>,
    /// How close the words are to each other in their sentences, where the encoder has read them.
    #[serde(skip)]
    pub context: Option<Arc<Closeness>>,
}

impl WordAlignment {
    /// Target tokens linked to source token `i`.
    pub fn of_source(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.links.partition_point(|l| (l.source as usize) < i);
        self.links[from..].iter().take_while(move |l| l.source as usize == i).map(|l| l.target as usize)
    }

    /// Source tokens linked to target token `j`.
    pub fn of_target(&self, j: usize) -> impl Iterator<Item = usize> + '_ {
        self.links.iter().filter(move |l| l.target as usize == j).map(|l| l.source as usize)
    }
}

/// One side of a pair to be linked.
#[derive(Clone, Copy, Debug)]
pub struct WordSide<'a> {
    /// The text that token spans point into.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The tokens.
    pub tokens: &'a [Token],
}

impl<'a> WordSide<'a> {
    /// The text from the first token to the last.
    pub(super) fn words(&self) -> &'a str {
        let start = self.tokens.first().map_or(0, |t| t.span.start);
        &self.text[start..self.tokens.last().map_or(start, |t| t.span.end)]
    }
}
