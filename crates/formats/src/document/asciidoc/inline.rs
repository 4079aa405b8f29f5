//! Inline marks of AsciiDoc: words without formatting, links, macros and references to attributes.

use super::attributes::built_in;
use super::macros::{brackets, near, token_start, words_of};
use super::marks::{VERBATIM_CLOSE, VERBATIM_OPEN, push_verbatim, without_marks};
use crate::document::references::decode_references;
use std::collections::HashMap;

/// The longest value of an attribute that is put into the text, in bytes.
const LONGEST_VALUE: usize = 4096;
/// The longest name of an attribute or an anchor, in bytes; without such bounds, many marks that nothing closes
/// would cost the square of their number.
const LONGEST_NAME: usize = 200;
/// The longest text between the marks of a reference, an entry of the index, or words without formatting.
const LONGEST_SPAN: usize = 2000;
/// Macros whose brackets hold words for the reader.
const WITH_WORDS: [&str; 12] =
    ["link", "xref", "mailto", "kbd", "btn", "image", "menu", "stem", "latexmath", "asciimath", "pass", "term"];
/// Macros that show nothing in the line.
const WITHOUT_WORDS: [&str; 4] = ["icon", "indexterm", "anchor", "toc"];

/// What the marks of the lines before have said: attributes, and notes that come at the end.
#[derive(Debug, Default)]
pub(super) struct Inline {
    attributes: HashMap<String, String>,
    /// Titles of sections by their names, for references without words.
    pub(super) titles: HashMap<String, String>,
    /// Texts of footnotes, in order.
    pub(super) notes: Vec<String>,
    /// Bytes of attributes put into the text, against texts that multiply themselves.
    inserted: usize,
    /// So many may be.
    may_insert: usize,
}

impl Inline {
    /// Marks of a text to which attributes may add so many bytes.
    pub(super) fn new(may_insert: usize) -> Self {
        Self { may_insert, ..Self::default() }
    }

    /// Sets an attribute; one without a value shows nothing.
    pub(super) fn set(&mut self, name: &str, value: Option<&str>) {
        let name = name.to_lowercase();
        match value {
            Some(value) => {
                let value = self.with_attributes(value);
                if value.len() <= LONGEST_VALUE {
                    self.attributes.insert(name, value);
                }
            }
            None => {
                self.attributes.remove(&name);
            }
        }
    }

    /// The words of a text.
    pub(super) fn plain(&mut self, text: &str) -> String {
        let text = if text.contains('{') { self.with_attributes(text) } else { text.to_owned() };
        // Quotation marks are written with the mark of code.
        let text = text.replace("\"`", "“").replace("`\"", "”");
        let text = self.without_macros(&text);
        decode_references(&without_marks(&text)).replace([VERBATIM_OPEN, VERBATIM_CLOSE], "")
    }

    /// The text with `{name}` replaced where the attribute is known.
    fn with_attributes(&mut self, text: &str) -> String {
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let name = near(&rest[1..], LONGEST_NAME).split_once('}').map(|(name, _)| name);
            let value = name.and_then(|n| self.attributes.get(&n.to_lowercase()).map(String::as_str).or(built_in(n)));
            match (name, value) {
                (Some(name), Some(value)) if !out.ends_with('\\') && self.inserted <= self.may_insert => {
                    self.inserted += value.len();
                    out.push_str(value);
                    rest = &rest[name.len() + 2..];
                }
                _ => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out + rest
    }

    /// The text with macros and links replaced by their words.
    fn without_macros(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let closes = brackets(text);
        let mut at = 0;
        while let Some(found) = text[at..].find(['[', '<', '(', '+', '`']) {
            out.push_str(&text[at..at + found]);
            at += found;
            let rest = &text[at..];
            let escaped = out.ends_with('\\');
            let step = if escaped { None } else { self.special(rest, closes.get(&at).map(|end| end - at), &mut out) };
            if let Some(length) = step {
                at += length;
            } else {
                let c = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..c]);
                at += c;
            }
        }
        out + &text[at..]
    }

    /// Writes what stands for the mark at the start of `rest` and returns its length; none if it is no mark. A
    /// bracket there closes at `end`.
    fn special(&mut self, rest: &str, end: Option<usize>, out: &mut String) -> Option<usize> {
        let between = |open: &str, close: &str| -> Option<(String, usize)> {
            let inside = rest.strip_prefix(open)?;
            let end = near(inside, LONGEST_SPAN).find(close)?;
            Some((inside[..end].to_owned(), open.len() + end + close.len()))
        };
        match rest.as_bytes()[0] {
            b'<' => {
                let (inside, length) = between("<<", ">>")?;
                let (target, words) = inside.split_once(',').unwrap_or((&inside, ""));
                let target = target.trim_start_matches('#');
                let title = self.titles.get(target).filter(|_| self.inserted <= self.may_insert);
                let shown = title.map_or(target, String::as_str);
                self.inserted += if words.is_empty() { shown.len() } else { 0 };
                out.push_str(if words.trim().is_empty() { shown } else { words.trim() });
                Some(length)
            }
            b'(' => {
                if let Some((_, length)) = between("(((", ")))") {
                    return Some(length);
                }
                let (inside, length) = between("((", "))")?;
                out.push_str(&inside);
                Some(length)
            }
            b'+' => {
                for mark in ["+++", "++", "+"] {
                    if let Some((inside, length)) = between(mark, mark)
                        && !inside.is_empty()
                        && !inside.starts_with([' ', '+'])
                        && (mark != "+" || !out.ends_with(char::is_alphanumeric))
                    {
                        push_verbatim(&inside, out);
                        return Some(length);
                    }
                }
                None
            }
            b'`' => {
                let (inside, length) = between("`+", "+`")?;
                push_verbatim(&inside, out);
                Some(length)
            }
            _ => self.bracket(rest, end, out),
        }
    }

    /// `[[anchor]]`, `[.role]#words#`, and the brackets of a macro or a link, whose name is written already.
    fn bracket(&mut self, rest: &str, end: Option<usize>, out: &mut String) -> Option<usize> {
        if rest.starts_with("[[") {
            return near(rest, LONGEST_NAME).find("]]").filter(|&n| !rest[..n].contains('\n')).map(|n| n + 2);
        }
        let end = end?;
        let inside = rest[1..end].replace("\\]", "]");
        let start = token_start(out);
        if let Some(at) = out[start..].rfind("footnote") {
            let named = out[start + at..].strip_prefix("footnoteref:").is_some_and(str::is_empty);
            if named || out[start + at..].strip_prefix("footnote:").is_some() {
                let note = inside.split_once(',').filter(|_| named).map_or(inside.as_str(), |(_, note)| note);
                out.truncate(start + at);
                if !note.trim().is_empty() {
                    let note = self.plain(note);
                    self.notes.push(note);
                }
                return Some(end + 1);
            }
        }
        let before = &out[start..];
        if let Some((name, _)) = before.split_once(':') {
            let name = name.to_owned();
            let is_url = ["http", "https", "ftp", "irc", "file"].contains(&name.as_str());
            if is_url || WITH_WORDS.contains(&name.as_str()) {
                let target = before.split_once(':').map_or("", |(_, t)| t).to_owned();
                let words = words_of(&name, &target, &inside, before);
                out.truncate(start);
                let words = if matches!(name.as_str(), "link" | "xref" | "mailto" | "pass") || is_url {
                    words
                } else {
                    words.trim().to_owned()
                };
                out.push_str(&words);
                return Some(end + 1);
            }
            if WITHOUT_WORDS.contains(&name.as_str()) {
                out.truncate(start);
                return Some(end + 1);
            }
        }
        // `[.role]#words#`, `[#id]*words*`: the attributes of marked words.
        let marked = rest[end + 1..].starts_with(['#', '*', '_', '`']);
        (marked && inside.starts_with(['.', '#'])).then_some(end + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_words() {
        let mut inline = Inline::new(1000);
        inline.set("product", Some("Calque"));
        for (source, words) in [
            ("A *bold* and _thin_ `word`, **un**til #now#.", "A bold and thin word, until now."),
            ("See https://a.example/x_y_z[the page^] or link:b.html[here, role=x].", "See the page or here."),
            ("See <<install,the next part>> and <<install>>.", "See the next part and install."),
            ("Press kbd:[Ctrl+C] in menu:File[Save > As].", "Press Ctrl+C in File > Save > As."),
            ("{product} is {nbsp}free{missing}.", "Calque is \u{a0}free{missing}."),
            ("10^6^ m^2^, H~2~O", "10⁶ m², H2O"),
            ("Held.footnote:[Not *long*.] So.", "Held. So."),
            ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
            (r"\*not bold* and \{product}", "*not bold* and {product}"),
            ("`+*kept*+` (((index,word)))((term)).", "*kept* term."),
            ("[.underline]#words# [[a]]after", "words after"),
            ("L&#8217;eau -- (C) 2020", "L’eau — © 2020"),
            ("a [bracket] stays", "a [bracket] stays"),
        ] {
            assert_eq!(inline.plain(source), words, "{source}");
        }
        assert_eq!(inline.notes, ["Not long."]);
    }

    #[test]
    fn attributes_cannot_multiply_a_text() {
        let mut inline = Inline::new(10_000);
        inline.set("a", Some(&"x".repeat(1000)));
        for _ in 0..50 {
            inline.set("a", Some("{a}{a}"));
        }
        assert!(inline.plain(&"{a}".repeat(10_000)).len() < 60_000);
    }
}
