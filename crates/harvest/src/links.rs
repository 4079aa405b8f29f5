//! Which words of each side the other renders, by the model's lexicon alone.
//!
//! A light cousin of the word alignment that the drift rules use: no positions,
//! no iteration, some microseconds a pair. A word's *support* is the
//! probability that a word of the other side gave rise to it rather than
//! chance. Names and figures spelled alike on both sides support each other, as
//! do long words that begin alike (*Macédoine*, *Macedonia*).

use crate::marks::Marks;
use crate::reading::{Side, Words};
use calque_model::Model;
use std::sync::LazyLock;

/// Support of the words of both sides.
#[derive(Debug)]
pub struct Links {
    /// Of the source.
    pub source: Support,
    /// Of the target.
    pub target: Support,
}

/// How well the words of a side are rendered on the other.
#[derive(Debug, Default)]
pub struct Support {
    /// Of each word: the probability in [0, 1] that the other side has its counterpart.
    pub support: Vec<f32>,
    /// Of each word: its information in nats, at most 11.
    pub information: Vec<f32>,
}

/// Rarer words count no more than this.
const MOST: f32 = 11.0;
/// How strongly a word of the same spelling on the other side speaks for a word.
const SAME: f32 = 0.5;
/// How strongly a word that begins alike does.
const ALIKE: f32 = 0.05;
/// How much chance is made of: the probability of a word in any text, times the words there, times this.
const CHANCE: f32 = 1.0;

/// What a cost of the lexicon stands for.
static PROBABILITIES: LazyLock<[f32; 1024]> =
    LazyLock::new(|| std::array::from_fn(|cost| (-(cost as f32) / 100.0).exp()));

impl Links {
    /// Links the words of two sides.
    pub fn new(source: &Side<'_>, target: &Side<'_>, model: &Model) -> Self {
        Self { source: support(target, source, model), target: support(source, target, model) }
    }
}

/// The support that the words of `to` have from those of `from`.
fn support(from: &Side<'_>, to: &Side<'_>, model: &Model) -> Support {
    let Some(lexicon) = model.lexicon(from.lang, to.lang) else { return Support::default() };
    let (given, made) = (from.words(), to.words());
    let index = Index::new(made);
    let spellings = Spellings::of(given);
    let probabilities = &*PROBABILITIES;
    // By first occurrence of each word; later ones share it.
    let mut sum = vec![0f32; made.len()];
    for id in given.ids.iter().flatten() {
        for (word, cost) in lexicon.costs(*id) {
            if let Some(at) = index.find(word) {
                sum[at] += probabilities[cost as usize % probabilities.len()];
            }
        }
    }
    let chance = CHANCE * (1 + given.len()) as f32;
    let mut out = Support { support: Vec::with_capacity(made.len()), information: Vec::with_capacity(made.len()) };
    for j in 0..made.len() {
        let lexical = made.ids[j].and_then(|id| index.find(id)).map_or(0.0, |at| sum[at]);
        let evidence = lexical + spellings.alike(made, j);
        let information = made.information[j];
        let expected = chance * (-information).exp();
        out.support.push(evidence / (evidence + expected + 1e-4));
        out.information.push(information.min(MOST));
    }
    out
}

/// How the words of a side are spelled.
struct Spellings<'a> {
    words: &'a Words,
    keys: Marks,
    stems: Marks,
}

impl<'a> Spellings<'a> {
    fn of(words: &'a Words) -> Self {
        let marks = |hashes: &[u64]| {
            let mut marks = Marks::default();
            for hash in hashes {
                marks.add(hash >> 52);
            }
            marks
        };
        Self { words, keys: marks(&words.keys), stems: marks(&words.stems) }
    }

    /// Evidence from spelling for a word of the other side.
    fn alike(&self, made: &Words, j: usize) -> f32 {
        let (key, stem) = (made.keys[j], made.stems[j]);
        if self.keys.has(key >> 52) && self.words.keys.contains(&key) {
            SAME
        } else if stem != 0 && self.stems.has(stem >> 52) && self.words.stems.contains(&stem) {
            ALIKE
        } else {
            0.0
        }
    }
}

/// Finds the first place of a word by its id: a small open table behind a set of marks.
struct Index {
    marks: Marks,
    slots: Vec<(u32, u32)>,
}

const FREE: u32 = u32::MAX;

impl Index {
    fn new(words: &Words) -> Self {
        let size = (2 * words.len() + 1).next_power_of_two();
        let mut index = Self { marks: Marks::default(), slots: vec![(FREE, 0); size] };
        for (at, id) in words.ids.iter().enumerate() {
            if let Some(id) = *id {
                index.marks.add(u64::from(id));
                let mut slot = spread(id) & (size - 1);
                while index.slots[slot].0 != FREE && index.slots[slot].0 != id {
                    slot = (slot + 1) & (size - 1);
                }
                if index.slots[slot].0 == FREE {
                    index.slots[slot] = (id, at as u32);
                }
            }
        }
        index
    }

    fn find(&self, id: u32) -> Option<usize> {
        if !self.marks.has(u64::from(id)) {
            return None;
        }
        let mut slot = spread(id) & (self.slots.len() - 1);
        loop {
            match self.slots[slot] {
                (FREE, _) => return None,
                (found, at) if found == id => return Some(at as usize),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}

fn spread(id: u32) -> usize {
    (id.wrapping_mul(0x9E37_79B1) >> 7) as usize
}

impl Support {
    /// The share of the side's information that is rendered; 1 for a side without words.
    pub fn coverage(&self) -> f32 {
        self.coverage_of(0..self.support.len())
    }

    /// The same of a stretch of words.
    pub fn coverage_of(&self, words: std::ops::Range<usize>) -> f32 {
        let (mut got, mut all) = (0.0, 0.0);
        for i in words {
            // What is frequent is in every text; it says little.
            let weight = (self.information[i] - 3.0).max(0.1);
            got += weight * self.support[i];
            all += weight;
        }
        if all > 0.0 { got / all } else { 1.0 }
    }

    /// The mean information of its words, in nats.
    pub fn mean_information(&self) -> f32 {
        self.information.iter().sum::<f32>() / self.information.len().max(1) as f32
    }
}
