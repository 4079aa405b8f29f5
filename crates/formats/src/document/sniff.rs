//! The format of decoded text by its content, when the file name has no known extension.

use crate::input::InputFormat;

/// The format of decoded text: HTML by its first tags, subtitles by their times, AsciiDoc and
/// reStructuredText by their titles and marks, else plain text.
pub(crate) fn format_of_text(text: &str) -> InputFormat {
    let head = head(text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']), 2048).to_ascii_lowercase();
    let start = self::head(text, 1 << 15);
    let declared = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag));
    let xhtml = head.starts_with("<?xml") && head.contains("<html");
    let comment = head.starts_with("<!--") && head.contains("<html");
    let fragment = head.starts_with('<') && ["<p>", "<p ", "<div", "<h1", "<article"].iter().any(|t| head.contains(t));
    if super::catalogue::is_android(start) {
        InputFormat::Android
    } else if super::catalogue::is_json(text) {
        InputFormat::Json
    } else if declared || xhtml || comment || fragment {
        InputFormat::Html
    } else if super::subtitles::is_subtitles(text) {
        InputFormat::Subtitles
    } else if super::asciidoc::is_asciidoc(start) {
        InputFormat::Asciidoc
    } else if super::rst::is_rst(start) {
        InputFormat::Rst
    } else {
        InputFormat::Text
    }
}

/// At most the first `n` bytes, up to a character boundary.
fn head(text: &str, n: usize) -> &str {
    let end = (0..=n.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_first_tags() {
        for (text, format) in [
            ("  <!DOCTYPE html><p>x", InputFormat::Html),
            ("<?xml version='1.0'?>\n<html>", InputFormat::Html),
            ("<div class=x><p>x</p></div>", InputFormat::Html),
            ("a < b and <p> is a tag", InputFormat::Text),
            ("<3 this", InputFormat::Text),
            ("<?xml version='1.0'?><!-- x --><resources><string name='a'>b</string></resources>", InputFormat::Android),
            ("{\"a\": {\"b\": \"c\"}}", InputFormat::Json),
            ("{\"a\": 1}\n{\"a\": 2}", InputFormat::Text),
            ("= A dam\n:toc:\n\nIt held.", InputFormat::Asciidoc),
            ("A dam\n=====\n\n.. note:: It held.", InputFormat::Rst),
            ("A dam\n=====\n\nIt held, .. more or less: see below.", InputFormat::Text),
        ] {
            assert_eq!(format_of_text(text), format, "{text}");
        }
    }
}
