//! Untrusted XML, read as a stream; and the escaping that XML writers need.
//!
//! Only the five predefined entities and character references are resolved. Entities declared in a
//! document type are neither expanded nor fetched; text that uses one is an error. Depth, the length of a
//! tag, comment or text, and (with [`Xml::mark`]) the size of a whole unit are limited, and so is memory.
//!
//! `calque_text::escape::xml` serves text for display, where a forbidden character becomes `�`. The
//! functions here serve data that is read back: they omit and count characters that XML 1.0 cannot
//! represent, so that the loss is reported.

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// The deepest nesting accepted.
const MAX_DEPTH: usize = 256;
/// The longest tag, comment, section or text accepted, in bytes.
const MAX_EVENT: u64 = 8 << 20;

/// The next node.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// A start tag; an empty element gives an end as well.
    Start(BytesStart<'a>),
    /// An end tag.
    End(BytesEnd<'a>),
    /// A piece of text; one text may come in several pieces.
    Text(Cow<'a, str>),
    /// A comment, processing instruction, declaration or document type.
    Other,
    /// The end of the file.
    Eof,
}

/// Why the next node cannot be read.
#[derive(Debug)]
pub(crate) enum XmlFault {
    /// This node is malformed; reading may go on after it.
    Here(String),
    /// Nothing more can be read.
    End(String),
    /// An error of the operating system.
    Io(io::Error),
}

/// Streams the nodes of a file.
pub(crate) struct Xml<R: BufRead> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(input: R) -> Self {
        let mut reader = Reader::from_reader(Metered { input, line: 1, read: 0, event: 0 });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = false;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The current line, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    /// The number of bytes read so far, to measure the size of units.
    pub(crate) fn mark(&self) -> u64 {
        self.reader.get_ref().read
    }

    /// The next node.
    pub(crate) fn next(&mut self) -> Result<Node<'_>, XmlFault> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;
        match self.reader.read_event_into(&mut self.buffer).map_err(fault)? {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(XmlFault::End(format!("elements are nested more than {MAX_DEPTH} deep")));
                }
                Ok(Node::Start(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::End(tag))
            }
            Event::Text(text) => Ok(Node::Text(text.xml10_content())),
            Event::CData(text) => Ok(Node::Text(text.xml10_content())),
            Event::GeneralRef(reference) => reference_text(&reference).map(Node::Text),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => Ok(Node::Other),
            Event::Eof => Ok(Node::Eof),
        }
    }
}

fn fault(e: Error) -> XmlFault {
    match e {
        Error::Io(e) => XmlFault::Io(io::Error::new(e.kind(), e.to_string())),
        Error::Syntax(e) => XmlFault::End(format!("the XML breaks off: {e}")),
        Error::Encoding(_) => XmlFault::Here("is not valid UTF-8".into()),
        e => XmlFault::Here(format!("the XML is not well-formed: {e}")),
    }
}

fn reference_text(reference: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'static, str>, XmlFault> {
    let bad = |what: String| XmlFault::Here(what);
    match reference.resolve_char_ref() {
        Ok(Some(c)) => return Ok(c.to_string().into()),
        Err(e) => return Err(bad(format!("`&{};` is no character: {e}", &**reference))),
        Ok(None) => {}
    }
    match quick_xml::escape::resolve_xml_entity(reference) {
        Some(text) => Ok(text.into()),
        None => {
            Err(bad(format!("the entity `&{};` is not one of XML itself, and others are not expanded", &**reference)))
        }
    }
}

/// The value of an attribute, by its name with prefix.
pub(crate) fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    attributes(tag).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The attributes, names with prefix; malformed ones are skipped.
pub(crate) fn attributes<'a>(tag: &'a BytesStart<'_>) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes.flatten().map(|a| {
        let value = a.normalized_value(XmlVersion::Implicit1_0).unwrap_or_else(|_| a.value.clone());
        (a.key.into_inner(), value)
    })
}

/// Counts lines and bytes, and fails on an event that is too long.
struct Metered<R> {
    input: R,
    line: u64,
    read: u64,
    event: u64,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(buf.len());
        buf[..n].copy_from_slice(&available[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.event > MAX_EVENT {
            let what = format!("a tag, comment or text of more than {} MiB", MAX_EVENT >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        // These bytes are in the buffer already, so that `fill_buf` returns them and cannot fail.
        if let Ok(bytes) = self.input.fill_buf() {
            self.line += bytes.iter().take(n).filter(|&&b| b == b'\n').count() as u64;
        }
        self.read += n as u64;
        self.event += n as u64;
        self.input.consume(n);
    }
}

/// Whether XML 1.0 allows a character.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Appends escaped text; characters that XML 1.0 cannot represent are omitted and counted in `illegal`.
pub(crate) fn escape_into(text: &str, out: &mut String, illegal: &mut u64) {
    let special = |b: &u8| matches!(b, 0..=0x1f | b'&' | b'<' | b'>' | b'"' | 0xef);
    if !text.as_bytes().iter().any(special) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c if is_legal(c) => out.push(c),
            _ => *illegal += 1,
        }
    }
}

/// Appends ` name="value"`; line breaks and tabs are written as references, which keep them.
pub(crate) fn attribute_into(name: &str, value: &str, out: &mut String, illegal: &mut u64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    let mut rest = value;
    while let Some(at) = rest.find(['\n', '\t']) {
        escape_into(&rest[..at], out, illegal);
        out.push_str(if rest[at..].starts_with('\n') { "&#10;" } else { "&#9;" });
        rest = &rest[at + 1..];
    }
    escape_into(rest, out, illegal);
    out.push('"');
}

/// The entry of [`Losses`](crate::pairs::Losses) for omitted characters.
pub(crate) const ILLEGAL: &str = "characters that XML cannot write were left out";

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(text: &str) -> Result<String, String> {
        let mut xml = Xml::new(text.as_bytes());
        let mut out = String::new();
        loop {
            match xml.next() {
                Ok(Node::Start(t)) => out.extend(["<", t.name().into_inner(), ">"]),
                Ok(Node::End(t)) => out.extend(["</", t.name().into_inner(), ">"]),
                Ok(Node::Text(t)) => out += &t,
                Ok(Node::Other) => {}
                Ok(Node::Eof) => return Ok(out),
                Err(XmlFault::Here(e) | XmlFault::End(e)) => return Err(e),
                Err(XmlFault::Io(e)) => return Err(e.to_string()),
            }
        }
    }

    #[test]
    fn text_is_read_as_written() {
        assert_eq!(
            walk("<?xml version='1.0'?><!-- c --><a x='1'>b &amp; &#233;<c/><![CDATA[<d>]]></a>"),
            Ok("<a>b & é<c></c><d></a>".into())
        );
    }

    #[test]
    fn bombs_do_not_go_off() {
        let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
        assert!(walk(laughs).is_err_and(|e| e.contains("`&b;`")));
        let outside = "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l>&x;</l>";
        assert!(walk(outside).is_err_and(|e| e.contains("`&x;`")));
        assert!(walk(&"<a>".repeat(100_000)).is_err_and(|e| e.contains("nested")));
        assert!(walk(&format!("<a>{}", "x".repeat(10 << 20))).is_err_and(|e| e.contains("8 MiB")));
        assert!(walk(&format!("<!--{}", "x".repeat(10 << 20))).is_err());
        assert!(walk("<a><b></a>").is_err() && walk("<a").is_err() && walk("<a>&#xD800;</a>").is_err());
    }

    #[test]
    fn what_xml_cannot_write_is_counted() {
        let (mut out, mut n) = (String::new(), 0);
        attribute_into("a", "\"é\"\n\t&\u{b}\u{ffff}", &mut out, &mut n);
        assert_eq!((out.as_str(), n), (" a=\"&quot;é&quot;&#10;&#9;&amp;\"", 2));
    }
}
