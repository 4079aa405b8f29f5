//! Character references of HTML: `&eacute;`, `&#233;`.

use html5gum::{Token, Tokenizer};
use std::borrow::Cow;

/// The longest character reference, in bytes.
const LONGEST_REFERENCE: usize = 40;

/// A text with its references decoded; what is no reference stays.
pub(super) fn decode_references(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = reference(rest).map_or(1, str::len);
        if length > 1 {
            out.push_str(&decoded(&rest[..length]));
        } else {
            out.push('&');
        }
        rest = &rest[length..];
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character reference at the start of `rest`: `&eacute;`, `&#233;`.
pub(super) fn reference(rest: &str) -> Option<&str> {
    let end = rest.bytes().take(LONGEST_REFERENCE).position(|b| b == b';')?;
    let name = &rest[..=end];
    name[1..end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#').then_some(name)
}

/// A reference decoded, or as it is if there is none of that name.
pub(super) fn decoded(name: &str) -> String {
    let text = |token: Result<Token, _>| match token {
        Ok(Token::String(text)) => Some(String::from_utf8_lossy(&text.value).into_owned()),
        _ => None,
    };
    Tokenizer::new(name).filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(
            decode_references("a &amp;lt; b &quot;c&quot; &#39;d&#39; &nope; & e"),
            "a &lt; b \"c\" 'd' &nope; & e"
        );
        assert_eq!(decode_references("plain"), "plain");
    }
}
