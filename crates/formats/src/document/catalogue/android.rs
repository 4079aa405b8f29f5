//! Resources of Android: `<string name="key">`, arrays and plurals.

use super::messages::Catalogue;
use crate::InputProblem;
use crate::document::office::next;
use crate::xml::{self, Node, Xml};
use calque_text::{LeftOutReason, MessageKey};

/// Whether a text is a file of resources: its first element says so.
pub(crate) fn is_android(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ => return rest.starts_with("<resources"),
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
}

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let mut xml = Xml::new(source.as_bytes());
    let (mut name, mut item, mut open, mut translated) = (String::new(), 0_usize, None::<MessageKey>, true);
    let (mut text, mut line) = (String::new(), 1);
    loop {
        if open.is_none() {
            line = xml.line() as usize;
        }
        match next(&mut xml)? {
            Node::Start(tag) if open.is_none() => {
                let get = |key| xml::attribute(&tag, key).map(std::borrow::Cow::into_owned);
                let element = tag.local_name().into_inner().to_owned();
                match element.as_str() {
                    "string" | "string-array" | "array" | "plurals" => {
                        name = get("name").unwrap_or_default();
                        translated = get("translatable").is_none_or(|t| t != "false");
                        item = 0;
                        if element == "string" {
                            open = Some(MessageKey { name: name.clone(), form: None });
                        }
                    }
                    "item" => {
                        open = Some(match get("quantity") {
                            Some(form) => MessageKey { name: name.clone(), form: Some(form) },
                            None => MessageKey { name: format!("{name}.{item}"), form: None },
                        });
                        item += 1;
                    }
                    _ => {}
                }
                text.clear();
            }
            Node::Text(part) if open.is_some() => text.push_str(&part),
            Node::End(tag) if matches!(tag.local_name().into_inner(), "string" | "item") => {
                let Some(key) = open.take() else { continue };
                if translated && !text.trim_start().starts_with(['@', '?']) {
                    catalogue.add(key, unescape(&text), line)?;
                } else {
                    catalogue.left_out(LeftOutReason::Metadata, &text);
                }
            }
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A text with its escapes resolved; white space counts between quotation marks alone.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => quoted = !quoted,
            '\\' => {
                let Some(c) = rest.chars().next() else { break };
                rest = &rest[c.len_utf8()..];
                match c {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    'u' => rest = super::escapes::code_unit(rest, c, &mut out),
                    c => out.push(c),
                }
            }
            c if c.is_ascii_whitespace() && !quoted => {
                if !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}
