//! Inline codes of TMX and XLIFF: what of them is text.
//!
//! A code that stands for a variable (`{name}`, `%s`) is kept, since losing it is an error of the
//! translation. A line break parts words. A code that stands alone between two letters parts them too;
//! all others, the halves of bold and italics, leave nothing behind.

/// What is read of inline codes of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct InlineCodes {
    /// A code ended right after a letter: a letter that follows is another word.
    parts: bool,
}

/// The kind of an inline code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeKind {
    /// Half of a pair, such as bold.
    Half,
    /// Stands alone.
    Alone,
    /// A line break.
    LineBreak,
}

/// Variables are no longer than this, in bytes.
const LONGEST_VARIABLE: usize = 100;

impl InlineCodes {
    /// Adds running text to `out`.
    pub(super) fn text(&mut self, out: &mut String, text: &str) {
        if std::mem::take(&mut self.parts) && text.starts_with(char::is_alphanumeric) {
            out.push(' ');
        }
        out.push_str(text);
    }

    /// Adds a code that stands for `content` to `out`; true if something of it is kept.
    pub(super) fn code(&mut self, out: &mut String, kind: CodeKind, content: &str) -> bool {
        let content = content.trim();
        if is_variable(content) {
            self.text(out, content);
            return true;
        }
        let breaks = kind == CodeKind::LineBreak || is_line_break(content);
        if (breaks || kind == CodeKind::Alone) && out.ends_with(char::is_alphanumeric) {
            self.parts = true;
        } else if breaks && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        false
    }
}

/// Whether the content of a code is a variable of the program that the text is for.
fn is_variable(content: &str) -> bool {
    let named = content.len() <= LONGEST_VARIABLE && !content.contains(char::is_whitespace);
    let bracketed = |open, close| content.starts_with(open) && content.ends_with(close) && content.len() > 2;
    let formatted = content.strip_prefix(['%', '$', '@']).is_some_and(|rest| !rest.is_empty());
    named && (bracketed('{', '}') || formatted)
}

fn is_line_break(content: &str) -> bool {
    let tag = content.trim_start_matches('<').trim_start().to_ascii_lowercase();
    content.starts_with('<') && (tag.starts_with("br") || tag.starts_with("text:line-break")) || content == "\\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stay_and_words_are_not_glued() {
        let read = |pieces: &[(&str, Option<CodeKind>)]| {
            let (mut codes, mut out) = (InlineCodes::default(), String::new());
            for &(text, kind) in pieces {
                match kind {
                    Some(kind) => _ = codes.code(&mut out, kind, text),
                    None => codes.text(&mut out, text),
                }
            }
            out
        };
        let (half, alone, line) = (Some(CodeKind::Half), Some(CodeKind::Alone), Some(CodeKind::LineBreak));
        assert_eq!(read(&[("sample", None), ("", line), ("text", None)]), "sample text");
        assert_eq!(read(&[("lid", None), ("<br/>", alone), ("Fill", None)]), "lid Fill");
        assert_eq!(read(&[("un", None), ("<b>", half), ("believable", None)]), "unbelievable");
        assert_eq!(read(&[("Hello ", None), ("{{name}}", alone), (", you", None)]), "Hello {{name}}, you");
        assert_eq!(read(&[("Hit", None), ("%s", alone), (".", None)]), "Hit%s.");
        assert_eq!(read(&[("end", None), ("", alone), (".", None)]), "end.");
    }
}
