//! The normal form of a text: controls removed, spaces joined, compatibility characters replaced (NFKC).

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// What stands for a space, before each word.
pub(super) const SPACE: char = '▁';

/// A normalised text: words with a mark of space before each, and for each byte where it came from.
#[derive(Debug, Default)]
pub(super) struct Normal {
    pub(super) text: String,
    /// Start and end in the original, for each byte.
    pub(super) origins: Vec<(u32, u32)>,
}

impl Normal {
    /// Normalises a text.
    pub(super) fn of(text: &str) -> Self {
        let mut normal = Self { text: String::with_capacity(text.len() + 16), origins: Vec::with_capacity(text.len()) };
        let mut group: Vec<(usize, char)> = Vec::new();
        let mut starts = text.char_indices().filter_map(|(at, c)| kept(c).map(|c| (at, c))).peekable();
        let mut at_space = true;
        while let Some((at, c)) = starts.next() {
            // A group is a character with those after it that may combine with it.
            group.clear();
            group.push((at, c));
            while let Some(next) = starts.next_if(|&(_, c)| !begins(c)) {
                group.push(next);
            }
            let end = group.last().map_or(at, |&(at, _)| at + text[at..].chars().next().map_or(0, char::len_utf8));
            let origin = (at as u32, end as u32);
            if group.len() == 1 && is_settled(c) {
                normal.push(c, origin, &mut at_space);
            } else {
                for c in group.iter().map(|&(_, c)| c).nfkc() {
                    normal.push(c, origin, &mut at_space);
                }
            }
        }
        normal
    }

    fn push(&mut self, c: char, origin: (u32, u32), at_space: &mut bool) {
        if c == ' ' {
            *at_space = true;
            return;
        }
        if std::mem::take(at_space) {
            self.append(SPACE, origin);
        }
        self.append(c, origin);
    }

    fn append(&mut self, c: char, origin: (u32, u32)) {
        self.text.push(c);
        self.origins.resize(self.text.len(), origin);
    }
}

/// A character as it is kept: none if it is a control, a space if it is one of other sorts.
fn kept(c: char) -> Option<char> {
    match c {
        '\u{1}'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{8f}' | '\u{9f}' => None,
        '\t' | '\n' | '\u{c}' | '\r' | '\u{1680}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | SPACE => {
            Some(' ')
        }
        '\u{feff}' | '\u{fffd}' => Some(' '),
        c => Some(c),
    }
}

/// Whether a character never combines with what stands before it.
fn begins(c: char) -> bool {
    // The halfwidth sound marks of Japanese are letters whose normal forms combine.
    let combines = matches!(c, '\u{ff9e}' | '\u{ff9f}') || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Maybe;
    c.is_ascii() || (canonical_combining_class(c) == 0 && !combines)
}

/// Whether a character is its own normal form, whatever stands beside it.
fn is_settled(c: char) -> bool {
    c.is_ascii() || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_replaced_and_places_kept() {
        let of = |text: &str| Normal::of(text).text;
        assert_eq!(of("  Deux\u{a0}mots\t\u{1}ici \n"), "▁Deux▁mots▁ici");
        assert_eq!(of("e\u{301}te\u{301}"), "▁été");
        assert_eq!(of("ﬁn ½ … №"), "▁fin▁1⁄2▁...▁No");
        assert_eq!(of(""), "");
        let normal = Normal::of("Œuf ﬁn");
        let at = normal.text.find("in").expect("there");
        assert_eq!(normal.origins[at], (5, 8), "both letters come from the ligature");
        assert_eq!(normal.text.len(), normal.origins.len());
    }
}
