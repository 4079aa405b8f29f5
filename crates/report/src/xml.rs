//! The one way by which text from outside enters the XML formats.

use std::fmt::{self, Display, Write as _};

/// `text`, safe as the content of an element and inside a quoted attribute. Characters that
/// XML 1.0 forbids become `�`; line ends and tabs are kept, as references where an attribute
/// would lose them.
pub(crate) fn esc(text: &str) -> Escaped<'_> {
    Escaped(text)
}

/// See [`esc`].
pub(crate) struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' => f.write_str("&#10;")?,
                '\t' => f.write_str("&#9;")?,
                '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                c if c.is_control() => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::esc;

    #[test]
    fn nothing_can_be_markup_or_illegal() {
        assert_eq!(
            esc("<a b=\"c\">&\u{b}\n«\u{a0}é»\u{ffff}").to_string(),
            "&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}&#10;«\u{a0}é»\u{fffd}"
        );
    }
}
