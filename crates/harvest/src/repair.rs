//! Repair of what encodings, converters and splitters do to texts.
//!
//! In this order: doubly encoded UTF-8 ([`mojibake`]), HTML entities
//! ([`entities`]), Unicode form, spaces and invisible marks ([`spaces`]),
//! quotation marks of other systems ([`quotes`]). A clean text comes back
//! borrowed, after one look at its bytes. What cannot be mended, such as a lost
//! end or letters that became `?`, is left to the filters.
//!
//! ```
//! use calque_harvest::repair::{Fix, repair};
//! let mended = repair("L&#8217;Ã©tÃ©  est ``fini'' ");
//! assert_eq!(mended.text, "L’été est “fini”");
//! assert!(mended.fixes.contains(Fix::Mojibake) && mended.fixes.contains(Fix::Entities));
//! ```

pub mod entities;
pub mod mojibake;
pub mod quotes;
pub mod spaces;

use crate::scan::{any_one, any_three, any_two, one_of};
use std::borrow::Cow;

/// What was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// UTF-8 that was read as a one-byte encoding.
    Mojibake,
    /// HTML entities.
    Entities,
    /// Spaces, line breaks, invisible marks, Unicode form.
    Spaces,
    /// Quotation marks written with grave accents and apostrophes, or as angle brackets.
    Quotes,
}

impl Fix {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mojibake, Self::Entities, Self::Spaces, Self::Quotes];

    /// As reports name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mojibake => "mojibake",
            Self::Entities => "entities",
            Self::Spaces => "spaces",
            Self::Quotes => "quotes",
        }
    }
}

/// A set of [`Fix`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixes(u8);

impl Fixes {
    /// Whether the set has `fix`.
    pub fn contains(self, fix: Fix) -> bool {
        self.0 & (1 << fix as u8) != 0
    }

    /// Whether nothing was mended.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn add(&mut self, fix: Fix) {
        self.0 |= 1 << fix as u8;
    }
}

/// A text, mended where it needed to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired<'a> {
    /// The text; borrowed if nothing was mended.
    pub text: Cow<'a, str>,
    /// What was mended.
    pub fixes: Fixes,
}

/// Mends a text.
pub fn repair(text: &str) -> Repaired<'_> {
    let mut out = Repaired { text: Cow::Borrowed(text), fixes: Fixes::default() };
    if looks_clean(text) {
        return out;
    }
    out.apply(Fix::Mojibake, mojibake::mend);
    out.apply(Fix::Entities, entities::mend);
    out.apply(Fix::Spaces, spaces::mend);
    out.apply(Fix::Quotes, quotes::mend);
    out
}

impl Repaired<'_> {
    fn apply(&mut self, fix: Fix, mend: impl Fn(&str) -> Option<String>) {
        if let Some(mended) = mend(&self.text) {
            self.text = Cow::Owned(mended);
            self.fixes.add(fix);
        }
    }
}

/// Whether no byte hints at anything to mend.
#[expect(clippy::needless_bitwise_bool, reason = "see `crate::scan`")]
fn looks_clean(text: &str) -> bool {
    // Marks of markup, controls; then Å, combining marks, and what begins as U+FEFF does.
    let alone = any_one(text, |b| one_of(b, [b'&', b'`', 0x7f, 0xc5, 0xcc, 0xcd, 0xef]) | (b < b' '));
    let together = any_two(text, |a, b| {
        ((a == b) & one_of(a, *b" '<>"))
            // C1 controls and the soft hyphen; Â Ã â.
            | ((a == 0xc2) & ((b < 0xa1) | (b == 0xad)))
            | ((a == 0xc3) & one_of(b, [0x82, 0x83, 0xa2, 0xb0, 0xaf]))
    });
    // Other marks of U+2000.
    let general = any_three(text, |a, b, c| (a == 0xe2) & (b == 0x80) & ((c < 0x90) | one_of(c, [0xa8, 0xa9])));
    !(alone | together | general) && !text.starts_with(' ') && !text.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["L’été, c’est « fini »\u{202f}!", "It's 5 < 6 and \"so\".", "", "œuf à 10\u{a0}€"] {
            let mended = repair(text);
            assert_eq!(mended.text, text);
            assert!(mended.fixes.is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = repair(&text).text.into_owned();
            // Unescaping may bring to light what one more round mends; that round is the last but two.
            let twice = repair(&once).text.into_owned();
            let thrice = repair(&twice).text.into_owned();
            prop_assert_eq!(repair(&thrice).text.into_owned(), thrice);
        }

        #[test]
        fn what_looks_clean_has_nothing_to_mend(text in "[a-zé’«» .,&`'<\u{a0}\u{ad}Ã©â€œ™]{0,30}") {
            if looks_clean(&text) {
                prop_assert_eq!(mojibake::mend(&text), None);
                prop_assert_eq!(entities::mend(&text), None);
                prop_assert_eq!(spaces::mend(&text), None);
                prop_assert_eq!(quotes::mend(&text), None);
            }
        }
    }
}
