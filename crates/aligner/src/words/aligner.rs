//! Links the words of a pair: hidden Markov models in both directions, and the links on which they agree.
//!
//! Without a model of both languages there are no links.

use super::context::{Closeness, ContextWeights, closeness};
use super::emission::{PairLexicon, Word};
use super::hmm::{Hmm, JUMPS};
use super::link::{Link, WordAlignment, WordSide};
use super::remembered::RememberedPairs;
use super::units::parts;
use calque_encoder::Encoder;
use calque_model::Model;
use calque_text::{Lang, Token};
use std::sync::Arc;

/// Emission probability of two words that nothing connects.
const MIN_EMISSION: f32 = 1e-7;
/// Sides with more tokens than this get no links: time and memory grow with the product of the lengths.
const MAX_TOKENS: usize = 400;
/// A link is kept where the geometric mean of the posteriors of both directions is at least this: posterior
/// decoding as in Liang, Taskar and Klein 2006. Set by hand.
const MIN_LINK_PROB: f32 = 0.45;

/// Links words; holds buffers, so keep one for each thread.
#[derive(Debug)]
pub struct WordAligner<'m> {
    model: &'m Model,
    encoder: Option<&'m Encoder>,
    pairs: Option<&'m RememberedPairs>,
    weights: ContextWeights,
    hmm: Hmm,
    /// By direction, to the target first; see [`Hmm::posteriors`] for the shapes.
    emission: [Vec<f32>; 2],
    null: [Vec<f32>; 2],
    posterior: [Vec<f32>; 2],
}

impl<'m> WordAligner<'m> {
    /// With a model.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            encoder: None,
            pairs: None,
            weights: ContextWeights::LEARNT,
            hmm: Hmm::default(),
            emission: Default::default(),
            null: Default::default(),
            posterior: Default::default(),
        }
    }

    /// With what the encoder says of the words in their sentences.
    #[must_use]
    pub fn reading(self, encoder: Option<&'m Encoder>) -> Self {
        Self { encoder, ..self }
    }

    /// With a memory of the pairs that the encoder has read.
    #[must_use]
    pub fn remembering(self, pairs: &'m RememberedPairs) -> Self {
        Self { pairs: Some(pairs), ..self }
    }

    /// Links the words of a pair. There are no links if the model lacks one of the languages, or if a side has
    /// more than 400 tokens.
    pub fn align(&mut self, source: WordSide<'_>, target: WordSide<'_>) -> WordAlignment {
        let longest = source.tokens.len().max(target.tokens.len());
        let read = |encoder| match self.pairs {
            Some(pairs) => pairs.closeness(encoder, source, target),
            None => closeness(encoder, source, target).map(Arc::new),
        };
        let context = self.encoder.filter(|_| longest <= MAX_TOKENS).and_then(read);
        let mut out = self.align_in(source, target, context.as_deref());
        out.context = context;
        out
    }

    fn align_in(&mut self, source: WordSide<'_>, target: WordSide<'_>, context: Option<&Closeness>) -> WordAlignment {
        let (n, m) = (source.tokens.len(), target.tokens.len());
        let mut out =
            WordAlignment { source_support: vec![0.0; n], target_support: vec![0.0; m], ..WordAlignment::default() };
        let Some(pair) = PairLexicon::new(self.model, source.lang, target.lang) else { return out };
        if n == 0 || m == 0 || n > MAX_TOKENS || m > MAX_TOKENS {
            return out;
        }
        let words = [pair.words(0, source, self.model), pair.words(1, target, self.model)];
        let lexical = self.emissions(&pair, &words, context);
        self.posteriors(&pair, &words, context.is_some());
        let min_link = if context.is_some() { self.weights.min_link } else { MIN_LINK_PROB };
        for i in 0..n {
            for j in 0..m {
                let prob = (self.posterior[0][j * n + i] * self.posterior[1][i * m + j]).sqrt();
                let lexical = lexical[i * m + j];
                if prob >= min_link {
                    out.links.push(Link { source: i as u32, target: j as u32, prob, lexical });
                }
                // Any of a word's links may be the one that translates it (noisy or).
                let support = prob * lexical;
                out.source_support[i] = 1.0 - (1.0 - out.source_support[i]) * (1.0 - support);
                out.target_support[j] = 1.0 - (1.0 - out.target_support[j]) * (1.0 - support);
            }
        }
        let content = words.map(|side| side.iter().map(|w| w.vector.is_some()).collect::<Vec<bool>>());
        out.parts = parts(
            &out.links,
            (n, m),
            [&self.posterior[0], &self.posterior[1]],
            &lexical,
            [content[0].as_slice(), content[1].as_slice()],
        );
        out
    }

    /// Fills in the emission probabilities of both directions; returns the lexical confidence of source word `i`
    /// and target word `j` at `i * m + j`.
    fn emissions(&mut self, pair: &PairLexicon<'_>, words: &[Vec<Word>; 2], context: Option<&Closeness>) -> Vec<f32> {
        let (n, m) = (words[0].len(), words[1].len());
        let mut lexical = vec![0f32; n * m];
        for e in &mut self.emission {
            e.clear();
            e.resize(n * m, MIN_EMISSION);
        }
        let weights = self.weights;
        let factors = context.map(|c| c.factors(&weights));
        let weighed = |prob: f32, at: usize| match &factors {
            Some(factors) => (prob.max(weights.floor).powf(weights.lexicon) * factors[at]).max(MIN_EMISSION),
            None => prob.max(MIN_EMISSION),
        };
        for i in 0..n {
            for j in 0..m {
                let at = i * m + j;
                let e = pair.emission(&words[0][i], &words[1][j]);
                self.emission[0][j * n + i] = weighed(e.target_given_source, at);
                self.emission[1][at] = weighed(e.source_given_target, at);
                lexical[at] = e.lexical;
            }
        }
        lexical
    }

    /// Runs the model of each direction.
    fn posteriors(&mut self, pair: &PairLexicon<'_>, words: &[Vec<Word>; 2], in_context: bool) {
        for direction in 0..2 {
            let observed = 1 - direction;
            let w = self.weights;
            let null = |word: &Word| match (pair.null(observed, word), in_context) {
                (prob, true) => prob.powf(w.lexicon) * w.null,
                (prob, false) => prob,
            };
            self.null[direction].clear();
            self.null[direction].extend(words[observed].iter().map(null));
            let mut posterior = std::mem::take(&mut self.posterior[direction]);
            let jumps = pair.jumps(direction);
            let mut table = [1.0; JUMPS];
            if jumps.len() == JUMPS {
                table.copy_from_slice(jumps);
            }
            if in_context {
                table.iter_mut().for_each(|j| *j = j.max(1e-6).powf(w.jumps));
            }
            self.hmm.posteriors(
                &self.emission[direction],
                &self.null[direction],
                &table,
                pair.p0,
                &mut posterior,
                None,
            );
            self.posterior[direction] = posterior;
        }
    }

    /// With other weights, and closeness computed before: for learning.
    #[cfg(feature = "training")]
    pub fn align_with(
        &mut self,
        source: WordSide<'_>,
        target: WordSide<'_>,
        context: Option<&Closeness>,
        weights: ContextWeights,
    ) -> WordAlignment {
        self.weights = weights;
        self.align_in(source, target, context)
    }
}

/// Links the words of one pair; see [`WordAligner`] for many.
pub fn align_words(model: &Model, source: (&str, Lang, &[Token]), target: (&str, Lang, &[Token])) -> WordAlignment {
    let side = |(text, lang, tokens)| WordSide { text, lang, tokens };
    WordAligner::new(model).align(side(source), side(target))
}
