//! Raised figures: *10⁶*.

/// The raised form of a figure or sign; any other character as it is.
pub(super) fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)).unwrap_or(c),
        '-' | '−' | '–' => '⁻',
        '+' => '⁺',
        _ => c,
    }
}
