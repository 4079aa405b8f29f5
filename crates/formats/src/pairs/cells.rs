//! JSON values as text, for formats that have only text: tables, properties, attributes.
//!
//! A string is written as it is, any other value as JSON. When read, a cell becomes a number, list or
//! object only if writing that value gives the same text again: `0.80` and `007` stay strings, so that
//! nothing is lost.

use serde_json::Value;
use std::borrow::Cow;

/// A value as text.
pub(crate) fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(s) => Cow::Borrowed(s),
        Value::Null => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}

/// Text as a value.
pub(crate) fn value(cell: &str) -> Value {
    let perhaps =
        matches!(cell.as_bytes().first(), Some(b'0'..=b'9' | b'-' | b'[' | b'{')) || matches!(cell, "true" | "false");
    if perhaps
        && let Ok(value) = serde_json::from_str::<Value>(cell)
        && serde_json::to_string(&value).is_ok_and(|written| written == cell)
    {
        return value;
    }
    cell.into()
}

/// The entry of losses for line breaks and tabs.
pub(crate) const REPLACED: &str = "line breaks and tabs inside texts became spaces";

/// Whether a character is a line break or a tab.
pub(crate) fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Text on one line: each break and tab becomes a space. Adds how many to `replaced`.
pub(crate) fn one_line<'a>(text: &'a str, replaced: &mut u64) -> Cow<'a, str> {
    // Most text has none: check for their first bytes before checking characters.
    let suspect = |b: &u8| matches!(b, b'\t'..=b'\r' | 0xc2 | 0xe2);
    if !text.as_bytes().iter().any(suspect) || !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let broken = breaks(c);
        *replaced += u64::from(broken);
        out.push(if broken { ' ' } else { c });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_written() {
        for cell in ["0.80", "007", "0.9", "12", "-", "[1,2]", "[1, 2]", "{\"a\":1}", "true", "1e5", "", "é", "-0"] {
            assert_eq!(text(&value(cell)), cell);
        }
        assert!(value("0.9").is_number() && value("0.80").is_string() && value("[1,2]").is_array());
    }

    #[test]
    fn breaks_are_counted() {
        let mut n = 0;
        assert_eq!(one_line("a\r\nb\tc\u{85}d\u{2028}e é\u{a0}!", &mut n), "a  b c d e é\u{a0}!");
        assert_eq!(n, 5);
        assert!(matches!(one_line("« Non »", &mut n), Cow::Borrowed(_)));
    }
}
