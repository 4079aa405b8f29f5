//! Placeables without marks around them: what stands between two spaces and
//! looks like no word of prose.

use super::{Placeable, PlaceableKind, keys};
use crate::Span;
use std::ops::Range;

/// Endings of file names, one a line.
const EXTENSIONS: &str = include_str!("extensions.txt");

/// Adds the placeables of `text[range]`.
pub(super) fn find(text: &str, range: Range<usize>, out: &mut Vec<Placeable>) {
    let mut at = range.start;
    let part = &text[range];
    for chunk in part.split_inclusive(is_gap) {
        let start = at;
        at += chunk.len();
        let chunk = chunk.trim_end_matches(is_gap);
        let lead =
            chunk.len() - chunk.trim_start_matches(['(', '\'', '*', '\u{2019}', '\u{a1}', '\u{bf}', '¡', '¿']).len();
        let body = chunk[lead..].trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'', '\u{2019}', '*']);
        // A bracket that was opened before the chunk is none of it; that of a call is.
        let body = if body.ends_with("()") { body } else { body.trim_end_matches([')', '.', ',', ';', ':', '!', '?']) };
        // An elided article of French: `l'A380`.
        let elided = body
            .char_indices()
            .take(5)
            .find(|(_, c)| matches!(c, '\'' | '\u{2019}'))
            .map_or(0, |(i, c)| i + c.len_utf8());
        let (lead, body) = (lead + elided, &body[elided..]);
        if let Some(kind) = kind(body) {
            let from = start + lead;
            out.push(Placeable { span: Span::new(from, from + body.len()), kind });
        }
    }
}

/// What no address, path or identifier holds.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '«' | '»' | '“' | '”' | '[' | ']' | '<' | '>' | '|' | '„' | '—')
}

/// What a chunk without its marks is, if it is no prose.
fn kind(chunk: &str) -> Option<PlaceableKind> {
    if chunk.len() < 2 {
        return None;
    }
    if is_address(chunk) {
        return Some(PlaceableKind::Address);
    }
    if keys::is_combination(chunk) {
        return Some(PlaceableKind::Keys);
    }
    if is_flag(chunk) {
        return Some(PlaceableKind::Flag);
    }
    if is_path(chunk) {
        return Some(PlaceableKind::Path);
    }
    if is_identifier(chunk) {
        return Some(PlaceableKind::Identifier);
    }
    is_product_code(chunk).then_some(PlaceableKind::ProductCode)
}

/// A URL, or a mail address (RFC 5322, dot-atoms alone).
fn is_address(chunk: &str) -> bool {
    let scheme = ["http://", "https://", "ftp://", "git://", "ssh://", "file://", "mailto:", "www."];
    if scheme
        .iter()
        .any(|s| chunk.len() > s.len() + 2 && chunk.get(..s.len()).is_some_and(|c| c.eq_ignore_ascii_case(s)))
    {
        return true;
    }
    let Some((local, domain)) = chunk.split_once('@') else { return false };
    let atom =
        |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
    atom(local) && atom(domain) && domain.contains('.')
}

/// A long option: `--dry-run`, `--port=80`. `--un homme` is the dash of a dialogue, so a word
/// alone must be followed by nothing that prose would have, or be of several parts.
fn is_flag(chunk: &str) -> bool {
    let Some(name) = chunk.strip_prefix("--") else { return false };
    let (name, value) = name.split_once('=').map_or((name, None), |(n, v)| (n, Some(v)));
    let ascii = name.len() > 1 && name.starts_with(|c: char| c.is_ascii_lowercase());
    let word = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    ascii && word && (value.is_some() || name.contains('-'))
}

/// A path with a beginning or an ending that prose has not, or a file name.
fn is_path(chunk: &str) -> bool {
    let clean =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '_' | '-' | '~' | '*' | ':' | '$' | '@' | '+');
    if !chunk.chars().all(clean) || !chunk.chars().any(|c| c.is_ascii_alphabetic()) {
        return false;
    }
    let ending = chunk.rsplit_once('.').filter(|(name, _)| name.chars().any(char::is_alphanumeric) || name.is_empty());
    // *D.C.* is no file of C.
    let initials = chunk.split('.').all(|part| part.len() <= 1);
    let file = !initials && ending.is_some_and(|(_, e)| EXTENSIONS.lines().any(|x| x.eq_ignore_ascii_case(e)));
    let rooted = ["/", "./", "../", "~/"].iter().any(|s| chunk.starts_with(s));
    let slashes = chunk.matches(['/', '\\']).count();
    // `/Christian` is the second half of an alternative.
    let alternative =
        slashes == 1 && chunk.strip_prefix('/').is_some_and(|c| c.starts_with(|c: char| c.is_ascii_uppercase()));
    file || (rooted && chunk.len() > 3 && slashes >= 1 && chunk.is_ascii() && !alternative)
        || (chunk.get(1..3) == Some(":\\"))
}

/// An identifier: `snake_case`, `call()`, `a::b`, `a.b()`, `#hash`, `getElementById`.
fn is_identifier(chunk: &str) -> bool {
    let ascii = chunk.is_ascii() && chunk.bytes().any(|b| b.is_ascii_alphabetic());
    if !ascii {
        return false;
    }
    let legal = |b: u8| {
        b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':' | b'(' | b')' | b'#' | b'-' | b'$' | b'@' | b'!')
    };
    if !chunk.bytes().all(legal) {
        return false;
    }
    let bytes = chunk.as_bytes();
    let joined = bytes.windows(3).any(|w| w[1] == b'_' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphanumeric());
    let hump = bytes[0].is_ascii_lowercase()
        && bytes.windows(2).filter(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase()).count() >= 1
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes.len() > 7;
    joined || hump || chunk.contains("::") || chunk.ends_with("()")
}

/// A capital or more with two digits or more behind: `A380`, `F-16`, `RFC2119`; with a letter again: `H1N1`.
fn is_product_code(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    let letters = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    if letters == 0 || letters > 5 || bytes.len() > 12 {
        return false;
    }
    let rest = &bytes[letters..];
    let rest = rest.strip_prefix(b"-").unwrap_or(rest);
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let tail = &rest[digits..];
    let plain = digits >= 2 && tail.len() <= 2 && tail.iter().all(u8::is_ascii_uppercase);
    let mixed = digits == 1
        && tail.len() >= 2
        && tail.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && tail.iter().any(u8::is_ascii_digit);
    plain || mixed
}
