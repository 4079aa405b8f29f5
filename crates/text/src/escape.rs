//! Escapes text from outside for HTML and XML; nothing else writes such text into markup.

use std::fmt::{self, Display, Write as _};

/// `text`, safe as the content of an element of HTML and inside a quoted attribute. Control characters,
/// which HTML forbids, become `�`; line ends and tabs are spaces.
pub fn html(text: &str) -> Escaped<'_> {
    Escaped { text, markup: Markup::Html }
}

/// The same for XML. Characters that XML 1.0 forbids become `�`; line ends and tabs are kept, as
/// references, for an attribute would lose them.
pub fn xml(text: &str) -> Escaped<'_> {
    Escaped { text, markup: Markup::Xml }
}

/// See [`html`] and [`xml`].
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a> {
    text: &'a str,
    markup: Markup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
    Html,
    Xml,
}

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.text.chars() {
            match (self.markup, c) {
                (_, '&') => f.write_str("&amp;")?,
                (_, '<') => f.write_str("&lt;")?,
                (_, '>') => f.write_str("&gt;")?,
                (_, '"') => f.write_str("&quot;")?,
                (Markup::Html, '\'') => f.write_str("&#39;")?,
                (Markup::Html, '\n' | '\t' | '\r') => f.write_char(' ')?,
                (Markup::Xml, '\n') => f.write_str("&#10;")?,
                (Markup::Xml, '\t') => f.write_str("&#9;")?,
                (Markup::Xml, '\u{fffe}' | '\u{ffff}') => f.write_char('\u{fffd}')?,
                (_, c) if c.is_control() => f.write_char('\u{fffd}')?,
                (_, c) => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{html, xml};

    #[test]
    fn nothing_can_be_markup() {
        let hostile = "<script>alert(\"1\")</script>' onmouseover=x & \u{0}\n«\u{a0}é\u{a0}»";
        assert_eq!(
            html(hostile).to_string(),
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onmouseover=x &amp; \u{fffd} «\u{a0}é\u{a0}»"
        );
    }

    #[test]
    fn nothing_can_be_illegal_in_xml() {
        assert_eq!(
            xml("<a b=\"c\">&\u{b}\n«\u{a0}é»\u{ffff}").to_string(),
            "&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}&#10;«\u{a0}é»\u{fffd}"
        );
    }
}
