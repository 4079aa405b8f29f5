//! E-books (EPUB 2 and 3, Open Container Format): the chapters in the order of the spine.

use super::builder::DocumentBuilder;
use super::html;
use super::office::next;
use super::relations::join;
use crate::input::{Archive, DEFAULT_MAX_BYTES, decode};
use crate::xml::{self, Node, Xml};
use crate::{InputError, InputProblem};
use calque_text::{BlockKind, Lang};
use std::collections::HashMap;

/// The names of the parts of a book that hold its chapters, in the order in which they are read.
pub fn book_chapters(name: &str, bytes: &[u8]) -> Result<Vec<String>, InputError> {
    let parts = Archive::open(bytes, DEFAULT_MAX_BYTES).and_then(|mut archive| Ok(parts(&mut archive)?.0));
    parts.map_err(|problem| InputError::new(name, problem))
}

/// The text of a book, and the language that it declares.
pub(crate) fn document(archive: &mut Archive<'_>) -> Result<(DocumentBuilder, Option<Lang>), InputProblem> {
    let (parts, lang) = parts(archive)?;
    let mut out = DocumentBuilder::default();
    for part in parts {
        let Some(bytes) = archive.part(&part)? else { continue };
        let text = decode(bytes, None, None)?.text;
        let body = text.find("<body").map_or(text.as_str(), |at| &text[at..]);
        html::fragment(body, &mut out);
        out.start(BlockKind::Paragraph);
    }
    Ok((out, lang))
}

/// The parts of the chapters in their order, and the language.
fn parts(archive: &mut Archive<'_>) -> Result<(Vec<String>, Option<Lang>), InputProblem> {
    let missing = |what: &str| InputProblem::Damaged(format!("it has no {what}"));
    let container = archive.part("META-INF/container.xml")?.ok_or_else(|| missing("META-INF/container.xml"))?;
    let path = root_file(&container)?.ok_or_else(|| missing("root file"))?;
    let package = archive.part(&path)?.ok_or_else(|| missing(&path))?;
    let (chapters, lang) = chapters(&package)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok((chapters.iter().map(|chapter| join(folder, chapter)).collect(), lang))
}

fn root_file(container: &[u8]) -> Result<Option<String>, InputProblem> {
    let mut xml = Xml::new(container);
    loop {
        match next(&mut xml)? {
            Node::Start(tag) if tag.local_name().into_inner() == "rootfile" => {
                return Ok(xml::attribute(&tag, "full-path").map(std::borrow::Cow::into_owned));
            }
            Node::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The files of the spine in their order, without the table of contents, and the language.
fn chapters(package: &[u8]) -> Result<(Vec<String>, Option<Lang>), InputProblem> {
    let (mut files, mut spine, mut lang) = (HashMap::new(), Vec::new(), None);
    let mut in_language = false;
    let mut xml = Xml::new(package);
    loop {
        match next(&mut xml)? {
            Node::Start(tag) => {
                let get = |name| xml::attribute(&tag, name).map(std::borrow::Cow::into_owned);
                match tag.local_name().into_inner() {
                    "item" => {
                        let page = get("media-type").is_some_and(|t| t.contains("html"));
                        let contents = get("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
                        if let (Some(id), Some(href), true) = (get("id"), get("href"), page && !contents) {
                            files.insert(id, href);
                        }
                    }
                    // Also what is not read from page to page, such as notes.
                    "itemref" => spine.extend(get("idref")),
                    "language" => in_language = lang.is_none(),
                    _ => {}
                }
            }
            Node::Text(text) if in_language => {
                lang = text.trim().parse().ok();
                in_language = false;
            }
            Node::Eof => return Ok((spine.iter().filter_map(|id| files.get(id).cloned()).collect(), lang)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::input::Archive;

    #[test]
    fn chapters_come_in_the_order_of_the_spine() {
        let package = "<package><metadata><dc:language>fr-FR</dc:language></metadata><manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
                       <item id='b' href='../b%201.xhtml' media-type='application/xhtml+xml'/><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
                       <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
        let page = |text: &str| format!("<html><head><title>no</title></head><body>{text}</body></html>");
        let parts = [
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>".to_owned(),
            ),
            ("O/p.opf", package.to_owned()),
            ("O/nav.xhtml", page("<p>Contents</p>")),
            ("O/a.xhtml", page("<h1>Un</h1><p>Été &amp; hiver.</p>")),
            ("b 1.xhtml", page("<p>Deux.</p>")),
        ];
        let parts: Vec<(&str, &str)> = parts.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let bytes = super::super::office::tests::pack(&parts);
        let (out, lang) = super::document(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a book");
        let doc = out.finish();
        assert_eq!((doc.text.as_str(), lang), ("Un\n\nÉté & hiver.\n\nDeux.", Some(calque_text::Lang::FR)));
    }
}
