//! Characters of a text by kind, counted in one pass.

/// Numbers of characters of a text, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharCounts {
    /// All characters but white space.
    pub chars: u32,
    /// Letters.
    pub letters: u32,
    /// Letters of the Latin script.
    pub latin: u32,
    /// Digits.
    pub digits: u32,
    /// Runs of letters and digits.
    pub words: u32,
    /// Characters that a clean text does not have: U+FFFD, controls, private use, noncharacters.
    pub broken: u32,
    /// ASCII characters of markup and code: `<>{}[]|\_=^~#@*`.
    pub code: u32,
    /// Characters in runs of five or more of the same, white space ignored, digits not counted.
    pub repeated: u32,
}

impl CharCounts {
    /// Counts the characters of a text.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut in_word = false;
        let (mut previous, mut run) = ('\0', 0u32);
        for c in text.chars() {
            let before_this = counts.chars;
            let word = counts.count(c);
            counts.words += u32::from(word && !in_word);
            in_word = word || (in_word && is_inner_mark(c));
            if c == previous {
                run += 1;
                counts.repeated += match run {
                    RUN if !c.is_numeric() => RUN,
                    n if n > RUN && !c.is_numeric() => 1,
                    _ => 0,
                };
            } else if counts.chars > before_this {
                (previous, run) = (c, 1);
            }
        }
        counts
    }

    /// Counts one character; returns whether it is part of a word.
    fn count(&mut self, c: char) -> bool {
        if c.is_ascii() {
            let b = c as u8;
            if b.is_ascii_alphabetic() {
                self.letters += 1;
                self.latin += 1;
                self.chars += 1;
                return true;
            }
            if b.is_ascii_digit() {
                self.digits += 1;
                self.chars += 1;
                return true;
            }
            if b.is_ascii_whitespace() || b == 0x0b {
                return false;
            }
            self.chars += 1;
            self.broken += u32::from(b.is_ascii_control());
            self.code += u32::from(b"<>{}[]|\\_=^~#@*".contains(&b));
            return false;
        }
        if c.is_whitespace() {
            return false;
        }
        self.chars += 1;
        if c.is_alphabetic() {
            self.letters += 1;
            self.latin += u32::from(is_latin(c));
            return true;
        }
        if c.is_numeric() {
            self.digits += 1;
            return true;
        }
        self.broken += u32::from(is_broken(c));
        false
    }
}

/// As many of the same character are a run; three dots and four dashes are punctuation.
pub(crate) const RUN: u32 = 5;

/// Whether a mark may be inside a word.
fn is_inner_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '‐' | '‑' | '.' | ',' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// Whether a letter is of the Latin script.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}')
}

/// Whether a character is the trace of a broken conversion.
fn is_broken(c: char) -> bool {
    c == '\u{fffd}'
        || c.is_control()
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffc}' | '\u{fffe}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let counts = CharCounts::of("L’été 2011, 32,7 % — <b>Да</b>\u{fffd}");
        assert_eq!(counts.words, 6, "{counts:?}");
        assert_eq!((counts.digits, counts.letters, counts.latin), (7, 8, 6), "{counts:?}");
        assert_eq!((counts.broken, counts.code), (1, 4), "{counts:?}");
        assert_eq!(CharCounts::of(" \u{a0}\u{202f}\n"), CharCounts::default());
    }

    #[test]
    fn runs() {
        for (text, runs) in [("----", 0), ("a ----- b", 5), ("- - -\u{a0}- - -", 6), ("éééééé 11111", 6), ("....x.", 0)]
        {
            assert_eq!(CharCounts::of(text).repeated, runs, "{text}");
        }
    }
}
