//! What is shown over a sentence: the sentence that it renders, and what was found in it.

use crate::checked::{Checked, index};
use calque_messages::{UiLang, message};
use calque_text::Side;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};
use std::fmt::Write as _;

/// The hover at a position of one side; none outside the text.
pub(crate) fn hover(checked: &Checked, side: Side, at: Position, lang: UiLang) -> Option<Hover> {
    let bead = checked.bead_at(side, at)?;
    let other = side.other();
    let words = checked.words(bead, other);
    let mut text = match (words.is_empty(), other) {
        (false, Side::Source) => message!("editor-original-of").text(lang),
        (false, Side::Target) => message!("editor-translation-of").text(lang),
        (true, Side::Source) => message!("editor-no-original").text(lang),
        (true, Side::Target) => message!("editor-no-translation").text(lang),
    };
    for line in words.lines() {
        // Writing into a string does not fail.
        let _ = write!(text, "\n\n> {}", escaped(line));
    }
    for placed in checked.report.findings.iter().filter(|p| p.bead == Some(bead)) {
        let finding = &placed.finding;
        let _ = write!(text, "\n\n- {} (`{}`, {})", escaped(&finding.message), finding.rule, finding.severity);
        if let Some(better) = &finding.suggestion {
            let _ = write!(text, "  \n  → {}", escaped(better));
        }
    }
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text });
    Some(Hover { contents, range: checked.beads[bead][index(side)] })
}

/// Words of a text, so that no mark in them is markup: a page must not be able to show links or pictures of
/// its own in the editor.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | ':' | '\'' | '"' | '?' | '%') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn words_are_no_markup() {
        assert_eq!(escaped("a [b](http://x) <i>c"), r"a \[b\]\(http:\/\/x\) \<i\>c");
        assert_eq!(escaped("l'été, 5 %"), "l'été, 5 %");
    }
}
