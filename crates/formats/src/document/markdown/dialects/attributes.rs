//! Attributes in braces: `{#id .class}`, `{: target="_blank"}`, `{ width=300 }`.

/// The longest list, in bytes.
pub(super) const LONGEST: usize = 400;

/// The list of attributes at the start of `rest`: its length with the braces. A list without a mark of its own
/// (`#`, `.`, `:`) has values.
pub(super) fn list(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('{')?;
    let end = end_of(inside)?;
    is_list(&inside[..end]).then_some(end + 2)
}

/// Where the brace closes, quotation marks apart.
fn end_of(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inside.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') if inside[..at].ends_with('=') => quote = Some(c),
            (None, '}') => return Some(at),
            (None, '{' | '\n') => return None,
            _ => {}
        }
    }
    None
}

fn is_list(inside: &str) -> bool {
    let kramdown = inside.trim_start().strip_prefix(':');
    // `{::comment}`, `{:/comment}`.
    if let Some(rest) = kramdown.and_then(|k| k.strip_prefix([':', '/'])) {
        return rest.chars().all(|c| c.is_alphanumeric() || " -_=\"'/.".contains(c));
    }
    let mut number = 0;
    let mut rest = kramdown.unwrap_or(inside).trim();
    while !rest.is_empty() {
        let length = attribute(rest).or_else(|| name(rest).filter(|_| kramdown.is_some()));
        let Some(length) = length else { return false };
        number += 1;
        rest = rest[length..].trim_start_matches([' ', ',']);
    }
    number > 0
}

/// The length of `#id`, `.class` or `key=value` at the start of a text.
fn attribute(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix(['#', '.']) {
        return name(rest).map(|n| n + 1);
    }
    let key = name(text)?;
    let value = text[key..].strip_prefix('=')?;
    let quoted = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q).map(|v| v.find(*q).map(|n| n + 2)));
    let length = quoted.unwrap_or_else(|| Some(value.find(char::is_whitespace).unwrap_or(value.len())))?;
    (length > 0).then_some(key + 1 + length)
}

fn name(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !(c.is_alphanumeric() || "-_:.@/".contains(c))).unwrap_or(text.len());
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_attributes_are_told_from_other_words_in_braces() {
        for text in [
            "{#id}",
            "{.class}",
            "{: .a #b }",
            "{:toc}",
            "{:target=\"_blank\" rel='x y'}",
            "{ width=300 }",
            "{ #id .c k=\"a } b\" }",
            "{:.no_toc}",
            "{::comment}",
            "{:/comment}",
        ] {
            assert_eq!(list(text), Some(text.len()), "{text}");
        }
        for text in ["{}", "{name}", "{ name }", "{#}", "{a b}", "{# comment #}", "{x = 1}", "{0}", "{#id", "{a, b}"] {
            assert_eq!(list(text), None, "{text}");
        }
    }
}
