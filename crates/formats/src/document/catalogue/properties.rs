//! Properties of Java: `key = value`, a backslash at the end of a line joins it to the next.

use super::messages::Catalogue;
use crate::InputProblem;
use calque_text::LeftOutReason;

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let mut lines = source.trim_start_matches('\u{feff}').lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let line = line.trim_start();
        if let Some(comment) = line.strip_prefix(['#', '!']) {
            catalogue.left_out(LeftOutReason::Comment, comment);
            continue;
        }
        let mut whole = line.to_owned();
        while whole.bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1 {
            whole.pop();
            let Some((_, next)) = lines.next() else { break };
            whole.push_str(next.trim_start());
        }
        if whole.trim().is_empty() {
            continue;
        }
        let end = key_end(&whole);
        let value = whole[end..].trim_start();
        let value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
        // In formats of messages an apostrophe is written twice.
        let value = unescape(value).replace("''", "'");
        catalogue.add_selecting(&unescape(&whole[..end]), &value, number + 1)?;
    }
    Ok(())
}

/// Where the key ends: at white space, `=` or `:` without a backslash.
fn key_end(line: &str) -> usize {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '=' | ':' | ' ' | '\t' => return at,
            _ => {}
        }
    }
    line.len()
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'f' => out.push('\u{c}'),
            'u' => rest = code_unit(rest, c, &mut out),
            c => out.push(c),
        }
    }
    out + rest
}

/// Writes the character of four hexadecimal digits, with those of the second half of a pair, and returns what follows;
/// the letter as it is where there are none.
pub(super) fn code_unit<'a>(rest: &'a str, letter: char, out: &mut String) -> &'a str {
    let unit = |text: &str| text.get(..4).and_then(|d| u16::from_str_radix(d, 16).ok());
    let Some(first) = unit(rest) else {
        out.push(letter);
        return rest;
    };
    let after = &rest[4..];
    let second = after.strip_prefix("\\u").or_else(|| after.strip_prefix("\\U")).and_then(unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    match (char::from_u32(u32::from(first)), pair) {
        (Some(c), _) => {
            out.push(c);
            after
        }
        (None, Some(c)) => {
            out.push(c);
            &after[6..]
        }
        (None, None) => {
            out.push('\u{fffd}');
            after
        }
    }
}
