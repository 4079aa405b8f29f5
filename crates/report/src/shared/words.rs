//! Text on one line, counts in words, and the signs of severities.

use calque_bitext::{Finding, Severity};
use std::borrow::Cow;

/// The words of a finding for a list: without commas around them, shortened.
pub(crate) fn shortened(text: &str, chars: usize) -> String {
    excerpt(text.trim_matches([' ', ',', ';', '\n']), chars)
}

/// `text` on one line, cut after a word where it is longer than `chars`.
pub(crate) fn excerpt(text: &str, chars: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= chars {
        return line;
    }
    let head: String = line.chars().take(chars).collect();
    let cut = head.rfind(' ').filter(|&at| at > head.len() / 2).unwrap_or(head.len());
    format!("{}…", head[..cut].trim_end_matches([' ', ',', ';', ':']))
}

/// `text` with line ends and runs of plain spaces as one space; French spaces stay.
fn one_line(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The message of a finding, and how often it stands elsewhere in the same document.
pub(crate) fn message(finding: &Finding) -> Cow<'_, str> {
    match finding.repeats {
        0 => Cow::Borrowed(finding.message.as_str()),
        1 => Cow::Owned(format!("{} (once more in this text)", finding.message)),
        n => Cow::Owned(format!("{} ({n} more times in this text)", finding.message)),
    }
}

/// The mark of a severity; the shapes differ, for output without colours.
pub(crate) const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "✖",
        Severity::Major => "▲",
        Severity::Minor => "●",
        Severity::Info => "○",
    }
}

/// Characters that would move the cursor or turn the direction of the line.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `1 pair`, `2 pairs`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// `text` with a capital letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Rounded to four decimals, the precision that scores have.
pub(crate) fn round(x: f32) -> f32 {
    (x * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_end_at_a_word_and_keep_french_spaces() {
        assert_eq!(excerpt("  one\n two  three ", 40), "one two three");
        assert_eq!(excerpt("one two three four", 12), "one two…");
        assert_eq!(excerpt("« été\u{202f}! »", 40), "« été\u{202f}! »");
        assert_eq!(excerpt("ééééééééé", 3), "ééé…");
        let finding = Finding::new("r", calque_bitext::Category::Number, Severity::Major, 0.5).says("It differs.");
        assert_eq!(message(&finding), "It differs.");
        assert_eq!(message(&Finding { repeats: 12, ..finding }), "It differs. (12 more times in this text)");
        assert_eq!(counted(1, "pair"), "1 pair");
        assert_eq!(counted(0, "pair"), "0 pairs");
    }
}
