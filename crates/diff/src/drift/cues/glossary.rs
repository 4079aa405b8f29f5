//! The terms of a glossary, and finding them in text whatever their form.
//!
//! A term of a [`Concept`] is found word by word by its stems, so that *centrales
//! nucléaires* is *centrale nucléaire* and *dams* is *dam*; a word that the
//! glossary writes with a capital must have one in the text, and an acronym must
//! be written just so. Longer terms win over the terms inside them.
//!
//! A term is never found across a mark, and on the side of the original no word may
//! stand between its words.

use super::grammar::GRAMMAR;
use super::stem::stem_key;
use crate::drift::side::SideReading;
use calque_bitext::{Concept, Term};
use calque_text::{Lang, TokenKind, tokenize};
use std::collections::BTreeMap;
use std::ops::Range;

/// A glossary, ready to be searched for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glossary {
    concepts: Vec<Concept>,
    /// Terms by language and the key of their first word, the longest first.
    by_first: BTreeMap<(Lang, String), Vec<Pattern>>,
}

/// A term cut into words.
#[derive(Clone, Debug, PartialEq)]
struct Pattern {
    concept: usize,
    term: usize,
    words: Vec<Word>,
}

/// One word of a term.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    key: String,
    /// How it must be written, where that matters.
    written: Written,
    /// A word that only joins others: *de*, *l’*, *of*.
    joins: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Written {
    Anyhow,
    Capital,
    Exactly(String),
}

/// A term found in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TermHit {
    /// Index of the concept.
    pub(crate) concept: usize,
    /// Index of the term in its concept.
    pub(crate) term: usize,
    /// The tokens it covers.
    pub(crate) tokens: Range<usize>,
}

impl Glossary {
    /// Makes concepts ready to be searched for. Terms without a word are left out.
    pub fn new(concepts: Vec<Concept>) -> Self {
        let mut by_first: BTreeMap<(Lang, String), Vec<Pattern>> = BTreeMap::new();
        for (c, concept) in concepts.iter().enumerate() {
            for (t, term) in concept.terms.iter().enumerate() {
                let words = words(term);
                if let Some(first) = words.first() {
                    let key = (term.lang, first.key.clone());
                    by_first.entry(key).or_default().push(Pattern { concept: c, term: t, words });
                }
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|p| (std::cmp::Reverse(p.words.len()), p.concept, p.term));
        }
        Self { concepts, by_first }
    }

    /// How many concepts it has.
    pub fn len(&self) -> usize {
        self.concepts.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }

    pub(crate) fn concept(&self, at: usize) -> &Concept {
        &self.concepts[at]
    }

    /// The terms in a side, from the left, the longest first, without overlap; `loosely` lets
    /// up to two words stand between theirs, and joining words differ. Terms of several
    /// concepts over the same words are all given.
    pub(crate) fn find(&self, side: &SideReading<'_>, loosely: bool) -> Vec<TermHit> {
        let keys: Vec<String> = (0..side.len()).map(|i| stem_key(side.norm(i), side.lang())).collect();
        let mut out: Vec<TermHit> = Vec::new();
        let mut i = 0;
        while i < side.len() {
            let mut end = None;
            for p in self.by_first.get(&(side.lang(), keys[i].clone())).into_iter().flatten() {
                let Some(stop) = at(&p.words, side, &keys, i, loosely) else { continue };
                end.get_or_insert(stop);
                if end == Some(stop) {
                    out.push(TermHit { concept: p.concept, term: p.term, tokens: i..stop });
                }
            }
            i = end.unwrap_or(i + 1);
        }
        out
    }

    /// Whether term `term` of concept `concept` stands anywhere in a side, words between allowed.
    pub(crate) fn stands(&self, concept: usize, term: usize, side: &SideReading<'_>) -> Option<Range<usize>> {
        let words = words(&Term { lang: side.lang(), ..self.concepts[concept].terms[term].clone() });
        let keys: Vec<String> = (0..side.len()).map(|i| stem_key(side.norm(i), side.lang())).collect();
        (0..side.len()).find_map(|i| at(&words, side, &keys, i, true).map(|end| i..end))
    }
}

/// The end of a term that begins at token `i`, if it stands there.
fn at(words: &[Word], side: &SideReading<'_>, keys: &[String], mut i: usize, loosely: bool) -> Option<usize> {
    let bare = loosely && words.iter().any(|w| !w.joins);
    for (n, word) in words.iter().enumerate().filter(|(_, w)| !(bare && w.joins)) {
        let mut gap = if loosely && n > 0 { 2 } else { 0 };
        loop {
            if n > 0 && matches!(side.norm(i), "-" | "‑") {
                i += 1;
            }
            if fits(word, side, keys, i) {
                i += 1;
                break;
            }
            if gap == 0 || !side.is_word(i) {
                return None;
            }
            // A word that only joins costs nothing.
            gap -= usize::from(!joins(side.norm(i)));
            i += 1;
        }
    }
    Some(i)
}

fn fits(word: &Word, side: &SideReading<'_>, keys: &[String], i: usize) -> bool {
    let Some(key) = keys.get(i) else { return false };
    match &word.written {
        Written::Exactly(text) => side.written(i) == text,
        Written::Capital => *key == word.key && side.is_capital(i),
        Written::Anyhow => *key == word.key && !(side.is_acronym(i) && side.norm(i).chars().count() < 4),
    }
}

/// A term as words to look for.
fn words(term: &Term) -> Vec<Word> {
    let tokens = tokenize(&term.text, term.lang);
    let mut out = Vec::new();
    for token in tokens.iter().filter(|t| !matches!(t.kind, TokenKind::Punct)) {
        let text = token.span.of(&term.text);
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        let shouts = text.chars().count() > 1 && text.chars().all(|c| !c.is_lowercase()) && capital;
        let norm = token.norm(&term.text);
        let written = match (shouts, capital) {
            (true, _) => Written::Exactly(text.to_owned()),
            (false, true) => Written::Capital,
            (false, false) => Written::Anyhow,
        };
        out.push(Word { key: stem_key(&norm, term.lang), written, joins: joins(&norm) });
    }
    out
}

/// Whether a word only joins others.
fn joins(norm: &str) -> bool {
    GRAMMAR.joining_words.contains(&norm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::TermStanding;

    #[test]
    fn terms_keep_capitals_and_acronyms() {
        let term = |text: &str| Term { lang: Lang::EN, text: text.to_owned(), standing: TermStanding::Preferred };
        assert!(matches!(words(&term("WHO"))[0].written, Written::Exactly(_)));
        assert!(matches!(words(&term("Apple"))[0].written, Written::Capital));
        assert!(matches!(words(&term("dam wall"))[0].written, Written::Anyhow));
        assert!(words(&term("— !")).is_empty());
    }
}
