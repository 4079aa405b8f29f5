//! The shape of a text: counts of its characters, in one pass.

/// Counts of the characters of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
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
    /// Characters that stand in no clean text: the replacement character, controls, private use, unassigned marks.
    pub broken: u32,
    /// Characters of mark-up and code: `<>{}[]|\_=^~#@*`.
    pub code: u32,
    /// Characters in runs of five or more of the same, white space between them apart; figures do not count.
    pub runs: u32,
}

impl Shape {
    /// Counts.
    pub fn of(text: &str) -> Self {
        let mut shape = Self::default();
        let mut inside = false;
        let (mut before, mut run) = ('\0', 0u32);
        for c in text.chars() {
            let all = shape.chars;
            let word = shape.count(c);
            shape.words += u32::from(word && !inside);
            inside = word || (inside && joins(c));
            if c == before {
                run += 1;
                shape.runs += match run {
                    RUN if !c.is_numeric() => RUN,
                    n if n > RUN && !c.is_numeric() => 1,
                    _ => 0,
                };
            } else if shape.chars > all {
                (before, run) = (c, 1);
            }
        }
        shape
    }

    /// Counts one character; says whether it is one of a word.
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

/// As many of the same character are a run.
const RUN: u32 = 5;

/// Marks inside a word that do not end it.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '‐' | '‑' | '.' | ',' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// Letters of the Latin script.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}')
}

/// Characters that are the trace of a fault.
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
        let shape = Shape::of("L’été 2011, 32,7 % — <b>Да</b>\u{fffd}");
        assert_eq!(shape.words, 6, "{shape:?}");
        assert_eq!((shape.digits, shape.letters, shape.latin), (7, 8, 6), "{shape:?}");
        assert_eq!((shape.broken, shape.code), (1, 4), "{shape:?}");
        assert_eq!(Shape::of(" \u{a0}\u{202f}\n"), Shape::default());
    }

    #[test]
    fn runs() {
        for (text, runs) in [("----", 0), ("a ----- b", 5), ("- - -\u{a0}- - -", 6), ("éééééé 11111", 6), ("....x.", 0)]
        {
            assert_eq!(Shape::of(text).runs, runs, "{text}");
        }
    }
}
