//! Spaces and invisible characters: runs of spaces, line breaks, tabs, controls, soft hyphens,
//! decomposed letters.
//!
//! No-break spaces have a meaning in French and stay, also in a run of spaces.

use calque_text::normalize;
use std::borrow::Cow;

/// The text with single spaces and in Unicode's composed form; `None` if it was so.
pub fn repair(text: &str) -> Option<String> {
    let normal = normalize(text);
    let single = single_spaces(&normal);
    match (normal, single) {
        (_, Some(repaired)) | (Cow::Owned(repaired), None) => Some(repaired),
        (Cow::Borrowed(_), None) => None,
    }
}

fn single_spaces(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut space: Option<char> = None;
    for c in text.chars() {
        if c.is_whitespace() {
            let c = if matches!(c, '\t' | '\n') { ' ' } else { c };
            space = Some(space.filter(|s| *s != ' ').unwrap_or(c));
            continue;
        }
        if let Some(s) = space.take().filter(|_| !out.is_empty()) {
            out.push(s);
        }
        out.push(c);
    }
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (bad, good) in [
            ("  a  b\t\nc ", "a b c"),
            ("mot \u{a0}: oui", "mot\u{a0}: oui"),
            ("in\u{ad}com\u{200b}plet", "incomplet"),
            ("e\u{301}te\u{301}", "été"),
            ("\u{a0}", ""),
            ("a\u{2028}b", "a b"),
        ] {
            assert_eq!(repair(bad).as_deref(), Some(good), "{bad:?}");
        }
        assert_eq!(repair("«\u{a0}10\u{202f}000\u{a0}»"), None);
    }
}
