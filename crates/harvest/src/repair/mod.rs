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

/// Where a text comes from, which decides what may be damage in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSource {
    /// A file of pairs, which has been through nobody knows what.
    Pairs,
    /// A document that Calque has read: a `&lt;` in it is what the author wants to be seen.
    Document,
}

/// Rounds: what one repair reveals, such as letters that were encoded twice and escaped, the next one finds.
const ROUNDS: usize = 4;

/// Repairs a text of a file of pairs.
pub fn repair(text: &str) -> Repaired<'_> {
    repair_from(text, TextSource::Pairs)
}

/// Repairs a text. Repairing it again changes nothing.
pub fn repair_from(text: &str, source: TextSource) -> Repaired<'_> {
    let mut out = Repaired { text: Cow::Borrowed(text), fixes: Fixes::default() };
    for _ in 0..ROUNDS {
        if looks_clean(&out.text) {
            break;
        }
        let mut changed = out.apply(Fix::Mojibake, mojibake::repair);
        changed |= out.apply(Fix::Entities, |text| entities::repair(text, source));
        changed |= out.apply(Fix::Spaces, spaces::repair);
        changed |= out.apply(Fix::Quotes, quotes::repair);
        if !changed {
            break;
        }
    }
    out
}

/// Repairs a text in place; returns what was repaired.
pub fn repair_in_place(text: &mut String, source: TextSource) -> Fixes {
    let repaired = repair_from(text, source);
    let fixes = repaired.fixes;
    if let Cow::Owned(new) = repaired.text {
        *text = new;
    }
    fixes
}

/// Repairs both texts of a record in place; returns what was repaired in either.
pub fn repair_record(record: &mut PairRecord) -> Fixes {
    let repair = |text: &mut String| repair_in_place(text, TextSource::Pairs);
    repair(&mut record.source).union(repair(&mut record.target))
}

impl Repaired<'_> {
    fn apply(&mut self, fix: Fix, repair: impl Fn(&str) -> Option<String>) -> bool {
        let repaired = repair(&self.text);
        let changed = repaired.is_some();
        if let Some(repaired) = repaired {
            self.text = Cow::Owned(repaired);
            self.fixes.insert(fix);
        }
        changed
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

    #[test]
    fn sound_french_and_english_stay_as_they_are() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        let mut lines = 0;
        for name in ["news", "languages"] {
            for entry in std::fs::read_dir(folder.join(name)).expect("the corpus is part of the repository") {
                let path = entry.expect("an entry").path();
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                for line in text
                    .lines()
                    .map(str::trim)
                    .filter(|l| path.extension().is_some_and(|e| e == "txt") && !l.is_empty())
                {
                    lines += 1;
                    assert_eq!(repair(line).text, line, "{}", path.display());
                }
            }
        }
        assert!(lines > 500, "{lines}");
        for text in [
            "La lettre Ã se lit comme un « a » nasal.",
            "Set it to '' and try again.",
            "cat <<EOF",
            "1 << 4 >> 2",
            "São Tomé, Île-de-France, Ânes",
        ] {
            assert_eq!(repair(text).text, text);
        }
        let manual = "Write &lt; for the sign <, and &amp; for the sign &.";
        assert_eq!(repair_from(manual, TextSource::Document).text, manual);
        assert_eq!(repair_from("&amp;lt;", TextSource::Document).text, "&amp;lt;");
    }

    proptest! {
        #[test]
        fn repair_reaches_a_fixed_point(text in any::<String>()) {
            let once = repair(&text).text.into_owned();
            prop_assert_eq!(repair(&once).text.into_owned(), once);
        }

        #[test]
        fn repair_of_damage_is_repaired_once(text in "(&amp;|&lt;|amp;|Ã|©|Â|\u{a0}|''|``|<<|>>|[a-eé ]){0,12}") {
            let once = repair(&text).text.into_owned();
            prop_assert_eq!(repair(&once).text.into_owned(), once);
        }

        #[test]
        fn what_looks_clean_needs_no_repair(text in "[a-zé’«» .,&`'<\u{a0}\u{ad}Ã©â€œ™]{0,30}") {
            if looks_clean(&text) {
                prop_assert_eq!(mojibake::repair(&text), None);
                prop_assert_eq!(entities::repair(&text, TextSource::Pairs), None);
                prop_assert_eq!(spaces::repair(&text), None);
                prop_assert_eq!(quotes::repair(&text), None);
            }
        }
    }
}
