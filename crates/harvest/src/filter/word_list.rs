//! A list of words and phrases that the user gives: matched whole, whatever the case.

use crate::pair::hash::{HashSet64, hash, sequence};

/// Words and phrases, by the hashes of their words.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    phrases: HashSet64,
    /// Words of the longest phrase.
    longest: usize,
}

impl WordList {
    /// From lines, one word or phrase each; blank ones and those that begin with `#` are left out.
    pub fn parse(text: &str) -> Self {
        let mut list = Self::default();
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let words = words(line);
            list.longest = list.longest.max(words.len());
            list.phrases.insert(sequence(words));
        }
        list
    }

    /// How many of its words and phrases a text has.
    pub(super) fn count(&self, text: &str) -> usize {
        let words = words(text);
        let found = |start: usize| {
            let longest = self.longest.min(words.len() - start);
            let phrase = |n: usize| sequence(words[start..start + n].iter().copied());
            (1..=longest).filter(|&n| self.phrases.contains(&phrase(n))).count()
        };
        (0..words.len()).map(found).sum()
    }
}

fn words(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| hash(w.to_lowercase().as_bytes())).collect()
}
