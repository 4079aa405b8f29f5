//! A pair as the filters see it: what is derived from its texts, each part made
//! once and only when a filter asks for it.
//!
//! Shapes (counts of characters) cost least, tokens more, links between the
//! words of both sides most. A filter that runs early must not ask for what is
//! dear; the order of the filters in [`crate::filters::ALL`] sees to that.

use crate::links::Links;
use crate::shape::Shape;
use calque_model::{Model, key_into};
use calque_text::hash::fnv1a;
use calque_text::{Lang, Token, TokenKind, tokenize};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// A pair of texts.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The original.
    pub source: &'a str,
    /// The translation.
    pub target: &'a str,
    /// The language of each.
    pub langs: (Lang, Lang),
}

/// A pair with what is derived from it.
pub struct Reading<'a> {
    /// The pair.
    pub pair: Pair<'a>,
    /// The original.
    pub source: Side<'a>,
    /// The translation.
    pub target: Side<'a>,
    model: Option<&'static Model>,
    links: OnceCell<Option<Links>>,
}

/// One side.
pub struct Side<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
    model: Option<&'static Model>,
    shape: OnceCell<Shape>,
    words: OnceCell<Words>,
}

/// The tokens of a side, and which words of the model they are.
#[derive(Debug, Default)]
pub struct Words {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// Of each word or number: its token.
    pub content: Vec<u32>,
    /// Of each word or number: its id in the model.
    pub ids: Vec<Option<u32>>,
    /// Of each word or number: a hash of its normal form, the same in both languages.
    pub keys: Vec<u64>,
    /// Of each word or number: its information in nats in its own language, 0 without a model.
    pub information: Vec<f32>,
    /// Of each word of five letters or more: a hash of its first four, accents apart; else 0.
    pub stems: Vec<u64>,
}

impl<'a> Reading<'a> {
    /// Begins to read a pair. `model` must know both languages, or be absent.
    pub fn new(pair: Pair<'a>, model: Option<&'static Model>) -> Self {
        let model = model.filter(|m| m.knows(pair.langs.0, pair.langs.1));
        Self {
            pair,
            source: Side::new(pair.source, pair.langs.0, model),
            target: Side::new(pair.target, pair.langs.1, model),
            model,
            links: OnceCell::new(),
        }
    }

    /// The model, where it knows both languages.
    pub fn model(&self) -> Option<&'static Model> {
        self.model
    }

    /// Which words of each side the other renders; `None` without a model.
    pub fn links(&self) -> Option<&Links> {
        self.links.get_or_init(|| Some(Links::new(&self.source, &self.target, self.model?))).as_ref()
    }

    /// Both sides.
    pub fn sides(&self) -> [&Side<'a>; 2] {
        [&self.source, &self.target]
    }
}

impl<'a> Side<'a> {
    fn new(text: &'a str, lang: Lang, model: Option<&'static Model>) -> Self {
        Self { text, lang, model, shape: OnceCell::new(), words: OnceCell::new() }
    }

    /// Counts of its characters.
    pub fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| Shape::of(self.text))
    }

    /// Its tokens.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(self.text, self.lang, self.model))
    }
}

impl Words {
    fn of(text: &str, lang: Lang, model: Option<&Model>) -> Self {
        let tokens = tokenize(text, lang);
        let side = model.and_then(|m| m.side(lang));
        let most = tokens.len();
        let mut words = Self {
            content: Vec::with_capacity(most),
            ids: Vec::with_capacity(most),
            keys: Vec::with_capacity(most),
            information: Vec::with_capacity(most),
            stems: Vec::with_capacity(most),
            tokens: Vec::new(),
        };
        let mut key = String::new();
        for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.is_content()) {
            key_into(text, token, lang, &mut key);
            words.content.push(i as u32);
            let fnv = fnv1a(key.as_bytes());
            let id = side.and_then(|s| s.id_hashed(&key, fnv));
            words.ids.push(id);
            words.information.push(side.map_or(0.0, |s| s.information(id)));
            words.keys.push(mixed(fnv));
            words.stems.push(if token.kind == TokenKind::Word { stem(&key) } else { 0 });
        }
        words.tokens = tokens;
        words
    }

    /// How many words and numbers.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The token of a word.
    pub fn token(&self, word: usize) -> Option<&Token> {
        self.tokens.get(*self.content.get(word)? as usize)
    }
}

/// FNV-1a, the same on every platform.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    mixed(fnv1a(bytes))
}

/// What makes of an FNV-1a a hash of which every bit counts.
fn mixed(fnv: u64) -> u64 {
    (fnv ^ (fnv >> 32)).wrapping_mul(0x9E3779B97F4A7C15)
}

/// For tables whose keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }
}

/// A set of hashes.
pub(crate) type Hashes = HashSet<u64, BuildHasherDefault<Hashed>>;

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

/// A Latin letter in lower case without its accent.
pub(crate) fn plain_letter(c: char) -> Option<u8> {
    Some(match c {
        'a'..='z' => c as u8,
        'A'..='Z' => c.to_ascii_lowercase() as u8,
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' | 'À' | 'Â' | 'Ä' | 'Á' | 'Ã' | 'Å' => b'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => b'e',
        'î' | 'ï' | 'í' | 'ì' | 'Î' | 'Ï' | 'Í' | 'Ì' => b'i',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' | 'Ô' | 'Ö' | 'Ó' | 'Ò' | 'Õ' | 'Ø' => b'o',
        'û' | 'ü' | 'ù' | 'ú' | 'Û' | 'Ü' | 'Ù' | 'Ú' => b'u',
        'ç' | 'Ç' | 'č' | 'ć' | 'Č' | 'Ć' => b'c',
        'ñ' | 'Ñ' => b'n',
        'ÿ' | 'ý' | 'Ÿ' | 'Ý' => b'y',
        'š' | 'Š' => b's',
        'ž' | 'Ž' => b'z',
        _ => return None,
    })
}
