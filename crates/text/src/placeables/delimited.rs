//! Placeables with marks of their own around them: code between backticks,
//! tags, variables of templates and format strings, attribute lists, icons.

use super::{Placeable, PlaceableKind};
use crate::Span;
use std::borrow::Cow;

/// The longest tag, variable or code, in bytes: what is open for longer is a stray mark.
const LONGEST: usize = 400;

/// All of them, from the left.
pub(super) fn find(text: &str) -> Vec<Placeable> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|b| matches!(b, b'`' | b'<' | b'{' | b'$' | b'#' | b'%' | b':'))
    {
        at += step;
        let rest = &text[at..];
        let found = match bytes[at] {
            b'`' => code(rest).map(|n| (n, PlaceableKind::Code)),
            b'<' => tag(rest).map(|n| (n, PlaceableKind::Tag)),
            b'{' => braces(rest),
            b'$' | b'#' => rest[1..]
                .starts_with('{')
                .then(|| closed(&rest[1..], "{", "}"))
                .flatten()
                .map(|n| (n + 1, PlaceableKind::Variable)),
            b'%' => printf(text, at).map(|n| (n, PlaceableKind::Variable)),
            _ => icon(text, at).map(|n| (n, PlaceableKind::Attribute)),
        };
        match found {
            Some((length, kind)) => {
                out.push(Placeable { span: Span::new(at, at + length), kind });
                at += length;
            }
            None => at += 1,
        }
    }
    out
}

/// The length of what begins with `open` and ends with the next `close`, within one line.
fn closed(rest: &str, open: &str, close: &str) -> Option<usize> {
    let mut end = rest.len().min(LONGEST);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let inside = &rest[open.len()..end];
    let at = inside.find(close)?;
    (!inside[..at].contains('\n')).then_some(open.len() + at + close.len())
}

/// Code between one, two or three backticks.
fn code(rest: &str) -> Option<usize> {
    let ticks = rest.bytes().take_while(|&b| b == b'`').count();
    let mark = rest.get(..ticks).filter(|_| ticks <= 3)?;
    let length = closed(rest, mark, mark)?;
    (length > 2 * ticks).then_some(length)
}

/// A tag, an end tag, a comment, or a numbered tag of a translation tool (`<0>`).
fn tag(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return closed(rest, "<!--", "-->");
    }
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_')).count();
    let after = name.as_bytes().get(length)?;
    let named = length > 0 && matches!(after, b'>' | b'/' | b' ' | b'\t' | b'\n');
    // A comparison has a space or a figure behind its mark: `a < b and c > d`, `<5 and >3`.
    let figure = name.as_bytes()[0].is_ascii_digit() && *after != b'>' && *after != b'/';
    let length = (named && !figure).then(|| closed(rest, "<", ">")).flatten()?;
    // `<address@example.org>` and `<https://...>` are addresses, and found as such.
    (!rest[1..length - 1].contains('<')).then_some(length)
}

/// A tag without its attributes: `<a>`, `</a>`, `<br>`; a comment as `<!-->`.
pub(super) fn tag_form(written: &str) -> Cow<'_, str> {
    if written.starts_with("<!--") {
        return "<!-->".into();
    }
    let end = written[1..].starts_with('/');
    let name: String = written[1 + usize::from(end)..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_'))
        .collect();
    format!("<{}{}>", if end { "/" } else { "" }, name.to_ascii_lowercase()).into()
}

/// `{{ x }}`, `{% x %}`, `{#id}`, `{: .class}`, `{.class}`, `{name}`, `{0}`, `{0:d}`, `{/* x */}`.
fn braces(rest: &str) -> Option<(usize, PlaceableKind)> {
    let variable = |length| (length, PlaceableKind::Variable);
    if rest.starts_with("{{") {
        return closed(rest, "{{", "}}").map(variable);
    }
    if rest.starts_with("{%") {
        return closed(rest, "{%", "%}").map(variable);
    }
    let length = closed(rest, "{", "}")?;
    let inside = rest[1..length - 1].trim();
    if inside.starts_with(['#', ':', '.', '/']) {
        return Some((length, PlaceableKind::Attribute));
    }
    // A variable is one word, a number, or a word with a format behind it.
    let name = inside.split([':', '!', '|']).next().unwrap_or_default();
    let is_name = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '[' | ']' | '@'));
    is_name.then(|| variable(length))
}

/// `%s`, `%d`, `%1$s`, `%.2f`, `%lu`, `%(name)s`, `%@`, `%%`: not the percent sign of prose.
fn printf(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let before = text[..at].chars().next_back();
    // `50 %`, `50%`: a percentage. After a digit only a whole conversion with a flag would be one.
    if before.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut end = at + 1;
    if bytes.get(end) == Some(&b'(') {
        let close = text[end..].find(')').filter(|&n| n < 60 && !text[end..end + n].contains(' '))?;
        end += close + 1;
    } else {
        while bytes.get(end).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'$' | b'.' | b'-' | b'+' | b'#' | b'*'))
        {
            end += 1;
        }
    }
    while bytes.get(end).is_some_and(|b| matches!(b, b'l' | b'h' | b'z'))
        && bytes.get(end + 1).is_some_and(|b| b"dufsixl".contains(b))
    {
        end += 1;
    }
    let conversion = bytes.get(end).filter(|b| b"sdiufgexXcp@".contains(b))?;
    let after = text[end + 1..].chars().next();
    let stands_alone = *conversion == b'@' || after.is_none_or(|c| !c.is_alphanumeric());
    stands_alone.then_some(end + 1 - at)
}

/// An icon by name: `:material-arrow-right:`, `:smile:`; not the colons of a time or of prose.
fn icon(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '|')) {
        return None;
    }
    let name = text[at + 1..]
        .bytes()
        .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        .count();
    (name > 1 && text.as_bytes().get(at + 1 + name) == Some(&b':')).then_some(name + 2)
}
