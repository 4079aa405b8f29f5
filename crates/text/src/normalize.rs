//! Normalisation of a document's text, and classes of its characters.
//!
//! [`normalize`] is applied once, on reading; every offset afterwards refers to
//! its result. It changes only what no reader sees: Unicode NFC (UAX 15), `\n` line ends, no
//! byte order mark, no soft hyphens or zero-width marks inside words, the
//! typesetters' ligatures (ﬁ, ﬂ) opened, control characters blanked. It keeps
//! all that carries meaning, in French above all: no-break and narrow spaces,
//! the shape of quotation marks and dashes, the letters œ and æ.
//!
//! ```
//! use calque_text::normalize;
//! assert_eq!(normalize("\u{feff}co\u{ad}eur\r\nﬁn e\u{301}te\u{301}"), "coeur\nfin été");
//! ```

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in the form that documents hold; borrowed where nothing changes.
pub fn normalize(text: &str) -> Cow<'_, str> {
    let Some(first) = first_change(text) else {
        return compose(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut chars = text[first..].chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if is_invisible(c) => {}
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push(' '),
            c => match open_ligature(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
        }
    }
    match compose(&out) {
        Cow::Borrowed(_) => Cow::Owned(out),
        Cow::Owned(composed) => Cow::Owned(composed),
    }
}

/// Where the first character stands that [`normalize`] drops or replaces,
/// canonical composition aside.
fn first_change(text: &str) -> Option<usize> {
    // Only a few lead bytes can begin such a character; the others are passed over.
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let suspect = match b {
            0..0x09 | 0x0B..0x20 | 0x7F => true,
            0xC2 => bytes.get(at + 1).is_some_and(|&n| n < 0xA0 || n == 0xAD),
            0xE2 => bytes.get(at + 1).is_some_and(|&n| n == 0x80 || n == 0x81),
            _ => b == 0xEF,
        };
        if suspect {
            let c = text[at..].chars().next()?;
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || is_invisible(c) || open_ligature(c).is_some() {
                return Some(at);
            }
            at += c.len_utf8();
        } else {
            at += 1;
        }
    }
    None
}

fn compose(text: &str) -> Cow<'_, str> {
    // Latin letters below U+0300 and general punctuation are composed already;
    // the look-up per character is for whatever else there is.
    let western = |c: char| c < '\u{300}' || matches!(c, '\u{2002}'..='\u{20cf}');
    if text.is_ascii() || text.chars().all(western) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Marks without width that only break words: soft hyphen, zero-width space,
/// word joiner, byte order mark, left-to-right and right-to-left marks. The
/// joiners of emoji and of Indic scripts are none of them.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The letters of a typesetter's ligature.
fn open_ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// White space of any width: the space, the no-break space (U+00A0), the
/// narrow one (U+202F), the thin one (U+2009), tabs and line breaks.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// A space where no line breaks, as French sets before `;`, `!`, `?`, `:`, `»`.
pub fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// A mark that opens a quotation in French or English.
pub fn is_open_quote(c: char) -> bool {
    matches!(c, '«' | '“' | '‘' | '‹' | '„' | '‚' | '‟')
}

/// A mark that closes one; `’` is an apostrophe far more often.
pub fn is_close_quote(c: char) -> bool {
    matches!(c, '»' | '”' | '’' | '›')
}

/// A typewriter's mark, which opens and closes.
pub fn is_plain_quote(c: char) -> bool {
    matches!(c, '"' | '\'')
}

/// Any quotation mark.
pub fn is_quote(c: char) -> bool {
    is_open_quote(c) || is_close_quote(c) || is_plain_quote(c)
}

/// An apostrophe, straight or curly.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// A dash as long as those that open a turn of dialogue; the hyphen is none.
pub fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―')
}

/// The plainest character of the same meaning: any space is `' '`, any double
/// quotation mark `'"'`, any single one or apostrophe `'\''`, any dash or
/// hyphen `'-'`. Two texts that differ only in typography become equal.
pub fn plain_typography(c: char) -> char {
    match c {
        '«' | '»' | '“' | '”' | '„' | '‟' => '"',
        '‘' | '’' | '‚' | '‹' | '›' | 'ʼ' | '`' | '´' => '\'',
        '–' | '—' | '―' | '‐' | '‑' | '−' => '-',
        c if is_space(c) => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_changes_and_what_stays() {
        for (given, kept) in [
            ("a\r\nb\rc\u{85}d\u{2028}e\u{c}f", "a\nb\nc\nd\ne\nf"),
            ("\u{feff}in\u{ad}com\u{200b}plet", "incomplet"),
            ("e\u{301}te\u{301}, A\u{30a}, \u{212b}", "été, Å, Å"),
            ("ﬁn, ﬂot, oﬃce, œuf", "fin, flot, office, œuf"),
            ("nul\0bel\u{7}", "nul bel "),
            ("« 10\u{202f}000\u{a0}€ » — l’été…\u{2009}!", "« 10\u{202f}000\u{a0}€ » — l’été…\u{2009}!"),
            ("👩\u{200d}👧 日本 ελ", "👩\u{200d}👧 日本 ελ"),
        ] {
            assert_eq!(normalize(given), kept, "{given:?}");
        }
        assert!(matches!(normalize("L’été « fini » à 10\u{202f}h\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn typography_apart() {
        let plain = |s: &str| s.chars().map(plain_typography).collect::<String>();
        assert_eq!(plain("«\u{a0}l’an\u{202f}» – ‘x’"), "\" l'an \" - 'x'");
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = normalize(&text).into_owned();
            prop_assert_eq!(&normalize(&once), &once);
            prop_assert_eq!(once.nfc().collect::<String>(), once.clone());
            let left = once.contains(['\r', '\u{feff}', '\u{ad}', '\0']);
            prop_assert!(!left);
        }
    }
}
