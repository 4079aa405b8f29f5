//! What characters are to the tokenizer.

pub(super) fn is_mark(c: char) -> bool {
    // Combining marks, and format characters that live inside words.
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || is_mark(c)))
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

pub(super) fn is_punct(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '«' | '»' | '"' | '\'' | '’' | '‘' | '“' | '”' | '„' | '‹' | '›'
    ) || matches!(
        c,
        '(' | ')' | '[' | ']' | '{' | '}' | '-' | '–' | '—' | '‐' | '‑' | '/' | '\\' | '·' | '•' | '|' | '¿' | '¡'
    )
}
