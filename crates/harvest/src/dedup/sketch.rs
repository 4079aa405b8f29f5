//! A text in 64 bytes, so that near texts have near sketches.
//!
//! The text is folded first: letters in lower case without accents, and digits;
//! everything else only parts words. Its features are words and pairs of
//! neighbouring words. Each is hashed once; the hash says into which of 64 bins
//! it falls and with which value, and each bin keeps its least value (MinHash
//! by one permutation). Empty bins borrow from the next full one. Two sketches
//! agree in about as many bins as the sets of features overlap (Jaccard).

use crate::reading::plain_letter;

/// Bins of a sketch.
pub const BINS: usize = 64;
/// Groups of bins by which candidates are found.
pub const BANDS: usize = 12;
/// Bins of a group.
const ROWS: usize = 4;

/// A sketch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    least: [u32; BINS],
}

/// Makes sketches; holds buffers, so keep one per thread.
#[derive(Debug, Default)]
pub struct Sketcher {
    words: Vec<u64>,
}

const EMPTY: u32 = u32::MAX;

impl Sketcher {
    /// The sketch of the texts together, each feature with its text; `None` if there is no word.
    pub fn sketch(&mut self, texts: &[&str]) -> Option<Sketch> {
        let mut least = [EMPTY; BINS];
        let mut any = false;
        for (n, text) in texts.iter().enumerate() {
            self.words.clear();
            fold(text, n as u64 + 1, &mut self.words);
            let mut before = 0u64;
            for &word in &self.words {
                put(&mut least, word);
                if before != 0 {
                    put(&mut least, mix(before.rotate_left(23) ^ word));
                }
                before = word;
                any = true;
            }
        }
        any.then(|| {
            fill(&mut least);
            Sketch { least }
        })
    }

    /// A hash of the folded texts; equal for texts that differ only in case, accents, marks and spaces.
    pub fn folded(&mut self, texts: &[&str]) -> u64 {
        let mut all = 0u64;
        for (n, text) in texts.iter().enumerate() {
            self.words.clear();
            fold(text, n as u64 + 1, &mut self.words);
            if self.words.is_empty() {
                // Texts of nothing but marks are the same only if they are.
                self.words.push(crate::reading::hash(text.as_bytes()));
            }
            all = self.words.iter().fold(mix(all ^ 0x51), |h, w| mix(h.rotate_left(9) ^ w));
        }
        all
    }
}

/// Appends a hash for each word of a text.
fn fold(text: &str, salt: u64, words: &mut Vec<u64>) {
    let mut h = salt;
    let mut inside = false;
    let mut close = |h: &mut u64, inside: &mut bool| {
        if *inside {
            words.push(mix(*h));
            *h = salt;
            *inside = false;
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
            close(&mut h, &mut inside);
        } else {
            h = step(h, code);
            inside = true;
        }
    }
    close(&mut h, &mut inside);
}

fn step(h: u64, code: u32) -> u64 {
    (h.rotate_left(5) ^ u64::from(code)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads the bits of a hash over all of it.
fn mix(mut h: u64) -> u64 {
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 32)
}

fn put(least: &mut [u32; BINS], hash: u64) {
    let bin = (hash >> 58) as usize;
    least[bin] = least[bin].min((hash as u32).min(EMPTY - 1));
}

/// Lets empty bins borrow from the next full one, each distance with values of its own.
fn fill(least: &mut [u32; BINS]) {
    let own = *least;
    for (bin, value) in least.iter_mut().enumerate() {
        let from = (0..BINS).find(|d| own[(bin + d) % BINS] != EMPTY).unwrap_or(0);
        *value = own[(bin + from) % BINS].wrapping_add((from as u32).wrapping_mul(0x9E37_79B1));
    }
}

impl Sketch {
    /// One key per band: texts that are near have at least one in common, almost surely.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        (0..BANDS).map(|band| {
            let rows = &self.least[band * ROWS..(band + 1) * ROWS];
            rows.iter().fold(band as u64 + 1, |h, &v| mix(h.rotate_left(17) ^ u64::from(v)))
        })
    }

    /// The sketch in a byte a bin.
    pub fn bytes(&self) -> [u8; BINS] {
        self.least.map(|v| (v ^ (v >> 8) ^ (v >> 16) ^ (v >> 24)) as u8)
    }
}

/// How much two texts overlap, in [0, 1], by their sketches' bytes.
pub fn similarity(a: &[u8; BINS], b: &[u8; BINS]) -> f32 {
    let same = a.iter().zip(b).filter(|(x, y)| x == y).count() as f32 / BINS as f32;
    // One byte in 256 agrees by chance.
    ((same - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> f32 {
        let mut sketcher = Sketcher::default();
        let (a, b) = (sketcher.sketch(&[a]).expect("words"), sketcher.sketch(&[b]).expect("words"));
        similarity(&a.bytes(), &b.bytes())
    }

    #[test]
    fn form_does_not_count() {
        let text = "L’œuvre du maître, achevée en 1912, fut vendue à Genève.";
        assert_eq!(near(text, "- l'oeuvre du MAITRE achevee en 1912 fut vendue a geneve !"), 1.0);
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
    fn nearness_follows_the_overlap() {
        let words: Vec<String> = (0..60).map(|i| format!("mot{i}")).collect();
        let text = words.join(" ");
        for changed in [1usize, 5, 15, 40] {
            let mut other = words.clone();
            other.iter_mut().take(changed).for_each(|w| w.push('x'));
            let (kept, all) = ((60 - changed + 59 - changed) as f32, (119 + changed + changed) as f32);
            let jaccard = kept / all;
            let estimate = near(&text, &other.join(" "));
            assert!((estimate - jaccard).abs() < 0.15, "{changed} changed: {estimate}, not {jaccard}");
        }
    }

    #[test]
    fn near_texts_share_a_key() {
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
