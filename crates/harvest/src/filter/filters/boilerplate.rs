//! The share of a side's words that belong to phrases of web pages: *Share on Facebook*,
//! *Mentions légales*. People keep the list, `boilerplate.txt`.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::hash::{HashSet64, finalize, hash, sequence};
use crate::pair::letters::plain_letter;
use crate::pair::{PairFeatures, SideFeatures};
use calque_text::hash::Fnv1a;
use std::sync::LazyLock;

/// See the module.
pub(crate) struct Boilerplate;

impl Filter for Boilerplate {
    filter!("boilerplate", Accept::AtMost, "Share of a side that is menus, buttons and notices of web pages");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        Some(share(&pair.source).max(share(&pair.target)))
    }
}

/// A longer side is a sentence, in which these phrases are meant.
const MAX_WORDS: u32 = 24;

/// The phrases, by the hashes of their words.
struct Phrases {
    whole: HashSet64,
    first_words: HashSet64,
    /// Words of the longest phrase.
    longest: usize,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines = include_str!("boilerplate.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let phrases: Vec<Vec<u64>> = lines.map(|p| p.split(' ').map(|w| hash(w.as_bytes())).collect()).collect();
    Phrases {
        whole: phrases.iter().map(|p| sequence(p.iter().copied())).collect(),
        first_words: phrases.iter().filter_map(|p| p.first()).copied().collect(),
        longest: phrases.iter().map(Vec::len).max().unwrap_or(0),
    }
});

fn share(side: &SideFeatures<'_>) -> f32 {
    if side.char_counts().words > MAX_WORDS {
        return 0.0;
    }
    let words = folded_words(side.text);
    let phrases = &*PHRASES;
    let (mut i, mut covered) = (0, 0);
    while i < words.len() {
        let starts = phrases.first_words.contains(&words[i]);
        let longest = if starts { phrases.longest.min(words.len() - i) } else { 0 };
        let is_phrase = |n: usize| phrases.whole.contains(&sequence(words[i..i + n].iter().copied()));
        let found = (1..=longest).rev().find(|&n| is_phrase(n));
        covered += found.unwrap_or(0);
        i += found.unwrap_or(1);
    }
    covered as f32 / words.len().max(1) as f32
}

/// Hashes of the words of a text, in lower case and without accents.
fn folded_words(text: &str) -> Vec<u64> {
    let folded = |c: char| plain_letter(c).map_or(c, char::from);
    let hash = |word: &str| {
        let (mut buffer, mut hash) = ([0; 4], Fnv1a::default());
        word.chars().map(folded).for_each(|c| hash.bytes(c.encode_utf8(&mut buffer).as_bytes()));
        finalize(hash.finish())
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect()
}
