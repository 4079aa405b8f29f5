//! The normal form of a token: how the model's vocabulary spells it.

/// Writes the normal form of a token's text into `out` (cleared first).
pub fn norm_into(word: &str, caps: bool, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' | '`' | '´' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => {}
            '\u{a0}' | '\u{202f}' | '\u{2009}' => out.push(' '),
            '.' if caps => {}
            'œ' | 'Œ' => out.push_str(if caps { "OE" } else { "oe" }),
            'æ' | 'Æ' => out.push_str(if caps { "AE" } else { "ae" }),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            c if caps => out.push(c),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}
