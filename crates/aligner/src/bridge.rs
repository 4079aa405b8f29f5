//! The bridge: which words of one side may translate which of the other.
//!
//! A bridge is a sparse table from source types to target types with a
//! strength in [0, 1]: how surely the two are one another's rendering where
//! both are present. It is filled from whatever there is: identical numbers and
//! names, cognates, a model's lexicon, a lexicon learnt from the text itself.
//! The search only ever asks the bridge, so that each of these plugs in here.

use crate::side::{QuickMap, Side, WordType};

/// Words that say less than this (those of every second sentence) are not bridged.
const LEAST: f32 = 0.8;

/// Translations in both directions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bridge {
    offsets: Vec<u32>,
    links: Vec<(u32, f32)>,
}

impl Bridge {
    /// From loose links; of equal pairs the strongest stays, of a word's links the strongest few.
    pub(crate) fn new(source: &Side, target: &Side, mut links: Vec<(u32, u32, f32)>) -> Self {
        const MOST: usize = 24;
        let tells = |word: &WordType| word.info >= LEAST;
        links.retain(|l| tells(&source.types[l.0 as usize]) && tells(&target.types[l.1 as usize]));
        links.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        links.dedup_by_key(|l| (l.0, l.1));
        links.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1)));
        let mut out =
            Self { offsets: Vec::with_capacity(source.types.len() + 1), links: Vec::with_capacity(links.len()) };
        let mut at = 0;
        out.offsets.push(0);
        for source in 0..source.types.len() as u32 {
            let mut taken = 0;
            while at < links.len() && links[at].0 == source {
                if taken < MOST {
                    out.links.push((links[at].1, links[at].2));
                    taken += 1;
                }
                at += 1;
            }
            out.offsets.push(out.links.len() as u32);
        }
        out
    }

    /// The target types that may render a source type.
    pub(crate) fn of(&self, source: u32) -> &[(u32, f32)] {
        &self.links[self.offsets[source as usize] as usize..self.offsets[source as usize + 1] as usize]
    }
}

/// Links between identical and kindred words.
pub(crate) fn cognates(source: &Side, target: &Side) -> Vec<(u32, u32, f32)> {
    const BUCKET: usize = 60;
    let mut links = Vec::new();
    let mut same: QuickMap<&str, Vec<u32>> = QuickMap::default();
    let mut stems: QuickMap<&str, Vec<u32>> = QuickMap::default();
    for (id, word) in target.types.iter().enumerate() {
        same.entry(&word.folded).or_default().push(id as u32);
        if let Some(stem) = stem(word) {
            stems.entry(stem).or_default().push(id as u32);
        }
    }
    for (id, word) in source.types.iter().enumerate() {
        for &other in same.get(&*word.folded).into_iter().flatten() {
            let strength = identical(word, &target.types[other as usize]);
            if strength > 0.0 {
                links.push((id as u32, other, strength));
            }
        }
        let Some(bucket) = stem(word).and_then(|s| stems.get(s)).filter(|b| b.len() <= BUCKET) else { continue };
        for &other in bucket {
            let strength = kindred(word, &target.types[other as usize]);
            if strength > 0.0 {
                links.push((id as u32, other, strength));
            }
        }
    }
    links
}

/// What two words must share at the head to be compared at all.
fn stem(word: &WordType) -> Option<&str> {
    if word.number { None } else { word.folded.get(..4) }
}

fn identical(a: &WordType, b: &WordType) -> f32 {
    let letters = a.folded.chars().count();
    match letters {
        _ if a.number && b.number => 0.95,
        _ if a.number != b.number => 0.0,
        _ if a.name && b.name => 0.95,
        0..=2 => 0.0,
        3 => 0.35,
        4 => 0.6,
        _ => 0.85,
    }
}

/// Strength of a resemblance: the share of the longer word that both begin with.
fn kindred(a: &WordType, b: &WordType) -> f32 {
    let (x, y) = (a.folded.as_bytes(), b.folded.as_bytes());
    let common = x.iter().zip(y).take_while(|(p, q)| p == q).count() as f32;
    let share = common / x.len().max(y.len()) as f32;
    let strength = (share - 0.35).max(0.0) * 1.1;
    let names = a.name && b.name;
    if names { strength + 0.15 * f32::from(u8::from(strength > 0.0)) } else { strength }.min(0.8)
}
