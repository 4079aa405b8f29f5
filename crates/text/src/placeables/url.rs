//! Addresses compared across languages.

use crate::Lang;
use std::borrow::Cow;

/// An address without scheme, final slash and the code of its language: `example.org/*/help`.
pub(super) fn form(written: &str) -> Cow<'_, str> {
    let plain = written.trim_end_matches('/');
    let plain = plain.split_once("://").map_or(plain, |(_, rest)| rest);
    let plain = plain.strip_prefix("www.").unwrap_or(plain);
    let mut out = String::with_capacity(plain.len());
    let mut part = String::new();
    for c in plain.chars().chain(std::iter::once('\0')) {
        if c.is_alphanumeric() {
            part.push(c);
            continue;
        }
        out.push_str(if is_language(&part) { "*" } else { &part });
        part.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    if out == written { written.into() } else { out.into() }
}

/// Whether a part of an address says its language: `en`, `fr`, `eng`, `fra`, `english`, `french`.
fn is_language(part: &str) -> bool {
    let code = |lang: Lang| part.eq_ignore_ascii_case(lang.code());
    let long = ["eng", "fra", "fre", "english", "french", "francais", "anglais"];
    code(Lang::EN) || code(Lang::FR) || long.iter().any(|l| part.eq_ignore_ascii_case(l))
}
