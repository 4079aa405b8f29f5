//! Repair of what encodings, converters and sentence splitters broke in texts.
//!
//! In this order: doubly encoded UTF-8 ([`mojibake`]), HTML entities ([`entities`]), Unicode
//! normalisation, spaces and invisible characters ([`spaces`]), quotation marks of other
//! systems ([`quotes`]). A clean text is returned borrowed, after one pass over its bytes.
//! What cannot be repaired, such as a lost end or letters that became `?`, is left to the
//! filters.
//!
//! ```
//! use calque_harvest::repair::{Fix, repair};
//! let repaired = repair("L&#8217;Ã©tÃ©  est ``fini'' ");
//! assert_eq!(repaired.text, "L’été est “fini”");
//! assert!(repaired.fixes.contains(Fix::Mojibake) && repaired.fixes.contains(Fix::Entities));
//! ```

pub mod entities;
mod fix;
pub mod mojibake;
pub mod quotes;
pub mod spaces;

pub use fix::{Fix, Fixes};

use crate::pair::bytes::{any_one, any_three, any_two, one_of};
use calque_formats::pairs::PairRecord;
use std::borrow::Cow;

/// A text and what was repaired in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired<'a> {
    /// The text; borrowed if nothing was repaired.
    pub text: Cow<'a, str>,
    /// What was repaired.
    pub fixes: Fixes,
}

/// Repairs a text.
pub fn repair(text: &str) -> Repaired<'_> {
    let mut out = Repaired { text: Cow::Borrowed(text), fixes: Fixes::default() };
    if looks_clean(text) {
        return out;
    }
    out.apply(Fix::Mojibake, mojibake::repair);
    out.apply(Fix::Entities, entities::repair);
    out.apply(Fix::Spaces, spaces::repair);
    out.apply(Fix::Quotes, quotes::repair);
    out
}

/// Repairs a text in place; returns what was repaired.
pub fn repair_in_place(text: &mut String) -> Fixes {
    let repaired = repair(text);
    let fixes = repaired.fixes;
    if let Cow::Owned(new) = repaired.text {
        *text = new;
    }
    fixes
}

/// Repairs both texts of a record in place; returns what was repaired in either.
pub fn repair_record(record: &mut PairRecord) -> Fixes {
    repair_in_place(&mut record.source).union(repair_in_place(&mut record.target))
}

impl Repaired<'_> {
    fn apply(&mut self, fix: Fix, repair: impl Fn(&str) -> Option<String>) {
        if let Some(repaired) = repair(&self.text) {
            self.text = Cow::Owned(repaired);
            self.fixes.insert(fix);
        }
    }
}

/// Whether no byte hints at anything to repair.
#[expect(clippy::needless_bitwise_bool, reason = "see `crate::pair::bytes`")]
fn looks_clean(text: &str) -> bool {
    // Markup, controls; the first bytes of Å, of combining marks and of U+FEFF.
    let single = any_one(text, |b| one_of(b, [b'&', b'`', 0x7f, 0xc5, 0xcc, 0xcd, 0xef]) | (b < b' '));
    let double = any_two(text, |a, b| {
        ((a == b) & one_of(a, *b" '<>"))
            // C1 controls and the soft hyphen; Â Ã â.
            | ((a == 0xc2) & ((b < 0xa1) | (b == 0xad)))
            | ((a == 0xc3) & one_of(b, [0x82, 0x83, 0xa2, 0xb0, 0xaf]))
    });
    // Invisible characters of the block U+2000.
    let triple = any_three(text, |a, b, c| (a == 0xe2) & (b == 0x80) & ((c < 0x90) | one_of(c, [0xa8, 0xa9])));
    !(single | double | triple) && !text.starts_with(' ') && !text.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["L’été, c’est « fini »\u{202f}!", "It's 5 < 6 and \"so\".", "", "œuf à 10\u{a0}€"] {
            let repaired = repair(text);
            assert_eq!(repaired.text, text);
            assert!(repaired.fixes.is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn repair_reaches_a_fixed_point(text in any::<String>()) {
            let once = repair(&text).text.into_owned();
            // Unescaping may reveal what a further round repairs; the third changes nothing any more.
            let twice = repair(&once).text.into_owned();
            let thrice = repair(&twice).text.into_owned();
            prop_assert_eq!(repair(&thrice).text.into_owned(), thrice);
        }

        #[test]
        fn what_looks_clean_needs_no_repair(text in "[a-zé’«» .,&`'<\u{a0}\u{ad}Ã©â€œ™]{0,30}") {
            if looks_clean(&text) {
                prop_assert_eq!(mojibake::repair(&text), None);
                prop_assert_eq!(entities::repair(&text), None);
                prop_assert_eq!(spaces::repair(&text), None);
                prop_assert_eq!(quotes::repair(&text), None);
            }
        }
    }
}
