//! Macros of AsciiDoc in a line: where their name begins, and which words they show.

use std::collections::HashMap;

/// The longest name of a macro with its target, in bytes.
const LONGEST_TOKEN: usize = 2000;
/// The longest text between the brackets of a macro, in bytes.
const LONGEST_WORDS: usize = 4000;

/// The beginning of a text, at most so many bytes of it.
pub(super) fn near(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where each bracket of a text closes.
pub(super) fn brackets(text: &str) -> HashMap<usize, usize> {
    let (mut open, mut closes, mut escaped) = (Vec::new(), HashMap::new(), false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open.push(at),
            ']' => closes.extend(open.pop().filter(|from| at - from < LONGEST_WORDS).map(|from| (from, at))),
            _ => {}
        }
    }
    closes
}

/// Where the name of a macro or an address begins that `out` ends with: after white space, a bracket, or a mark.
pub(super) fn token_start(out: &str) -> usize {
    let from = near(out, out.len().saturating_sub(LONGEST_TOKEN)).len();
    let edge = out[from..].rfind(|c: char| c.is_whitespace() || "(\"“«<>".contains(c)).map(|n| from + n);
    let start = edge.map_or(from, |n| n + out[n..].chars().next().map_or(1, char::len_utf8));
    start + out[start..].len() - out[start..].trim_start_matches(['*', '_', '`', '#']).len()
}

/// The words of a macro with words.
pub(super) fn words_of(name: &str, target: &str, inside: &str, whole: &str) -> String {
    let first = inside.trim().trim_end_matches('^');
    match name {
        "menu" => [target]
            .into_iter()
            .chain(first.split('>').map(str::trim))
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" > "),
        "image" => alt(inside),
        _ if first.is_empty() && matches!(name, "link" | "mailto" | "xref") => target.to_owned(),
        _ if first.is_empty() => whole.to_owned(),
        "kbd" | "btn" | "stem" | "latexmath" | "asciimath" | "pass" | "term" => first.to_owned(),
        _ => link_words(first).to_owned(),
    }
}

/// The words of a link without its attributes: `words,role=x`, `"words, with a comma",window=_blank`.
fn link_words(inside: &str) -> &str {
    if let Some(quoted) = inside.strip_prefix('"') {
        return quoted.split_once('"').map_or(inside, |(words, _)| words);
    }
    match inside.split_once(',') {
        Some((words, rest)) if rest.contains('=') => words.trim_end().trim_end_matches('^'),
        _ => inside,
    }
}

/// The description of an image: its first value, or `alt=`.
pub(super) fn alt(inside: &str) -> String {
    let value = |text: &str| text.trim().trim_matches('"').to_owned();
    if let Some((_, alt)) = inside.split_once("alt=") {
        let alt = alt
            .strip_prefix('"')
            .and_then(|a| a.split_once('"'))
            .map_or_else(|| alt.split(',').next().unwrap_or(""), |(a, _)| a);
        return value(alt);
    }
    if let Some(quoted) = inside.strip_prefix('"') {
        return value(quoted.split('"').next().unwrap_or(""));
    }
    let first = inside.split(',').next().unwrap_or("");
    if first.contains('=') { String::new() } else { value(first) }
}
