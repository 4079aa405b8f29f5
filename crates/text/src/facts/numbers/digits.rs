//! Numbers written in digits, in the conventions of both languages.
//!
//! `1,234.5` and `1 234,5` have one reading; `1,234` and `1.234` have two: that of
//! the language comes first, the other is an alternative.

/// A digit token, read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Digits<'a> {
    /// The likely value.
    pub(crate) value: f64,
    /// Another possible one.
    pub(crate) other: Option<f64>,
    /// The letters behind the digits: `th`, `km`, `s`, `m`.
    pub(crate) suffix: &'a str,
    /// How many digits, with nothing between them; 0 where something is.
    pub(crate) plain: usize,
    /// Not a quantity: `192.168.0.1`, `24.01.2022`, `007`.
    pub(crate) identifier: bool,
}

/// Reads a token that begins with a digit, by the decimal mark of its language; none for clocks and ratios (`7:30`).
pub(crate) fn read(raw: &str, decimal_comma: bool) -> Option<Digits<'_>> {
    let core_len =
        raw.char_indices().find(|&(_, c)| !(c.is_ascii_digit() || is_separator(c))).map_or(raw.len(), |(i, _)| i);
    let core = raw[..core_len].trim_end_matches(|c: char| !c.is_ascii_digit());
    let suffix = &raw[core.len()..];
    if core.is_empty() || core.contains(':') || core.len() > 40 {
        return None;
    }
    let plain = if core.bytes().all(|b| b.is_ascii_digit()) { core.len() } else { 0 };
    let mut digits = Digits { value: 0.0, other: None, suffix, plain, identifier: false };
    // Spaces and apostrophes only ever group; they also settle what a full stop or comma is.
    let spaced = core.chars().any(|c| !matches!(c, '.' | ',') && !c.is_ascii_digit());
    let core: String = core.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let (dots, commas) = (core.matches('.').count(), core.matches(',').count());
    let grouped = || decimal(&core.replace(['.', ','], ""));
    match (dots, commas) {
        (0, 0) => {
            digits.value = decimal(&core);
            digits.identifier = plain > 1 && core.starts_with('0') && !core.trim_start_matches('0').is_empty();
        }
        (1, 0) | (0, 1) => {
            let at = core.find(['.', ',']).unwrap_or(0);
            let (head, tail) = (&core[..at], &core[at + 1..]);
            let as_decimal = decimal(&format!("{head}.{tail}"));
            let may_group = tail.len() == 3 && (1..=3).contains(&head.len()) && !head.starts_with('0') && !spaced;
            let comma = commas == 1;
            let groups_first = may_group && if decimal_comma { !comma } else { comma };
            (digits.value, digits.other) = match (may_group, groups_first) {
                (false, _) => (as_decimal, None),
                (true, true) => (grouped(), Some(as_decimal)),
                (true, false) => (as_decimal, Some(grouped())),
            };
        }
        (n, 0) | (0, n) => {
            let mut parts = core.split(['.', ',']);
            let head = parts.next().unwrap_or("");
            let regular = (1..=3).contains(&head.len()) && parts.all(|p| p.len() == 3);
            digits.value = grouped();
            digits.identifier = !regular;
            debug_assert!(n > 1);
        }
        _ => {
            // Both: the last is the decimal mark, if it occurs once.
            let last = core.rfind(['.', ',']).unwrap_or(0);
            let (head, tail) = (&core[..last], &core[last + 1..]);
            let mark = core[last..].chars().next().unwrap_or('.');
            if head.contains(mark) {
                digits.value = grouped();
                digits.identifier = true;
            } else {
                digits.value = decimal(&format!("{}.{tail}", head.replace(['.', ','], "")));
            }
        }
    }
    Some(digits)
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

fn decimal(s: &str) -> f64 {
    s.parse().unwrap_or(0.0)
}

/// The value of a one-character fraction such as ½.
pub(crate) fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_conventions() {
        let cases = [
            ("1,234.5", false, 1234.5, None),
            ("1\u{202f}234,5", true, 1234.5, None),
            ("1.234.567", true, 1_234_567.0, None),
            ("1,234", false, 1234.0, Some(1.234)),
            ("1,234", true, 1.234, Some(1234.0)),
            ("1.234", true, 1234.0, Some(1.234)),
            ("7,5", true, 7.5, None),
            ("1,05", false, 1.05, None),
            ("0.125", false, 0.125, None),
            ("10 000", true, 10000.0, None),
        ];
        for (raw, decimal_comma, value, other) in cases {
            let d = read(raw, decimal_comma).expect(raw);
            assert_eq!((d.value, d.other), (value, other), "{raw}");
        }
        assert!(read("192.168.0.1", false).is_some_and(|d| d.identifier));
        assert_eq!(read("17th", false).map(|d| d.suffix), Some("th"));
        assert_eq!(read("11:30", false), None);
    }
}
