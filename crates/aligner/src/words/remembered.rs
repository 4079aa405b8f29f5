//! Remembers how close the words of pairs are: of a document that is checked again while somebody writes, only the
//! pairs that have changed are read again.

use super::context::{Closeness, closeness};
use super::link::WordSide;
use calque_encoder::Encoder;
use calque_text::Lang;
use std::collections::HashMap;
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pairs each of the two generations holds: some 20 MB of sentences.
const GENERATION: usize = 2048;
/// A pair with more cosines than this is not remembered.
const MAX_COSINES: usize = 20_000;

/// What two texts are known by.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
struct Key {
    texts: [Box<str>; 2],
    langs: [Lang; 2],
    tokens: [usize; 2],
}

/// The closeness of the pairs that were read last, for all threads.
#[derive(Debug, Default)]
pub struct RememberedPairs {
    /// The young generation, and the one before it. When the young one is full it takes the place of the other.
    generations: Mutex<[HashMap<Key, Arc<Closeness>>; 2]>,
}

impl RememberedPairs {
    /// As [`closeness`], from memory where the pair was read not long ago.
    pub fn closeness(&self, encoder: &Encoder, source: WordSide<'_>, target: WordSide<'_>) -> Option<Arc<Closeness>> {
        let key = Key {
            texts: [source.words().into(), target.words().into()],
            langs: [source.lang, target.lang],
            tokens: [source.tokens.len(), target.tokens.len()],
        };
        if let Some(known) = self.get(&key) {
            return Some(known);
        }
        let read = Arc::new(closeness(encoder, source, target)?);
        if read.cosines.len() <= MAX_COSINES {
            self.put(key, Arc::clone(&read));
        }
        Some(read)
    }

    fn get(&self, key: &Key) -> Option<Arc<Closeness>> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let [young, old] = &mut *generations;
        if let Some(known) = young.get(key) {
            return Some(Arc::clone(known));
        }
        let known = old.remove(key)?;
        young.insert(key.clone(), Arc::clone(&known));
        Some(known)
    }

    fn put(&self, key: Key, read: Arc<Closeness>) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let [young, old] = &mut *generations;
        if young.len() >= GENERATION {
            *old = take(young);
        }
        young.insert(key, read);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::tokenize;

    #[test]
    fn what_is_remembered_is_what_would_be_read() {
        let (english, french) = ("The dam is old.", "Le barrage est vieux.");
        let (a, b) = (tokenize(english, Lang::EN), tokenize(french, Lang::FR));
        let sides = (
            WordSide { text: english, lang: Lang::EN, tokens: &a },
            WordSide { text: french, lang: Lang::FR, tokens: &b },
        );
        let pairs = RememberedPairs::default();
        let first = pairs.closeness(Encoder::embedded(), sides.0, sides.1).expect("both are known");
        let again = pairs.closeness(Encoder::embedded(), sides.0, sides.1).expect("both are known");
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(*first, closeness(Encoder::embedded(), sides.0, sides.1).expect("both are known"));
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let pairs = RememberedPairs::default();
        let key =
            |n: usize| Key { texts: [n.to_string().into(), "".into()], langs: [Lang::EN, Lang::FR], tokens: [1, 1] };
        for n in 0..3 * GENERATION {
            pairs.put(key(n), Arc::default());
        }
        assert!(pairs.get(&key(0)).is_none());
        assert!(pairs.get(&key(3 * GENERATION - 1)).is_some());
        let held: usize = pairs.generations.lock().expect("no panic").iter().map(HashMap::len).sum();
        assert!(held <= 2 * GENERATION + 1);
    }
}
