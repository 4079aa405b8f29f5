//! The profile of a document: vectors of samples from its beginning to its end, its
//! numbers and proper names, its length. Of a long text only samples are read.

use calque_model::{Embedder, Model, key_into};
use calque_text::hash::fnv1a;
use calque_text::{Lang, Token, TokenKind, strip_accents, tokenize};
use std::collections::BTreeSet;

/// Number of samples of a document, at equal distances.
pub(super) const PARTS: usize = 8;
/// Most bytes of a sample.
const MAX_SAMPLE: usize = 8 << 10;

/// The content of a document, as it is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentProfile {
    /// Vectors of the samples, unit length or zero; empty without a model of the language.
    pub(super) parts: Vec<Vec<f32>>,
    /// FNV-1a hashes of its numbers, names and URLs, in ascending order.
    pub(super) facts: Vec<u64>,
    /// Its length in letters and digits.
    pub(super) length: usize,
}

impl DocumentProfile {
    /// Of a text; without vectors if there is no model, or it lacks the language.
    pub fn new(text: &str, lang: Lang, model: Option<&Model>) -> Self {
        let mut embedder = model.and_then(|m| Embedder::new(m, lang));
        let mut facts = BTreeSet::new();
        let mut parts = vec![embedder.as_ref().map_or_else(Vec::new, |e| vec![0.0; e.dim()]); PARTS];
        // A text that fits is read whole, so that nothing is cut in the middle.
        let whole = text.len() <= PARTS * MAX_SAMPLE;
        for index in 0..if whole { 1 } else { PARTS } {
            let sample = if whole { text } else { sample(text, index) };
            let tokens = tokenize(sample, lang);
            let part = |t: &Token| if whole { t.span.start * PARTS / text.len().max(1) } else { index };
            if let Some(embedder) = &mut embedder {
                for tokens in tokens.chunk_by(|a, b| part(a) == part(b)) {
                    let part = tokens.first().map_or(0, part);
                    if let Some(vector) = parts.get_mut(part) {
                        embedder.add_tokens(sample, tokens, vector);
                    }
                }
            }
            add_facts(sample, &tokens, lang, &mut facts);
        }
        parts.iter_mut().for_each(|p| unit(p));
        if embedder.is_none() {
            parts.clear();
        }
        let length = text.chars().filter(|c| c.is_alphanumeric()).count();
        Self { parts, facts: facts.into_iter().collect(), length }
    }

    /// The texts whose vectors a profile holds, from the beginning of a document to its end.
    pub fn stretches(text: &str) -> Vec<&str> {
        (0..PARTS).map(|part| sample(text, part)).collect()
    }

    /// The same with other vectors, one for each of [`Self::stretches`], zero where nothing is known of one.
    #[must_use]
    pub fn with_vectors(mut self, mut vectors: Vec<Vec<f32>>) -> Self {
        vectors.iter_mut().for_each(|v| unit(v));
        self.parts = vectors;
        self
    }
}

/// Adds numbers of more than one digit, and words with a capital inside a sentence.
fn add_facts(text: &str, tokens: &[Token], lang: Lang, facts: &mut BTreeSet<u64>) {
    let mut key = String::new();
    let mut sentence_start = true;
    for token in tokens {
        let word = token.span.of(text);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let fact = match token.kind {
            TokenKind::Number => word.chars().filter(char::is_ascii_digit).count() > 1,
            TokenKind::Word => capital && !sentence_start && word.chars().count() > 2,
            TokenKind::Url => true,
            _ => false,
        };
        if fact {
            key_into(text, token, lang, &mut key);
            facts.insert(fnv1a(strip_accents(&key).as_bytes()));
        }
        sentence_start = !token.is_content() && !matches!(word, "," | "-" | "’" | "'");
    }
}

/// The beginning of one of [`PARTS`] stretches of a text, cut between words.
fn sample(text: &str, part: usize) -> &str {
    let cut = |at: usize| {
        if at >= text.len() {
            return text.len();
        }
        let at = (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
        // A text without spaces is cut anywhere.
        let space = text[at..].char_indices().take(64).find(|(_, c)| c.is_whitespace());
        space.map_or(at, |(i, _)| at + i)
    };
    let edge = |part: usize| if part == 0 { 0 } else { cut(text.len() * part / PARTS) };
    let (start, end) = (edge(part), edge(part + 1));
    let end = if end > start + MAX_SAMPLE { cut(start + MAX_SAMPLE).min(end) } else { end };
    text.get(start..end).unwrap_or("")
}

/// Gives a vector the length 1; zero stays zero.
pub(super) fn unit(vector: &mut [f32]) {
    let norm = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if norm > 1e-6 {
        vector.iter_mut().for_each(|x| *x /= norm);
    } else {
        vector.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_lie_between_words_and_are_no_longer_than_allowed() {
        let text = "été ".repeat(100) + "x";
        let samples: Vec<&str> = (0..PARTS).map(|p| sample(&text, p)).collect();
        assert_eq!(samples.concat(), text);
        assert!(samples.iter().all(|s| s.trim().split(' ').all(|w| w == "été" || w == "x")), "{samples:?}");
        let long = "é".repeat(1 << 20);
        assert!((0..PARTS).all(|p| (MAX_SAMPLE..MAX_SAMPLE + 8).contains(&sample(&long, p).len())));
        assert!((0..PARTS).all(|p| sample("", p).is_empty()));
    }

    #[test]
    fn numbers_and_names_are_the_same_in_both_languages() {
        let en = DocumentProfile::new("On 12 March 1984 the Zürich line carried 1,250 people.", Lang::EN, None);
        let fr = DocumentProfile::new("Le 12 mars 1984, la ligne de Zurich a porté 1 250 personnes.", Lang::FR, None);
        let both = en.facts.iter().filter(|f| fr.facts.contains(f)).count();
        assert_eq!((both, fr.facts.len()), (4, 4), "{en:?} {fr:?}");
        assert!(en.parts.is_empty());
    }
}
