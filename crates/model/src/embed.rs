//! Sentence vectors: the sum of the vectors of words.
//!
//! Sums are **additive**: the vector of several sentences is the sum of
//! theirs, so that an aligner gets any span by one subtraction of prefix sums.
//! The length of a word's vector is its weight. Words without a vector of
//! their own get one from their character n-grams, numbers from their digits.

use crate::raw::add_rows;
use crate::rows::bytes_of;
use crate::{Model, ModelSide};
use calque_text::hash::Fnv1a;
use calque_text::{Lang, Token, TokenKind, norm_into, tokenize_into};

/// Cosine of two vectors of the same length; 0 if one of them is zero. Eight partial sums are kept,
/// so that the compiler can use vector instructions.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (mut ab, mut aa, mut bb) = ([0.0_f32; LANES], [0.0_f32; LANES], [0.0_f32; LANES]);
    let ((x, rest_x), (y, rest_y)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (x, y) in x.iter().zip(y) {
        for k in 0..LANES {
            ab[k] += x[k] * y[k];
            aa[k] += x[k] * x[k];
            bb[k] += y[k] * y[k];
        }
    }
    for (k, (x, y)) in rest_x.iter().zip(rest_y).enumerate() {
        ab[k] += x * y;
        aa[k] += x * x;
        bb[k] += y * y;
    }
    let norm = (aa.iter().sum::<f32>() * bb.iter().sum::<f32>()).sqrt();
    if norm > 0.0 { ab.iter().sum::<f32>() / norm } else { 0.0 }
}

/// Writes the key under which a model knows a token: its normal form, and for
/// numbers their digits without group separators and with a decimal point.
pub fn key_into(text: &str, token: &Token, lang: Lang, out: &mut String) {
    let word = token.span.of(text);
    if !token.caps && word.bytes().all(|b| b.is_ascii_alphabetic()) {
        out.clear();
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    norm_into(word, token.caps, out);
    if token.kind == TokenKind::Number {
        canonical_number(out, lang);
    }
}

/// `1 234,5` in French and `1,234.5` in English are both `1234.5`.
fn canonical_number(number: &mut String, lang: Lang) {
    if number.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let decimal_comma = lang != Lang::EN;
    let chars: Vec<char> = number.chars().collect();
    let three = |i: usize| {
        (1..=3).all(|k| chars.get(i + k).is_some_and(char::is_ascii_digit))
            && !chars.get(i + 4).is_some_and(char::is_ascii_digit)
    };
    number.clear();
    for (i, &c) in chars.iter().enumerate() {
        match c {
            ' ' | '\'' if three(i) => {}
            ',' if !decimal_comma && three(i) => {}
            ',' if decimal_comma => number.push('.'),
            c => number.push(c),
        }
    }
}

/// Calls `with` with the bucket of each character n-gram of a word, 3 to 5 long,
/// and of the whole word; `buckets` is how many there are.
pub fn each_gram(key: &str, buckets: usize, mut with: impl FnMut(usize)) {
    if buckets == 0 {
        return;
    }
    let step = Fnv1a::step;
    let place = |h: u64| (((h ^ (h >> 32)).wrapping_mul(0x9E3779B97F4A7C15) >> 24) as usize) % buckets;
    let mut padded = [0u8; 96];
    let cut = key.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|&e| e <= 90).last().unwrap_or(0);
    padded[0] = b'<';
    padded[1..=cut].copy_from_slice(&key.as_bytes()[..cut]);
    padded[cut + 1] = b'>';
    let padded = &padded[..cut + 2];
    let starts = |i: usize| padded[i] & 0xC0 != 0x80;
    let mut whole = Fnv1a::BASIS;
    for (i, &first) in padded.iter().enumerate() {
        whole = step(whole, first);
        if !starts(i) {
            continue;
        }
        let (mut h, mut chars, mut j) = (Fnv1a::BASIS ^ 0x5bd1, 0, i);
        while j < padded.len() {
            h = step(h, padded[j]);
            j += 1;
            if j == padded.len() || starts(j) {
                chars += 1;
                if chars >= 3 && !(chars == padded.len() && i == 0) {
                    with(place(h));
                }
                if chars == 5 {
                    break;
                }
            }
        }
    }
    with(place(whole));
}

/// Turns text of one language into vectors; holds buffers, so keep one per thread.
#[derive(Debug)]
pub struct Embedder<'m> {
    side: ModelSide<'m>,
    lang: Lang,
    grams: (&'m [u8], &'m [f32]),
    dim: usize,
    tokens: Vec<Token>,
    key: String,
    /// Rows still to be added, each with its factor.
    rows: Vec<(&'m [u8], f32)>,
}

impl<'m> Embedder<'m> {
    /// For text in `lang`; `None` if the model does not know it.
    pub fn new(model: &'m Model, lang: Lang) -> Option<Self> {
        Some(Self {
            side: model.side(lang)?,
            lang,
            grams: model.grams(),
            dim: model.dim(),
            tokens: Vec::new(),
            key: String::new(),
            rows: Vec::new(),
        })
    }

    /// Length of a vector.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Adds the vector of `text` to `out` (of `dim` floats), not normalised.
    pub fn add_text(&mut self, text: &str, out: &mut [f32]) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokenize_into(text, self.lang, &mut tokens);
        self.add_tokens(text, &tokens, out);
        self.tokens = tokens;
    }

    /// Adds the vectors of tokens whose spans point into `text`.
    pub fn add_tokens(&mut self, text: &str, tokens: &[Token], out: &mut [f32]) {
        let mut key = std::mem::take(&mut self.key);
        for token in tokens {
            key_into(text, token, self.lang, &mut key);
            self.take_key(&key);
        }
        self.key = key;
        self.add_taken(out);
    }

    /// Adds the vector of one word given by its key.
    pub fn add_key(&mut self, key: &str, out: &mut [f32]) {
        self.take_key(key);
        self.add_taken(out);
    }

    /// Queues a word given by its key for [`Self::add_taken`]: adding many words together takes half the
    /// time.
    pub fn take_key(&mut self, key: &str) {
        if !self.side.id(key).is_some_and(|id| self.take_id(id)) {
            self.take_pieces(key);
        }
    }

    /// Queues a word of the model given by its id; false if it has no vector of its own and needs the
    /// character n-grams of its key.
    pub fn take_id(&mut self, id: u32) -> bool {
        let row = self.side.vector(id);
        self.rows.extend(row);
        row.is_some()
    }

    /// Queues the character n-grams of a word that has no vector of its own.
    pub fn take_pieces(&mut self, key: &str) {
        let (rows, scales) = self.grams;
        let (first, bytes) = (self.rows.len(), bytes_of(self.dim));
        each_gram(key, scales.len(), |bucket| {
            self.rows.push((&rows[bucket * bytes..(bucket + 1) * bytes], scales[bucket]));
        });
        let pieces = &mut self.rows[first..];
        let share = gram_share(pieces.len());
        pieces.iter_mut().for_each(|(_, factor)| *factor *= share);
    }

    /// Adds the vectors of all queued words, in their order, to `out` (of `dim` floats).
    pub fn add_taken(&mut self, out: &mut [f32]) {
        add_rows(&self.rows, out);
        self.rows.clear();
    }

    /// The vector of a text as a new, unnormalised vector.
    pub fn embed(&mut self, text: &str) -> Vec<f32> {
        let mut out = vec![0.0; self.dim];
        self.add_text(text, &mut out);
        out
    }
}

impl Model {
    /// Cosine of two words given by their keys ([`key_into`]), in either language each; 0 if the model
    /// does not know a language.
    pub fn similarity(&self, a: (Lang, &str), b: (Lang, &str)) -> f32 {
        let vector = |(lang, key): (Lang, &str)| {
            let mut embedder = Embedder::new(self, lang)?;
            let mut out = vec![0.0; self.dim()];
            embedder.add_key(key, &mut out);
            Some(out)
        };
        match (vector(a), vector(b)) {
            (Some(a), Some(b)) => cosine(&a, &b),
            _ => 0.0,
        }
    }
}

/// The factor of each of `n` n-grams of a word: twice their mean, as in training.
pub fn gram_share(n: usize) -> f32 {
    2.0 / n.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_key_in_both_conventions() {
        let key = |s: &str, lang| {
            let mut k = s.to_owned();
            canonical_number(&mut k, lang);
            k
        };
        assert_eq!(key("1 234,5", Lang::FR), "1234.5");
        assert_eq!(key("1,234.5", Lang::EN), "1234.5");
        assert_eq!(key("1,5", Lang::FR), "1.5");
        assert_eq!(key("11h30", Lang::FR), "11h30");
    }

    #[test]
    fn grams_are_the_same_for_the_same_word() {
        let list = |w: &str| {
            let mut v = Vec::new();
            each_gram(w, 1000, |b| v.push(b));
            v
        };
        assert_eq!(list("été"), list("été"));
        assert_eq!(list("a").len(), 1, "<a> is the whole, counted once");
        assert_eq!(list("ab").len(), 3, "<ab, ab> and the whole");
        assert!(list(&"x".repeat(500)).len() < 300);
        assert!(list("").len() <= 2);
    }
}
