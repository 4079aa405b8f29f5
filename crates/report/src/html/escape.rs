//! The one way by which text from outside enters the page.

use std::fmt::{self, Display, Write as _};

/// `text`, safe as the content of an element and inside a quoted attribute.
///
/// Control characters, which HTML forbids, become `�`.
pub(super) fn esc(text: &str) -> Escaped<'_> {
    Escaped(text)
}

/// See [`esc`].
pub(super) struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' | '\r' => f.write_char(' ')?,
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
    fn nothing_can_be_markup() {
        let hostile = "<script>alert(\"1\")</script>' onmouseover=x & \u{0}\n«\u{a0}é\u{a0}»";
        assert_eq!(
            esc(hostile).to_string(),
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onmouseover=x &amp; \u{fffd} «\u{a0}é\u{a0}»"
        );
    }
}
