//! Paths inside archives, and the relations between parts of Office Open XML documents.

use super::office::next;
use crate::InputProblem;
use crate::input::Archive;
use crate::xml::{self, Node, Xml};

/// A relation of a part to another.
pub(super) struct Relation {
    /// Its name in the part.
    pub(super) id: String,
    /// What it is: the last word of its type, such as `slide` or `notesSlide`.
    pub(super) kind: String,
    /// The path of the other part.
    pub(super) path: String,
}

/// The relations of the part with this path; parts outside of the archive are not among them.
pub(super) fn relations(archive: &mut Archive<'_>, path: &str) -> Result<Vec<Relation>, InputProblem> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let Some(part) = archive.part(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(Vec::new()) };
    let (mut found, mut xml) = (Vec::new(), Xml::new(part.as_slice()));
    loop {
        match next(&mut xml)? {
            Node::Start(tag) if tag.local_name().into_inner() == "Relationship" => {
                let get = |name| xml::attribute(&tag, name).unwrap_or_default().into_owned();
                if get("TargetMode") != "External" {
                    let (target, kind) = (get("Target"), get("Type"));
                    let from = if target.starts_with('/') { "" } else { folder };
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.push(Relation { id: get("Id"), kind, path: join(from, &target) });
                }
            }
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A path relative to a folder: percent escapes decoded, `..` resolved.
pub(super) fn join(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or("");
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    unescape(&parts.join("/"))
}

fn unescape(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let code =
            (bytes[i] == b'%').then(|| path.get(i + 1..i + 3)).flatten().and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(code.unwrap_or(bytes[i]));
        i += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}
