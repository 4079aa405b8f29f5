//! Escapes after a backslash, as `.properties` and `.strings` have them: letters that name a character, and characters
//! by their number. Android's escapes differ, but for the numbers.

/// A text with its escapes resolved: the letters in `named` stand for the characters beside them, those in `units`
/// begin a code unit of UTF-16 in four hexadecimal digits; any other character stands for itself.
pub(super) fn unescaped(text: &str, named: &[(char, char)], units: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        if units.contains(&c) {
            rest = code_unit(rest, c, &mut out);
        } else {
            out.push(named.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, meant)| *meant));
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
