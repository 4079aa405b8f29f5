//! Emission probabilities: how probable one word is given another.
//!
//! The model's lexicon gives them for words that it connects. Others may still be
//! the same name, the same number, the same mark, or have similar vectors; what
//! each of these is worth is set by hand.

use super::link::WordSide;
use calque_model::{Embedder, Model, ModelSide, TranslationTable, key_into};
use calque_text::{Lang, Token, TokenKind};

/// Words more frequent than this, per million, have no vector: function words are similar to too many.
const MAX_FREQUENCY: f32 = 3000.0;
/// Emission probability of the same word, number or mark on both sides.
const SAME_WORD: f32 = 0.3;
/// Vectors with a lower cosine say nothing.
const MIN_COSINE: f32 = 0.25;
/// The range of cosines above it over which closeness grows from 0 to 1.
const COSINE_RANGE: f32 = 0.5;
/// Emission probability of words of closeness 1; it grows with the square of closeness.
const CLOSE_WORDS: f32 = 0.05;
/// Lexical confidence of words of closeness 1.
const CLOSE_CONFIDENCE: f32 = 0.9;
/// Probability of a word outside the vocabulary given NULL.
const UNKNOWN_NULL: f32 = 1e-6;
/// The translation probability at which lexical confidence is 1 - 1/e.
const CONFIDENCE_SCALE: f32 = 0.02;

/// How probable each of two words is given the other, and how well they are known to translate each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Emission {
    /// `p(target | source)`.
    pub(super) target_given_source: f32,
    /// `p(source | target)`.
    pub(super) source_given_target: f32,
    /// Confidence in [0, 1] that the two translate each other.
    pub(super) lexical: f32,
}

impl Emission {
    fn at_least(self, prob: f32, lexical: f32) -> Self {
        Self {
            target_given_source: self.target_given_source.max(prob),
            source_given_target: self.source_given_target.max(prob),
            lexical: self.lexical.max(lexical),
        }
    }
}

/// A token as the lexicon sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    key: String,
    id: Option<u32>,
    kind: Option<TokenKind>,
    /// Unit length; content words only.
    pub(super) vector: Option<Vec<f32>>,
}

impl Word {
    fn is_word(&self) -> bool {
        matches!(self.kind, Some(TokenKind::Word | TokenKind::Number | TokenKind::Url))
    }
}

/// A model seen from a pair of languages. Arrays are by side, source first, or by direction, to the target
/// first.
pub(super) struct PairLexicon<'m> {
    langs: [Lang; 2],
    sides: [ModelSide<'m>; 2],
    lexicons: [TranslationTable<'m>; 2],
    jumps: [&'m [f32]; 2],
    null_mass: [f32; 2],
    /// Probability that an observed word comes from NULL.
    pub(super) p0: f32,
}

impl<'m> PairLexicon<'m> {
    /// `None` if the model lacks one of the languages.
    pub(super) fn new(model: &'m Model, source: Lang, target: Lang) -> Option<Self> {
        let params = &model.meta().words;
        let flip = usize::from(model.langs().0 != source);
        Some(Self {
            langs: [source, target],
            sides: [model.side(source)?, model.side(target)?],
            lexicons: [model.lexicon(source, target)?, model.lexicon(target, source)?],
            jumps: [&params.jumps[flip], &params.jumps[1 - flip]],
            null_mass: [params.null_mass[flip], params.null_mass[1 - flip]],
            p0: params.null,
        })
    }

    /// The jump table of a direction.
    pub(super) fn jumps(&self, direction: usize) -> &'m [f32] {
        self.jumps[direction]
    }

    /// The tokens of a side as words.
    pub(super) fn words(&self, s: usize, side: WordSide<'_>, model: &Model) -> Vec<Word> {
        let mut embedder = Embedder::new(model, self.langs[s]);
        let word = |t: &Token| {
            let mut key = String::new();
            key_into(side.text, t, side.lang, &mut key);
            let id = self.sides[s].id(&key);
            let content = t.is_content() && id.is_none_or(|i| self.sides[s].frequency(Some(i)) < MAX_FREQUENCY);
            let vector = embedder.as_mut().filter(|_| content).map(|e| {
                let mut v = vec![0.0; e.dim()];
                e.add_key(&key, &mut v);
                let norm = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
                v.iter_mut().for_each(|x| *x /= norm);
                v
            });
            Word { id, key, kind: Some(t.kind), vector }
        };
        side.tokens.iter().map(word).collect()
    }

    /// `p(word | NULL)`.
    pub(super) fn null(&self, side: usize, word: &Word) -> f32 {
        match word.id {
            Some(id) => {
                let p = self.sides[side].null_prob(Some(id)) * self.sides[side].frequency(Some(id)) / 1e6;
                (p / self.null_mass[side].max(1e-3)).max(1e-7)
            }
            None => UNKNOWN_NULL,
        }
    }

    /// The emission probabilities of a source and a target word, both directions.
    pub(super) fn emission(&self, a: &Word, b: &Word) -> Emission {
        let mut e = Emission::default();
        if let (Some(x), Some(y)) = (a.id, b.id) {
            e.target_given_source = self.lexicons[0].prob(x, y);
            e.source_given_target = self.lexicons[1].prob(y, x);
            e.lexical = confidence(e.target_given_source.max(e.source_given_target));
        }
        if a.is_word() && b.is_word() {
            // Short words of both vocabularies may be the same by chance.
            let telling = a.id.is_none() || b.id.is_none() || a.key.len() > 3 || a.kind == Some(TokenKind::Number);
            if a.key == b.key && telling {
                return e.at_least(SAME_WORD, 1.0);
            }
            if let (Some(u), Some(v)) = (&a.vector, &b.vector) {
                let cosine: f32 = u.iter().zip(v).map(|(x, y)| x * y).sum();
                if cosine > MIN_COSINE {
                    let closeness = ((cosine - MIN_COSINE) / COSINE_RANGE).min(1.0);
                    let lexical = (closeness * CLOSE_CONFIDENCE).min(CLOSE_CONFIDENCE);
                    e = e.at_least(CLOSE_WORDS * closeness * closeness, lexical);
                }
            }
        } else if !a.is_word() && !b.is_word() && same_mark(&a.key, &b.key) {
            return e.at_least(SAME_WORD, 1.0);
        }
        e
    }
}

/// Confidence that two words translate each other, by their translation probability.
fn confidence(prob: f32) -> f32 {
    1.0 - (-prob / CONFIDENCE_SCALE).exp()
}

/// Whether two marks play the same part in French and English.
fn same_mark(a: &str, b: &str) -> bool {
    let class = |m: &str| match m.chars().next() {
        Some('«' | '»' | '“' | '”' | '"' | '„') => 1,
        Some('\'' | '‘' | '’' | '‹' | '›') => 2,
        Some('-' | '–' | '—') => 3,
        Some('.') if m.len() > 1 => 4,
        Some('…') => 4,
        _ => 0,
    };
    a == b || (class(a) > 0 && class(a) == class(b))
}
