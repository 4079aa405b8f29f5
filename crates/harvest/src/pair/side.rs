//! One side of a pair: its text, its characters by kind, its tokens.

use super::char_counts::CharCounts;
use super::hash::{finalize, hash};
use super::letters::plain_letter;
use calque_model::{Model, key_into};
use calque_text::hash::fnv1a;
use calque_text::{Lang, Token, TokenKind, tokenize};
use std::cell::OnceCell;

/// One side of a pair.
pub struct SideFeatures<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
    model: Option<&'static Model>,
    char_counts: OnceCell<CharCounts>,
    words: OnceCell<SideWords>,
}

/// The tokens of a side, and for each content token (word or number) what is known of it. The lists
/// beside `tokens` have one entry for each content token, in order.
#[derive(Debug, Default)]
pub struct SideWords {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// Index of the token in `tokens`.
    pub content: Vec<u32>,
    /// Id in the vocabulary of the model, if the word is in it.
    pub ids: Vec<Option<u32>>,
    /// Hash of the normal form, the same in both languages.
    pub keys: Vec<u64>,
    /// Surprisal in nats in the word's own language; 0 without a model.
    pub surprisal: Vec<f32>,
    /// Of each word of five Latin letters or more, the hash of its first four without accents; else 0.
    pub stems: Vec<u64>,
}

impl<'a> SideFeatures<'a> {
    pub(super) fn new(text: &'a str, lang: Lang, model: Option<&'static Model>) -> Self {
        Self { text, lang, model, char_counts: OnceCell::new(), words: OnceCell::new() }
    }

    /// Counts of its characters by kind.
    pub fn char_counts(&self) -> &CharCounts {
        self.char_counts.get_or_init(|| CharCounts::of(self.text))
    }

    /// Its tokens and content words.
    pub fn words(&self) -> &SideWords {
        self.words.get_or_init(|| SideWords::of(self.text, self.lang, self.model))
    }
}

impl SideWords {
    fn of(text: &str, lang: Lang, model: Option<&Model>) -> Self {
        let tokens = tokenize(text, lang);
        let vocabulary = model.and_then(|m| m.side(lang));
        let capacity = tokens.len();
        let mut words = Self {
            content: Vec::with_capacity(capacity),
            ids: Vec::with_capacity(capacity),
            keys: Vec::with_capacity(capacity),
            surprisal: Vec::with_capacity(capacity),
            stems: Vec::with_capacity(capacity),
            tokens: Vec::new(),
        };
        let mut key = String::new();
        for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.is_content()) {
            key_into(text, token, lang, &mut key);
            words.content.push(i as u32);
            let fnv = fnv1a(key.as_bytes());
            let id = vocabulary.and_then(|v| v.id_hashed(&key, fnv));
            words.ids.push(id);
            words.surprisal.push(vocabulary.map_or(0.0, |v| v.information(id)));
            words.keys.push(finalize(fnv));
            words.stems.push(if token.kind == TokenKind::Word { stem(&key) } else { 0 });
        }
        words.tokens = tokens;
        words
    }

    /// How many content tokens there are.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The token of content token `word`.
    pub fn token(&self, word: usize) -> Option<&Token> {
        self.tokens.get(*self.content.get(word)? as usize)
    }
}

/// The hash of the first four letters of a word of five or more; 0 for what is shorter or not Latin.
fn stem(key: &str) -> u64 {
    let (mut first, mut n) = ([0u8; 4], 0);
    for c in key.chars() {
        let Some(letter) = plain_letter(c) else { return 0 };
        if n < 4 {
            first[n] = letter;
        }
        n += 1;
    }
    if n >= 5 { hash(&first) } else { 0 }
}
