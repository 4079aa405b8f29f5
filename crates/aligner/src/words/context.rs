//! What the encoder says of words in their sentences: how close each source word is to each target word.
//!
//! The closeness of two words weighs on their emission beside the lexicon, and is the
//! same whichever side is the source.

use super::link::WordSide;
use calque_encoder::{Encoder, Encoding};
use calque_text::{Lang, Token};

/// How the encoder and the lexicon are weighed. Learnt by `training/encoder/learn`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContextWeights {
    /// Exponent of the lexicon's emission.
    pub lexicon: f32,
    /// Least emission of the lexicon, before the exponent.
    pub floor: f32,
    /// What a unit of cosine multiplies the emission by, as a logarithm.
    pub cosine: f32,
    /// The cosine that changes nothing.
    pub neutral: f32,
    /// Exponent of the share of a word among the words of its side, by cosine.
    pub share: f32,
    /// How sharply cosines share.
    pub sharpness: f32,
    /// Exponent of the jump probabilities.
    pub jumps: f32,
    /// What the probability of NULL is multiplied by.
    pub null: f32,
    /// Least probability of a link.
    pub min_link: f32,
}

impl ContextWeights {
    /// The learnt weights.
    pub const LEARNT: Self = Self {
        lexicon: 0.45,
        floor: 6e-5,
        cosine: 5.0,
        neutral: 0.2,
        share: 0.32,
        sharpness: 13.0,
        jumps: 0.5,
        null: 0.7,
        min_link: 0.41,
    };
}

/// The closeness of the words of a pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closeness {
    /// Cosine of source word `i` and target word `j` at `i * targets + j`; 0 where one has no vector.
    pub cosines: Vec<f32>,
    /// The number of target words.
    pub targets: usize,
}

/// Whether the encoder has learnt both languages.
pub fn encoder_knows(source: Lang, target: Lang) -> bool {
    [source, target].iter().all(|l| [Lang::FR, Lang::EN].contains(l))
}

/// Computes the closeness of the words of a pair; none if the encoder does not know their languages.
pub fn closeness(encoder: &Encoder, source: WordSide<'_>, target: WordSide<'_>) -> Option<Closeness> {
    if !encoder_knows(source.lang, target.lang) || source.tokens.is_empty() || target.tokens.is_empty() {
        return None;
    }
    let [a, b] = encoder.encode([source.words(), target.words()]);
    let (x, y) = (words(&a, source.tokens), words(&b, target.tokens));
    let cosine = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(a, b)| a * b).sum::<f32>();
    let (x, y) = (x.chunks_exact(a.width()), y.chunks_exact(b.width()));
    let cosines = x.flat_map(|x| y.clone().map(move |y| cosine(x, y))).collect();
    Some(Closeness { cosines, targets: target.tokens.len() })
}

fn words(encoding: &Encoding, tokens: &[Token]) -> Vec<f32> {
    let start = tokens.first().map_or(0, |t| t.span.start);
    encoding.words(tokens.iter().map(|t| (t.span.start - start) as u32..(t.span.end - start) as u32))
}

impl Closeness {
    /// The share of each pair of words, in [0, 1], among the target words of its source word, times that among the
    /// source words of its target word: 1 where they are each other's only counterpart. At `i * targets + j`.
    pub fn shares(&self, sharpness: f32) -> Vec<f32> {
        let (n, m) = (self.cosines.len() / self.targets, self.targets);
        let raised: Vec<f32> = self.cosines.iter().map(|c| (sharpness * (c - 1.0)).exp()).collect();
        let of_source: Vec<f32> = raised.chunks_exact(m).map(|row| row.iter().sum()).collect();
        let of_target: Vec<f32> = (0..m).map(|j| (0..n).map(|i| raised[i * m + j]).sum()).collect();
        let share = |(at, &r): (usize, &f32)| r * r / (of_source[at / m] * of_target[at % m]).max(1e-30);
        raised.iter().enumerate().map(share).collect()
    }

    /// What the emission of each pair of words is multiplied by.
    pub(super) fn factors(&self, weights: &ContextWeights) -> Vec<f32> {
        let shares = self.shares(weights.sharpness);
        let factor = |(c, share): (&f32, &f32)| {
            (weights.cosine * (c - weights.neutral)).exp() * share.max(1e-12).powf(weights.share)
        };
        self.cosines.iter().zip(&shares).map(factor).collect()
    }

    /// The cosine of source word `i` and target word `j`; 0 where one has no vector.
    pub fn cosine(&self, i: usize, j: usize) -> f32 {
        self.cosines.get(i * self.targets + j).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{WordAligner, WordAlignment};
    use calque_model::Model;
    use calque_text::tokenize;

    fn align(source: (&str, Lang), target: (&str, Lang)) -> WordAlignment {
        let (a, b) = (tokenize(source.0, source.1), tokenize(target.0, target.1));
        let side = |text, lang, tokens| WordSide { text, lang, tokens };
        let mut aligner = WordAligner::new(Model::embedded()).reading(Some(Encoder::embedded()));
        aligner.align(side(source.0, source.1, &a), side(target.0, target.1, &b))
    }

    const ENGLISH: &str = "He did not say that the bridge was closed, but that it was not safe in May.";
    const FRENCH: &str = "Il n’a pas dit que le pont était fermé, mais qu’il n’était pas sûr en mai.";

    #[test]
    fn links_are_the_same_from_either_side() {
        let there = align((ENGLISH, Lang::EN), (FRENCH, Lang::FR));
        let back = align((FRENCH, Lang::FR), (ENGLISH, Lang::EN));
        let mut turned: Vec<(u32, u32)> = back.links.iter().map(|l| (l.target, l.source)).collect();
        turned.sort_unstable();
        assert_eq!(there.links.iter().map(|l| (l.source, l.target)).collect::<Vec<_>>(), turned);
    }

    #[test]
    fn each_not_is_answered_by_its_own() {
        let words = align((ENGLISH, Lang::EN), (FRENCH, Lang::FR));
        let (a, b) = (tokenize(ENGLISH, Lang::EN), tokenize(FRENCH, Lang::FR));
        let places = |tokens: &[Token], text: &str, word: &str| -> Vec<u32> {
            (0..tokens.len() as u32).filter(|&i| tokens[i as usize].span.of(text) == word).collect()
        };
        for (not, pas) in places(&a, ENGLISH, "not").into_iter().zip(places(&b, FRENCH, "pas")) {
            assert!(words.links.iter().any(|l| (l.source, l.target) == (not, pas)), "{not}-{pas}");
        }
        let [may, mai] = [places(&a, ENGLISH, "May")[0], places(&b, FRENCH, "mai")[0]];
        assert!(words.links.iter().any(|l| (l.source, l.target) == (may, mai)));
    }

    #[test]
    fn other_languages_and_empty_sides_have_no_context() {
        let lang: Lang = "de".parse().expect("a language");
        let tokens = tokenize("Das ist gut.", lang);
        let german = WordSide { text: "Das ist gut.", lang, tokens: &tokens };
        let empty = WordSide { text: "", lang: Lang::FR, tokens: &[] };
        assert!(closeness(Encoder::embedded(), german, german).is_none());
        assert!(closeness(Encoder::embedded(), empty, empty).is_none());
    }
}
