//! Links between identical words, numbers and names, and between cognates.
//!
//! Cognates as evidence for sentence alignment: Simard, Foster and Isabelle 1992,
//! who take words with the same first four letters for cognates. Here the first
//! four letters only select candidates; the length of the common prefix decides.
//! The strengths are set by hand.

use super::link_table::WordLink;
use crate::sentences::input::{SideIndex, WordType};
use rustc_hash::FxHashMap;

/// Bytes that two cognates have in common at the head, accents and case left out.
const STEM: usize = 4;
/// A stem that more words of the target have selects no candidates.
const MAX_BUCKET: usize = 60;

/// Links between identical and cognate words of two sides.
pub(crate) fn cognates(source: &SideIndex, target: &SideIndex) -> Vec<WordLink> {
    let mut links = Vec::new();
    let mut same: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut stems: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
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
        let Some(bucket) = stem(word).and_then(|s| stems.get(s)).filter(|b| b.len() <= MAX_BUCKET) else { continue };
        for &other in bucket {
            let strength = common_prefix(word, &target.types[other as usize]);
            if strength > 0.0 {
                links.push((id as u32, other, strength));
            }
        }
    }
    links
}

/// The head by which a word is compared with others; numbers are only compared as a whole.
fn stem(word: &WordType) -> Option<&str> {
    if word.number { None } else { word.folded.get(..STEM) }
}

/// Strength of a link between words that are the same once folded: short ones may be so by chance.
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

/// Strength of a link by the common prefix, as a share of the longer word.
fn common_prefix(a: &WordType, b: &WordType) -> f32 {
    let (x, y) = (a.folded.as_bytes(), b.folded.as_bytes());
    let common = x.iter().zip(y).take_while(|(p, q)| p == q).count() as f32;
    let share = common / x.len().max(y.len()) as f32;
    let strength = (share - 0.35).max(0.0) * 1.1;
    let names = a.name && b.name;
    if names { strength + 0.15 * f32::from(u8::from(strength > 0.0)) } else { strength }.min(0.8)
}
