//! MinHash sketches: a text in 64 bytes, so that similar texts have similar sketches.
//!
//! A text is folded: letters in lower case without accents, and digits; everything else
//! only separates words. Its features are words and word bigrams. Each is hashed once; the
//! highest six bits of the hash choose one of 64 bins, and each bin keeps its lowest value:
//! MinHash (Broder 1997) with one permutation in place of 64 (Li, Owen and Zhang 2012).
//! Empty bins borrow from the next full one (Shrivastava and Li 2014). The share of bins in
//! which two sketches agree estimates the Jaccard similarity of the sets of features.
//!
//! Candidates are found by banding (Leskovec, Rajaraman and Ullman, *Mining of Massive
//! Datasets*, section 3.4): with [`BANDS`] bands of `ROWS` bins, texts of similarity *s*
//! share a band with probability 1 - (1 - s^4)^12, which is 0.998 at *s* = 0.8 and 0.54 at
//! *s* = 0.5.

use crate::pair::hash::hash;
use crate::pair::letters::plain_letter;

/// Bins of a sketch.
pub const BINS: usize = 64;
/// Groups of bins by which candidates are found.
pub const BANDS: usize = 12;
/// Bins of a band.
const ROWS: usize = 4;

/// The sketch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The lowest hash of each bin.
    lowest: [u32; BINS],
}

/// Makes sketches. It holds a buffer: keep one per thread.
#[derive(Debug, Default)]
pub struct Sketcher {
    words: Vec<u64>,
}

/// The value of an empty bin.
const EMPTY: u32 = u32::MAX;

impl Sketcher {
    /// The sketch of several texts together; the same word in two of them is two features. `None` if there
    /// is no word.
    pub fn sketch(&mut self, texts: &[&str]) -> Option<Sketch> {
        let mut lowest = [EMPTY; BINS];
        let mut has_words = false;
        for (n, text) in texts.iter().enumerate() {
            self.words.clear();
            fold(text, n as u64 + 1, &mut self.words);
            let mut previous = 0u64;
            for &word in &self.words {
                insert(&mut lowest, word);
                if previous != 0 {
                    insert(&mut lowest, mix(previous.rotate_left(23) ^ word));
                }
                previous = word;
                has_words = true;
            }
        }
        has_words.then(|| {
            densify(&mut lowest);
            Sketch { lowest }
        })
    }

    /// A hash of the folded texts; equal for texts that differ only in case, accents, punctuation and spaces.
    pub fn folded(&mut self, texts: &[&str]) -> u64 {
        let mut all = 0u64;
        for (n, text) in texts.iter().enumerate() {
            self.words.clear();
            fold(text, n as u64 + 1, &mut self.words);
            if self.words.is_empty() {
                // Texts of nothing but punctuation are equal only if their bytes are.
                self.words.push(hash(text.as_bytes()));
            }
            all = self.words.iter().fold(mix(all ^ 0x51), |h, w| mix(h.rotate_left(9) ^ w));
        }
        all
    }
}

/// Appends a hash for each word of a text.
fn fold(text: &str, salt: u64, words: &mut Vec<u64>) {
    let mut h = salt;
    let mut in_word = false;
    let mut close = |h: &mut u64, in_word: &mut bool| {
        if *in_word {
            words.push(mix(*h));
            *h = salt;
            *in_word = false;
        }
    };
    for c in text.chars() {
        let code = match c {
            'a'..='z' | '0'..='9' => c as u32,
            'A'..='Z' => c as u32 + 32,
            c if c.is_ascii() => 0,
            'œ' | 'Œ' => {
                h = step(h, u32::from(b'o'));
                u32::from(b'e')
            }
            '\u{ad}' | '\u{200b}' | '\u{300}'..='\u{36f}' => continue,
            c => match plain_letter(c) {
                Some(letter) => u32::from(letter),
                None if c.is_alphanumeric() => c.to_lowercase().next().map_or(0, u32::from),
                None => 0,
            },
        };
        if code == 0 {
            close(&mut h, &mut in_word);
        } else {
            h = step(h, code);
            in_word = true;
        }
    }
    close(&mut h, &mut in_word);
}

/// One step of the hash of FxHasher (rustc-hash 1), which has the same value on every platform.
fn step(h: u64, code: u32) -> u64 {
    (h.rotate_left(5) ^ u64::from(code)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads every bit of a hash over all of it: degski64 (in Wellons, *Prospecting for
/// Hash Functions*, 2018).
fn mix(mut h: u64) -> u64 {
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 32)
}

/// Puts a feature into its bin.
fn insert(lowest: &mut [u32; BINS], hash: u64) {
    let bin = (hash >> 58) as usize;
    lowest[bin] = lowest[bin].min((hash as u32).min(EMPTY - 1));
}

/// Fills empty bins from the next full one. The value depends on the distance too, so that two sketches
/// agree there only if they borrow from the same bin.
fn densify(lowest: &mut [u32; BINS]) {
    let own = *lowest;
    for (bin, value) in lowest.iter_mut().enumerate() {
        let from = (0..BINS).find(|d| own[(bin + d) % BINS] != EMPTY).unwrap_or(0);
        *value = own[(bin + from) % BINS].wrapping_add((from as u32).wrapping_mul(0x9E37_79B1));
    }
}

impl Sketch {
    /// One key for each band; similar texts almost surely have at least one in common.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        (0..BANDS).map(|band| {
            let rows = &self.lowest[band * ROWS..(band + 1) * ROWS];
            rows.iter().fold(band as u64 + 1, |h, &v| mix(h.rotate_left(17) ^ u64::from(v)))
        })
    }

    /// The sketch with one byte for each bin.
    pub fn bytes(&self) -> [u8; BINS] {
        self.lowest.map(|v| (v ^ (v >> 8) ^ (v >> 16) ^ (v >> 24)) as u8)
    }
}

/// Estimated Jaccard similarity of two texts, in [0, 1], from [`Sketch::bytes`] (b-bit MinHash, Li and König
/// 2010, with b = 8).
pub fn similarity(a: &[u8; BINS], b: &[u8; BINS]) -> f32 {
    let same = a.iter().zip(b).filter(|(x, y)| x == y).count() as f32 / BINS as f32;
    // One byte in 256 agrees by chance.
    ((same - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity_of(a: &str, b: &str) -> f32 {
        let mut sketcher = Sketcher::default();
        let (a, b) = (sketcher.sketch(&[a]).expect("words"), sketcher.sketch(&[b]).expect("words"));
        similarity(&a.bytes(), &b.bytes())
    }

    #[test]
    fn form_does_not_count() {
        let text = "L’œuvre du maître, achevée en 1912, fut vendue à Genève.";
        assert_eq!(similarity_of(text, "- l'oeuvre du MAITRE achevee en 1912 fut vendue a geneve !"), 1.0);
        let mut sketcher = Sketcher::default();
        assert_eq!(
            sketcher.folded(&[text, "A"]),
            sketcher.folded(&["L'OEUVRE du maître achevée en 1912 fut vendue à Genève", "a."])
        );
        assert_ne!(sketcher.folded(&["a", "b"]), sketcher.folded(&["b", "a"]));
        assert_ne!(sketcher.folded(&["...", ""]), sketcher.folded(&["--", ""]));
        assert!(sketcher.sketch(&["...", ""]).is_none());
    }

    #[test]
    fn similarity_estimates_jaccard() {
        let words: Vec<String> = (0..60).map(|i| format!("mot{i}")).collect();
        let text = words.join(" ");
        for changed in [1usize, 5, 15, 40] {
            let mut other = words.clone();
            other.iter_mut().take(changed).for_each(|w| w.push('x'));
            let (kept, all) = ((60 - changed + 59 - changed) as f32, (119 + changed + changed) as f32);
            let jaccard = kept / all;
            let estimate = similarity_of(&text, &other.join(" "));
            assert!((estimate - jaccard).abs() < 0.15, "{changed} changed: {estimate}, not {jaccard}");
        }
    }

    #[test]
    fn similar_texts_share_a_band() {
        let mut sketcher = Sketcher::default();
        let mut found = 0;
        for n in 0..300 {
            let words: Vec<String> = (0..25).map(|i| format!("w{n}x{i}")).collect();
            let mut other = words.clone();
            other[n % 25].push('z');
            let a = sketcher.sketch(&[&words.join(" ")]).expect("words");
            let b = sketcher.sketch(&[&other.join(" ")]).expect("words");
            found += usize::from(a.keys().zip(b.keys()).any(|(x, y)| x == y));
        }
        assert!(found >= 299, "{found} of 300");
    }
}
