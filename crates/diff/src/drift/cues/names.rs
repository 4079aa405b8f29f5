//! Names that two languages spell differently: *Londres*, *ONU*, *Français*.
//!
//! `data/names.tsv` groups the forms of one name, its adjective and its short
//! forms, in both languages; a word may belong to several groups (*Georgia*).
//! Names that no table holds are compared by their letters, without accents
//! and with the commonest differences of transliteration evened out.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::side::SideReading;
use std::fmt::Write as _;
use std::sync::LazyLock;

static TABLE: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(&as_cues(list!("names.tsv"))));

/// The table in the layout of cue lists: language, forms, number of the group.
fn as_cues(tsv: &str) -> String {
    let mut out = String::new();
    let lines = tsv.lines().filter(|l| !l.starts_with('#'));
    for (group, line) in lines.enumerate() {
        let mut columns = line.split('\t');
        if let (Some(en), Some(fr)) = (columns.next(), columns.next()) {
            // The mark of a form that is another word too.
            let [en, fr] = [en, fr].map(|forms| forms.replace('?', ""));
            let _ = writeln!(out, "en\t{en}\t{group}\nfr\t{fr}\t{group}");
        }
    }
    out
}

/// Every known name in a side, each with its group in field 0. A word of several groups
/// gives several hits.
pub(crate) fn find(side: &SideReading<'_>) -> Vec<Hit<'static>> {
    TABLE.find_every(side)
}

/// Spelling likeness of two words as names, in [0, 1]: 1 less the edit distance (Levenshtein 1966)
/// over the longer length, after folding; at least 0.85 if one begins with the other.
pub(crate) fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (folded(a), folded(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let longest = a.len().max(b.len());
    let close = 1.0 - strsim::generic_levenshtein(&a, &b) as f32 / longest as f32;
    // A plural or a possessive; a mere initial is no evidence.
    let prefix = a.len().min(b.len()) >= 4 && (a.starts_with(&b[..]) || b.starts_with(&a[..]));
    if prefix { close.max(0.85) } else { close }
}

/// The one letter in which two names differ, after folding: one that stands for another, or one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LetterChange(Option<char>, Option<char>);

impl LetterChange {
    /// Whether it is no change that another alphabet or another language brings: vowels and sibilants come and go,
    /// but *t* is no *l*.
    pub(crate) fn is_never_transliterated(self) -> bool {
        const ALIKE: [&str; 4] = ["aeiou", "csjghzx", "vfbp", "td"];
        let alike = |x: char, y: char| ALIKE.iter().any(|set| set.contains(x) && set.contains(y));
        match self {
            Self(Some(x), Some(y)) => !alike(x, y),
            Self(x, y) => x.or(y).is_some_and(|c| "lrbpmd".contains(c)),
        }
    }
}

/// The letter in which two names differ, if it is one alone.
pub(crate) fn letter_changed(a: &str, b: &str) -> Option<LetterChange> {
    let (a, b) = (folded(a), folded(b));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    (x.len() <= 1 && y.len() <= 1 && !(x.is_empty() && y.is_empty()))
        .then(|| LetterChange(x.first().copied(), y.first().copied()))
}

/// Whether one name goes on where the other ends: *Martin* and *Martinez*.
pub(crate) fn continues(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    let longer = a.len().abs_diff(b.len());
    (2..=3).contains(&longer) && (a.starts_with(&b[..]) || b.starts_with(&a[..]))
}

/// Whether two acronyms have the same letters in another order, as those of one name mostly do:
/// *HPV* and *VPH*, *MRSA* and *SARM*.
pub(crate) fn anagrams(a: &str, b: &str) -> bool {
    let sorted = |w: &str| {
        let mut letters: Vec<char> = w.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).collect();
        letters.sort_unstable();
        letters
    };
    let (a, b) = (sorted(a), sorted(b));
    a.len() >= 3 && a == b
}

/// Whether two names with capitals inside have two thirds of them in common, and the same figures:
/// each language then has its own form of one name, as *ABKey* and *CléAB*.
pub(crate) fn share_capitals(a: &str, b: &str) -> bool {
    let several = |w: &str| w.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let mixed = |w: &str| w.chars().any(char::is_lowercase);
    let figures = |w: &str| w.chars().filter(char::is_ascii_digit).collect::<String>();
    if !several(a) || !several(b) || !mixed(a) || !mixed(b) || figures(a) != figures(b) {
        return false;
    }
    let capitals = |w: &str| w.chars().filter(|c| c.is_uppercase()).collect::<Vec<char>>();
    let (a, mut b) = (capitals(a), capitals(b));
    let longest = a.len().max(b.len());
    let common = a.iter().filter(|c| b.iter().position(|d| d == *c).map(|k| b.swap_remove(k)).is_some()).count();
    common >= 2 && 3 * common >= 2 * longest
}

/// Whether two words begin with the same letter, accents apart.
pub(crate) fn one_initial(a: &str, b: &str) -> bool {
    match (a.chars().next(), b.chars().next()) {
        (Some(x), Some(y)) => x == y || initial(x) == initial(y),
        _ => false,
    }
}

/// A letter as [`folded`] has it.
fn initial(c: char) -> Option<char> {
    match c.to_ascii_lowercase() {
        'w' => Some('v'),
        'y' => Some('i'),
        'k' => Some('c'),
        plain if plain.is_ascii() => plain.is_ascii_alphanumeric().then_some(plain),
        _ => folded(c.encode_utf8(&mut [0; 4])).first().copied(),
    }
}

/// Spellings of one sound, the longest first, in French, English and German transcription.
const EVEN: [(&str, char); 13] = [
    ("tsch", 'c'),
    ("tch", 'c'),
    ("sch", 's'),
    ("ch", 's'),
    ("sh", 's'),
    ("ou", 'u'),
    ("ph", 'f'),
    ("gu", 'g'),
    ("dj", 'j'),
    ("kh", 'h'),
    ("w", 'v'),
    ("y", 'i'),
    ("k", 'c'),
];

/// Letters without accents, transliterations evened out: `Sergueï` and `Sergei` both give `sergei`.
fn folded(word: &str) -> Vec<char> {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        let letters = match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ě' | 'ę' | 'ĕ' => "e",
            'î' | 'ï' | 'í' | 'ì' | 'ī' | 'ı' | 'į' => "i",
            'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
            'ù' | 'û' | 'ü' | 'ú' | 'ū' | 'ů' | 'ű' => "u",
            'ç' | 'č' | 'ć' | 'ĉ' => "c",
            'ď' | 'đ' | 'ð' => "d",
            'ğ' | 'ģ' => "g",
            'ř' | 'ŕ' => "r",
            'ť' | 'ţ' | 'ț' => "t",
            'þ' => "th",
            'ñ' | 'ń' | 'ň' => "n",
            'š' | 'ś' | 'ş' | 'ș' => "s",
            'ž' | 'ź' | 'ż' => "z",
            'ł' | 'ľ' | 'ĺ' => "l",
            'ý' | 'ÿ' => "y",
            'œ' => "oe",
            'æ' => "ae",
            'ß' => "ss",
            _ => {
                plain.extend(c.is_alphanumeric().then_some(c));
                continue;
            }
        };
        plain.push_str(letters);
    }
    let mut out = Vec::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(c) = rest.chars().next() {
        let even = EVEN.iter().find(|(from, _)| rest.starts_with(from));
        let (length, letter) = even.map_or((c.len_utf8(), c), |(from, to)| (from.len(), *to));
        out.push(letter);
        rest = &rest[length..];
    }
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_alike() {
        for (a, b) in [
            ("Sergei", "Sergueï"),
            ("Bryansk", "Briansk"),
            ("Müller", "Muller"),
            ("Tchaikovsky", "Tchaïkovski"),
            ("Gallup", "Gallup"),
        ] {
            assert!(likeness(a, b) >= 0.8, "{a} {b}: {}", likeness(a, b));
        }
        for (a, b) in [("York", "Trump"), ("Lewis", "Verstappen"), ("Vann", "Kelly"), ("Tyler", "Taylor’s")] {
            assert!(likeness(a, b) < 0.7, "{a} {b}: {}", likeness(a, b));
        }
    }
}
