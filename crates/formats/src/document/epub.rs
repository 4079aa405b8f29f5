//! E-books (EPUB 2 and 3, Open Container Format): the chapters in the order of the spine.
//!
//! Not text, and counted: the table of contents, pages that the spine does not name, page numbers and hidden text.
//! A chapter that is named and not there is a warning.

use super::builder::DocumentBuilder;
use super::html;
use super::office::next;
use super::relations::join;
use crate::input::{Archive, DEFAULT_MAX_BYTES, decode};
use crate::xml::{self, Node, Xml};
use crate::{InputError, InputProblem};
use calque_text::{BlockKind, Lang, LeftOutReason};
use std::collections::HashMap;

/// The names of the parts of a book that hold its chapters, in the order in which they are read.
pub fn book_chapters(name: &str, bytes: &[u8]) -> Result<Vec<String>, InputError> {
    let parts = Archive::open(bytes, DEFAULT_MAX_BYTES).and_then(|mut archive| Ok(parts(&mut archive)?.0));
    parts.map_err(|problem| InputError::new(name, problem))
}

/// The text of a book, and the language that it declares.
pub(crate) fn document(
    archive: &mut Archive<'_>,
    warnings: &mut Vec<String>,
) -> Result<(DocumentBuilder, Option<Lang>), InputProblem> {
    let (parts, package) = parts(archive)?;
    let mut out = DocumentBuilder::default();
    let mut missing = Vec::new();
    for part in parts {
        match archive.part(&part)? {
            Some(bytes) => page(bytes, &mut out)?,
            None => missing.push(part),
        }
    }
    missing.extend(package.unknown);
    if let Some(first) = missing.first() {
        let number = missing.len();
        warnings.push(format!("{number} of the chapters that it names are missing; the first is {first}"));
        missing.iter().for_each(|part| out.left_out(LeftOutReason::Included, part));
    }
    package.pictures.iter().for_each(|part| out.left_out(LeftOutReason::Included, part));
    let contents = package.contents.into_iter().map(|part| (part, LeftOutReason::AroundText));
    for (part, why) in contents.chain(package.unread.into_iter().map(|part| (part, LeftOutReason::Hidden))) {
        if let Some(bytes) = archive.part(&part)? {
            let mut words = DocumentBuilder::default();
            page(bytes, &mut words)?;
            let words = words.finish();
            words.blocks.iter().for_each(|block| out.left_out(why, block.span.of(&words.text)));
        }
    }
    Ok((out, package.lang))
}

/// Adds the text of a page.
fn page(bytes: Vec<u8>, out: &mut DocumentBuilder) -> Result<(), InputProblem> {
    let text = decode(bytes, None, None)?.text;
    let body = text.find("<body").map_or(text.as_str(), |at| &text[at..]);
    html::fragment(body, out);
    out.start(BlockKind::Paragraph);
    Ok(())
}

/// What the package of a book says besides the order of its chapters; parts by their names.
#[derive(Default)]
struct Package {
    lang: Option<Lang>,
    /// The table of contents.
    contents: Vec<String>,
    /// Pages that the spine does not name.
    unread: Vec<String>,
    /// Chapters that are no pages of text.
    pictures: Vec<String>,
    /// Chapters that the list of files does not have, by their ids.
    unknown: Vec<String>,
}

/// The parts of the chapters in their order, and the rest of the package.
fn parts(archive: &mut Archive<'_>) -> Result<(Vec<String>, Package), InputProblem> {
    let missing = |what: &str| InputProblem::Damaged(format!("it has no {what}"));
    let container = archive.part("META-INF/container.xml")?.ok_or_else(|| missing("META-INF/container.xml"))?;
    let path = root_file(&container)?.ok_or_else(|| missing("root file"))?;
    let package = archive.part(&path)?.ok_or_else(|| missing(&path))?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    chapters(&package, folder)
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

/// A file of the book.
struct File {
    part: String,
    is_page: bool,
    is_contents: bool,
    /// Whether the spine names it.
    is_read: bool,
}

/// The files of the spine in their order, without the table of contents, and what else the package says.
fn chapters(package: &[u8], folder: &str) -> Result<(Vec<String>, Package), InputProblem> {
    let (mut files, mut ids, mut spine) = (Vec::<File>::new(), HashMap::new(), Vec::new());
    let mut found = Package::default();
    let mut in_language = false;
    let mut xml = Xml::new(package);
    loop {
        match next(&mut xml)? {
            Node::Start(tag) => {
                let get = |name| xml::attribute(&tag, name).map(std::borrow::Cow::into_owned);
                match tag.local_name().into_inner() {
                    "item" => {
                        let is_page = get("media-type").is_some_and(|t| t.contains("html"));
                        let is_contents = get("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
                        if let (Some(id), Some(href)) = (get("id"), get("href")) {
                            ids.insert(id, files.len());
                            files.push(File { part: join(folder, &href), is_page, is_contents, is_read: false });
                        }
                    }
                    // Also what is not read from page to page, such as notes.
                    "itemref" => spine.extend(get("idref")),
                    "language" => in_language = found.lang.is_none(),
                    _ => {}
                }
            }
            Node::Text(text) if in_language => {
                found.lang = text.trim().parse().ok();
                in_language = false;
            }
            Node::Eof => break,
            _ => {}
        }
    }
    let mut chapters = Vec::new();
    for id in spine {
        let Some(file) = ids.get(&id).map(|&n| &mut files[n]) else {
            found.unknown.push(id);
            continue;
        };
        match (file.is_contents, file.is_page) {
            (true, _) => {}
            (_, true) => chapters.push(file.part.clone()),
            _ if !file.is_read => found.pictures.push(file.part.clone()),
            _ => {}
        }
        file.is_read = true;
    }
    for file in files {
        match (file.is_contents, file.is_page && !file.is_read) {
            (true, _) => found.contents.push(file.part),
            (_, true) => found.unread.push(file.part),
            _ => {}
        }
    }
    Ok((chapters, found))
}

#[cfg(test)]
mod tests {
    use crate::input::Archive;
    use calque_text::LeftOutReason;

    #[test]
    fn chapters_come_in_the_order_of_the_spine() {
        let package = "<package><metadata><dc:language>fr-FR</dc:language></metadata><manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
                       <item id='b' href='../b%201.xhtml' media-type='application/xhtml+xml'/><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>\
                       <item id='m' href='more.xhtml' media-type='application/xhtml+xml'/><item id='s' href='map.svg' media-type='image/svg+xml'/><item id='g' href='gone.xhtml' media-type='application/xhtml+xml'/></manifest>\
                       <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/><itemref idref='s'/><itemref idref='g'/></spine></package>";
        let page = |text: &str| format!("<html><head><title>no</title></head><body>{text}</body></html>");
        let parts = [
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>".to_owned(),
            ),
            ("O/p.opf", package.to_owned()),
            ("O/nav.xhtml", page("<p>Contents</p>")),
            ("O/a.xhtml", page("<h1>Un</h1><p>Été <span epub:type='pagebreak'>12</span>&amp; hiver.</p>")),
            ("O/more.xhtml", page("<p>Pas lu.</p>")),
            ("b 1.xhtml", page("<p>Deux.</p>")),
        ];
        let parts: Vec<(&str, &str)> = parts.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let bytes = super::super::office::tests::pack(&parts);
        let mut warnings = Vec::new();
        let mut archive = Archive::open(&bytes, 1 << 20).expect("opens");
        let (mut out, lang) = super::document(&mut archive, &mut warnings).expect("a book");
        assert_eq!(warnings, ["1 of the chapters that it names are missing; the first is O/gone.xhtml"]);
        let account = out.take_account();
        let words: Vec<_> = account.entries().iter().map(|e| (e.why, e.words)).collect();
        let (around, hidden) = (LeftOutReason::AroundText, LeftOutReason::Hidden);
        assert_eq!(words, [(LeftOutReason::Metadata, 1), (LeftOutReason::Included, 2), (around, 1), (hidden, 2)]);
        let doc = out.finish();
        assert_eq!((doc.text.as_str(), lang), ("Un\n\nÉté & hiver.\n\nDeux.", Some(calque_text::Lang::FR)));
    }
}
