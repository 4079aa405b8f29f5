//! Whether a text has any byte, or bytes side by side, of a kind.
//!
//! Every byte is looked at, also behind the first that is found: without a stop the compiler makes
//! code that looks at sixteen at once, and in most texts there is nothing to be found. Conditions
//! must be free of branches for that: `|` and [`one_of`] instead of `||` and `matches!`.

#![expect(clippy::needless_bitwise_bool, reason = "a stop is what must not be")]

/// Whether a byte is one of some.
pub(crate) fn one_of<const N: usize>(byte: u8, some: [u8; N]) -> bool {
    some.into_iter().fold(false, |any, other| any | (byte == other))
}

/// Whether any byte is of a kind.
pub(crate) fn any_one(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |any, b| any | is(b))
}

/// Whether any two bytes side by side are.
pub(crate) fn any_two(text: &str, are: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let after = bytes.get(1..).unwrap_or_default();
    bytes.iter().zip(after).fold(false, |any, (a, b)| any | are(*a, *b))
}

/// Whether any three bytes side by side are.
pub(crate) fn any_three(text: &str, are: impl Fn(u8, u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let after = |n: usize| bytes.get(n..).unwrap_or_default();
    bytes.iter().zip(after(1)).zip(after(2)).fold(false, |any, ((a, b), c)| any | are(*a, *b, *c))
}
