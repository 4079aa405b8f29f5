//! How well the words of each side are translated on the other, by the model's lexicon.
//!
//! A cheap relative of word alignment: no positions, no iteration, some microseconds a
//! pair. The *support* of a word is the probability that a word of the other side
//! generated it rather than chance,
//!
//! ```text
//! support = e / (e + c),   e = Σ p(word | other word),   c = (1 + n) · p(word)
//! ```
//!
//! where `e` sums the lexicon's translation probabilities over the other side, as IBM Model 1
//! does (Brown et al. 1993), and `c` has the unigram probability of the word once for each of
//! the `n` words there and for NULL. Words and
//! figures spelt alike on both sides support each other too, as do long words that begin
//! alike (*Macédoine*, *Macedonia*).

use super::bloom::TinyBloom;
use super::side::{SideFeatures, SideWords};
use calque_model::Model;
use std::sync::LazyLock;

/// Support of the words of both sides.
#[derive(Debug)]
pub struct LexicalSupport {
    /// Of the source words, by those of the target.
    pub source: SideSupport,
    /// Of the target words, by those of the source.
    pub target: SideSupport,
}

/// Support of the words of one side. The lists have one entry for each content token, as in [`SideWords`].
#[derive(Debug, Default)]
pub struct SideSupport {
    /// Probability, in [0, 1], that the other side has the counterpart of the word.
    pub support: Vec<f32>,
    /// Surprisal of the word in nats, at most 11.
    pub surprisal: Vec<f32>,
}

/// Cap of surprisal, in nats: rarer words weigh no more than this. Chosen by hand.
const MAX_SURPRISAL: f32 = 11.0;
/// Evidence of a word of the same spelling on the other side, as a translation probability. Chosen by hand.
const SAME_SPELLING: f32 = 0.5;
/// Evidence of a word with the same first four letters. Chosen by hand.
const SAME_STEM: f32 = 0.05;
/// Keeps the quotient defined where there is neither evidence nor chance.
const EPSILON: f32 = 1e-4;

/// Probabilities by the costs of the lexicon, which are in hundredths of a nat.
static PROBABILITIES: LazyLock<[f32; 1024]> =
    LazyLock::new(|| std::array::from_fn(|cost| (-(cost as f32) / 100.0).exp()));

impl LexicalSupport {
    /// Support in both directions; empty where the model has no lexicon for the languages.
    pub fn new(source: &SideFeatures<'_>, target: &SideFeatures<'_>, model: &Model) -> Self {
        Self { source: support(target, source, model), target: support(source, target, model) }
    }
}

/// The support that the words of `to` have from those of `from`.
fn support(from: &SideFeatures<'_>, to: &SideFeatures<'_>, model: &Model) -> SideSupport {
    let Some(lexicon) = model.lexicon(from.lang, to.lang) else { return SideSupport::default() };
    let (given, generated) = (from.words(), to.words());
    let index = Index::new(generated);
    let spellings = Spellings::of(given);
    let probabilities = &*PROBABILITIES;
    // At the first occurrence of each word; later ones read it there.
    let mut sum = vec![0f32; generated.len()];
    for id in given.ids.iter().flatten() {
        for (word, cost) in lexicon.costs(*id) {
            if let Some(at) = index.find(word) {
                sum[at] += probabilities[cost as usize % probabilities.len()];
            }
        }
    }
    let draws = (1 + given.len()) as f32;
    let capacity = generated.len();
    let mut out = SideSupport { support: Vec::with_capacity(capacity), surprisal: Vec::with_capacity(capacity) };
    for j in 0..generated.len() {
        let lexical = generated.ids[j].and_then(|id| index.find(id)).map_or(0.0, |at| sum[at]);
        let evidence = lexical + spellings.evidence(generated, j);
        let surprisal = generated.surprisal[j];
        let chance = draws * (-surprisal).exp();
        out.support.push(evidence / (evidence + chance + EPSILON));
        out.surprisal.push(surprisal.min(MAX_SURPRISAL));
    }
    out
}

/// How the words of a side are spelt.
struct Spellings<'a> {
    words: &'a SideWords,
    keys: TinyBloom,
    stems: TinyBloom,
}

impl<'a> Spellings<'a> {
    fn of(words: &'a SideWords) -> Self {
        let bloom = |hashes: &[u64]| {
            let mut bloom = TinyBloom::default();
            for hash in hashes {
                bloom.insert(hash >> 52);
            }
            bloom
        };
        Self { words, keys: bloom(&words.keys), stems: bloom(&words.stems) }
    }

    /// Evidence from spelling for content token `j` of the other side.
    fn evidence(&self, other: &SideWords, j: usize) -> f32 {
        let (key, stem) = (other.keys[j], other.stems[j]);
        if self.keys.may_contain(key >> 52) && self.words.keys.contains(&key) {
            SAME_SPELLING
        } else if stem != 0 && self.stems.may_contain(stem >> 52) && self.words.stems.contains(&stem) {
            SAME_STEM
        } else {
            0.0
        }
    }
}

/// Finds the first occurrence of a word by its id: a small open-addressing table behind a Bloom filter.
struct Index {
    bloom: TinyBloom,
    slots: Vec<(u32, u32)>,
}

/// The id of an empty slot.
const EMPTY: u32 = u32::MAX;

impl Index {
    fn new(words: &SideWords) -> Self {
        let size = (2 * words.len() + 1).next_power_of_two();
        let mut index = Self { bloom: TinyBloom::default(), slots: vec![(EMPTY, 0); size] };
        for (at, id) in words.ids.iter().enumerate() {
            if let Some(id) = *id {
                index.bloom.insert(u64::from(id));
                let mut slot = first_slot(id) & (size - 1);
                while index.slots[slot].0 != EMPTY && index.slots[slot].0 != id {
                    slot = (slot + 1) & (size - 1);
                }
                if index.slots[slot].0 == EMPTY {
                    index.slots[slot] = (id, at as u32);
                }
            }
        }
        index
    }

    fn find(&self, id: u32) -> Option<usize> {
        if !self.bloom.may_contain(u64::from(id)) {
            return None;
        }
        let mut slot = first_slot(id) & (self.slots.len() - 1);
        loop {
            match self.slots[slot] {
                (EMPTY, _) => return None,
                (found, at) if found == id => return Some(at as usize),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}

/// Fibonacci hashing (Knuth 1998, section 6.4) with 2^32 / φ.
fn first_slot(id: u32) -> usize {
    (id.wrapping_mul(0x9E37_79B1) >> 7) as usize
}

impl SideSupport {
    /// The share of the side's information that is translated, in [0, 1]; 1 for a side without words.
    pub fn coverage(&self) -> f32 {
        self.coverage_of(0..self.support.len())
    }

    /// The same of a range of content tokens.
    pub fn coverage_of(&self, words: std::ops::Range<usize>) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for i in words {
            // Frequent words (three nats and less) are in every text and say little. Chosen by hand.
            let weight = (self.surprisal[i] - 3.0).max(0.1);
            covered += weight * self.support[i];
            all += weight;
        }
        if all > 0.0 { covered / all } else { 1.0 }
    }
}
