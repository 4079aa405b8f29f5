//! Whether a text has a byte, or a run of bytes, of some kind.
//!
//! Every byte is tested, also those behind the first match: without an early exit the
//! compiler vectorises the loop, and most texts have no match. The conditions must be
//! free of branches for that: `|` and [`one_of`] in place of `||` and `matches!`.

#![expect(clippy::needless_bitwise_bool, reason = "an early exit would keep the loop from being vectorised")]

/// Whether a byte is one of `set`.
pub(crate) fn one_of<const N: usize>(byte: u8, set: [u8; N]) -> bool {
    set.into_iter().fold(false, |any, member| any | (byte == member))
}

/// Whether any byte satisfies `test`.
pub(crate) fn any_one(text: &str, test: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |any, b| any | test(b))
}

/// Whether any two adjacent bytes satisfy `test`.
pub(crate) fn any_two(text: &str, test: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let after = bytes.get(1..).unwrap_or_default();
    bytes.iter().zip(after).fold(false, |any, (a, b)| any | test(*a, *b))
}

/// Whether any three adjacent bytes satisfy `test`.
pub(crate) fn any_three(text: &str, test: impl Fn(u8, u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let after = |n: usize| bytes.get(n..).unwrap_or_default();
    bytes.iter().zip(after(1)).zip(after(2)).fold(false, |any, ((a, b), c)| any | test(*a, *b, *c))
}
