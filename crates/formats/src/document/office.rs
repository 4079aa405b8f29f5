//! Reads word processor documents: Office Open XML (docx, ECMA-376) and OpenDocument (odt, ISO/IEC 26300).
//!
//! Headings, list items, cells, captions and quotations keep their kind; footnotes come at the end. Not text, and
//! counted: deleted text (tracked changes), comments, hidden characters, and what stands at the head and foot of
//! each page. Field codes and images are omitted. Styles are recognised by their internal names, which are English
//! in every localised program.

use super::builder::DocumentBuilder;
use super::relations::relations;
use crate::InputProblem;
use crate::input::Archive;
use crate::xml::{self, Node, Xml, XmlFault};
use calque_text::{BlockKind, LeftOutReason};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// The text of a docx.
pub(crate) fn docx(archive: &mut Archive<'_>) -> Result<DocumentBuilder, InputProblem> {
    let styles = match archive.part("word/styles.xml")? {
        Some(styles) => styles_of(&styles)?,
        None => HashMap::new(),
    };
    let main = archive
        .part("word/document.xml")?
        .ok_or_else(|| InputProblem::Damaged("it has no word/document.xml".into()))?;
    let mut out = DocumentBuilder::default();
    word_part(&main, &styles, &mut out)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = archive.part(notes)? {
            word_part(&notes, &styles, &mut out)?;
        }
    }
    for beside in relations(archive, "word/document.xml")? {
        let why = match beside.kind.as_str() {
            "comments" => LeftOutReason::Comment,
            "header" | "footer" => LeftOutReason::AroundText,
            _ => continue,
        };
        if let Some(part) = archive.part(&beside.path)? {
            let mut words = DocumentBuilder::default();
            word_part(&part, &styles, &mut words)?;
            let words = words.finish();
            words.blocks.iter().for_each(|block| out.left_out(why, block.span.of(&words.text)));
        }
    }
    Ok(out)
}

/// The block kind of each style, by style id.
fn styles_of(part: &[u8]) -> Result<HashMap<String, BlockKind>, InputProblem> {
    let mut styles = HashMap::new();
    let mut id = String::new();
    let mut xml = Xml::new(part);
    loop {
        match next(&mut xml)? {
            Node::Start(tag) => match tag.name().into_inner() {
                "w:style" => id = xml::attribute(&tag, "w:styleId").unwrap_or_default().into_owned(),
                "w:name" => {
                    let name = value(&tag).unwrap_or_default().to_ascii_lowercase();
                    if let Some(kind) = kind_of_style(&name) {
                        styles.insert(id.clone(), kind);
                    }
                }
                _ => {}
            },
            Node::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn kind_of_style(name: &str) -> Option<BlockKind> {
    if let Some(level) = name.strip_prefix("heading ") {
        return level.trim().parse().ok().map(|n: u8| BlockKind::Heading(n.clamp(1, 6)));
    }
    match name {
        "title" => Some(BlockKind::Heading(1)),
        "subtitle" => Some(BlockKind::Heading(2)),
        "caption" => Some(BlockKind::Caption),
        "quote" | "intense quote" => Some(BlockKind::Quote),
        _ => None,
    }
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    xml::attribute(tag, "w:val").map(std::borrow::Cow::into_owned)
}

fn word_part(part: &[u8], styles: &HashMap<String, BlockKind>, out: &mut DocumentBuilder) -> Result<(), InputProblem> {
    let mut xml = Xml::new(part);
    let (mut cells, mut skipped, mut in_text, mut separator) = (0_u32, 0_u32, false, false);
    let (mut deleted, mut in_run, mut hidden) = (false, false, false);
    loop {
        match next(&mut xml)? {
            Node::Start(_) if skipped > 0 => skipped += 1,
            Node::End(_) if skipped > 0 => skipped -= 1,
            Node::Text(text) if skipped > 0 && deleted => out.left_out(LeftOutReason::Deleted, &text),
            Node::Start(tag) => match tag.name().into_inner() {
                // `mc:Fallback` repeats the content of the `mc:Choice` before it.
                name @ ("mc:Fallback" | "w:del" | "w:moveFrom") => {
                    skipped = 1;
                    deleted = name != "mc:Fallback";
                }
                "w:r" => (in_run, hidden) = (true, false),
                "w:vanish" if in_run => hidden = value(&tag).is_none_or(|v| v != "0" && v != "false"),
                "w:tc" => cells += 1,
                "w:footnote" | "w:endnote" => separator = xml::attribute(&tag, "w:type").is_some(),
                "w:p" => out.start(if cells > 0 { BlockKind::Cell } else { BlockKind::Paragraph }),
                "w:pStyle" => {
                    if let Some(kind) = value(&tag).and_then(|id| styles.get(&id)) {
                        out.start(*kind);
                    }
                }
                "w:numPr" if out.kind() == BlockKind::Paragraph => out.start(BlockKind::ListItem),
                // Text, and text of equations.
                "w:t" | "m:t" => in_text = !separator,
                "w:tab" | "w:cr" => out.text(" "),
                "w:br" if xml::attribute(&tag, "w:type").is_none() => out.text(" "),
                "w:noBreakHyphen" => out.text("\u{2011}"),
                _ => {}
            },
            Node::Text(text) if in_text && hidden => out.left_out(LeftOutReason::Hidden, &text),
            Node::Text(text) if in_text && skipped == 0 => out.text(&text),
            Node::End(tag) => match tag.name().into_inner() {
                "w:t" | "m:t" => in_text = false,
                "w:r" => (in_run, hidden) = (false, false),
                "w:tc" => cells = cells.saturating_sub(1),
                _ => {}
            },
            Node::Eof => {
                out.start(BlockKind::Paragraph);
                return Ok(());
            }
            _ => {}
        }
    }
}

/// The text of an odt.
pub(crate) fn odt(archive: &mut Archive<'_>) -> Result<DocumentBuilder, InputProblem> {
    let part = archive.part("content.xml")?.ok_or_else(|| InputProblem::Damaged("it has no content.xml".into()))?;
    let (mut out, mut notes) = (DocumentBuilder::default(), Vec::new());
    let mut xml = Xml::new(part.as_slice());
    let (mut skipped, mut items, mut cells, mut depth) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut note: Option<String> = None;
    let (mut boxes, mut box_paragraphs) = (0_u32, Vec::<String>::new());
    let mut why = None;
    loop {
        match next(&mut xml)? {
            Node::Start(_) if skipped > 0 => skipped += 1,
            Node::End(_) if skipped > 0 => skipped -= 1,
            Node::Text(text) if skipped > 0 => {
                if let Some(why) = why {
                    out.left_out(why, &text);
                }
            }
            Node::Start(tag) => match tag.name().into_inner() {
                name @ ("text:tracked-changes"
                | "office:annotation"
                | "text:note-citation"
                | "office:forms"
                | "svg:desc"
                | "svg:title") => {
                    skipped = 1;
                    why = match name {
                        "text:tracked-changes" => Some(LeftOutReason::Deleted),
                        "office:annotation" => Some(LeftOutReason::Comment),
                        "svg:desc" | "svg:title" => Some(LeftOutReason::Metadata),
                        _ => None,
                    };
                }
                "text:note" => note = Some(String::new()),
                // What stands in a box inside a paragraph is told after the paragraph.
                "draw:text-box" if depth > 0 => boxes += 1,
                "text:p" | "text:h" if boxes > 0 => {
                    depth += 1;
                    box_paragraphs.push(String::new());
                }
                "text:list-item" => items += 1,
                "table:table-cell" => cells += 1,
                "text:h" => {
                    let level = xml::attribute(&tag, "text:outline-level").and_then(|l| l.parse().ok()).unwrap_or(1_u8);
                    depth += 1;
                    out.start(BlockKind::Heading(level.clamp(1, 6)));
                }
                "text:p" => {
                    depth += 1;
                    if note.is_none() {
                        out.start(match (cells, items) {
                            (1.., _) => BlockKind::Cell,
                            (0, 1..) => BlockKind::ListItem,
                            (0, 0) => BlockKind::Paragraph,
                        });
                    }
                }
                "text:s" | "text:tab" | "text:line-break" => {
                    add(" ", &mut out, aside(boxes, &mut box_paragraphs, note.as_mut()));
                }
                _ => {}
            },
            Node::Text(text) if depth > 0 => {
                add(&text, &mut out, aside(boxes, &mut box_paragraphs, note.as_mut()));
            }
            Node::End(tag) => match tag.name().into_inner() {
                "text:note" => notes.extend(note.take()),
                "text:list-item" => items = items.saturating_sub(1),
                "table:table-cell" => cells = cells.saturating_sub(1),
                "draw:text-box" => boxes = boxes.saturating_sub(1),
                "text:h" | "text:p" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        for paragraph in box_paragraphs.drain(..) {
                            out.start(BlockKind::Paragraph);
                            out.text(&paragraph);
                        }
                    }
                }
                _ => {}
            },
            Node::Eof => break,
            _ => {}
        }
    }
    for note in notes {
        out.start(BlockKind::Paragraph);
        out.text(&note);
    }
    Ok(out)
}

/// Where text goes that does not stand in the line: the paragraph of a box, or a note.
fn aside<'a>(boxes: u32, paragraphs: &'a mut [String], note: Option<&'a mut String>) -> Option<&'a mut String> {
    if boxes > 0 { paragraphs.last_mut() } else { note }
}

fn add(text: &str, out: &mut DocumentBuilder, note: Option<&mut String>) {
    match note {
        Some(note) => note.push_str(text),
        None => out.text(text),
    }
}

/// The next node; any fault in the XML makes the document a damaged one.
pub(crate) fn next<R: std::io::BufRead>(xml: &mut Xml<R>) -> Result<Node<'_>, InputProblem> {
    xml.next().map_err(|fault| match fault {
        XmlFault::Here(what) | XmlFault::End(what) => InputProblem::Damaged(what),
        XmlFault::Io(e) => InputProblem::Damaged(e.to_string()),
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::input::Archive;
    use calque_text::Document;
    use std::io::Write;

    pub(crate) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
            zip.write_all(text.as_bytes()).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    fn show(doc: &Document) -> Vec<String> {
        doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect()
    }

    #[test]
    fn word_documents_keep_their_structure() {
        let styles = "<w:styles><w:style w:styleId='Titre1'><w:name w:val='heading 1'/></w:style></w:styles>";
        let body = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='Titre1'/></w:pPr><w:r><w:t>Le </w:t></w:r><w:r><w:t>pont</w:t></w:r></w:p>\
                    <w:p><w:r><w:t>Il est</w:t><w:br/><w:t>fermé</w:t><w:footnoteReference w:id='2'/></w:r><w:del><w:r><w:delText>non</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>\
                    <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>un</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>A1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        let notes = "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>Note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = pack(&[("word/styles.xml", styles), ("word/document.xml", body), ("word/footnotes.xml", notes)]);
        let doc = super::docx(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a text").finish();
        assert_eq!(
            show(&doc),
            ["Heading(1): Le pont", "Paragraph: Il est fermé.", "ListItem: un", "Cell: A1", "Paragraph: Note."]
        );
    }

    #[test]
    fn open_documents_keep_their_structure() {
        let body = "<office:document-content><office:body><text:tracked-changes><text:p>no</text:p></text:tracked-changes><text:h text:outline-level='2'>Le pont</text:h>\
                    <text:p>Il<text:s/>est <text:span>fermé</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note>.</text:p>\
                    <text:list><text:list-item><text:p>un</text:p></text:list-item></text:list></office:body></office:document-content>";
        let bytes = pack(&[("content.xml", body)]);
        let doc = super::odt(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a text").finish();
        assert_eq!(show(&doc), ["Heading(2): Le pont", "Paragraph: Il est fermé.", "ListItem: un", "Paragraph: Note."]);
    }

    #[test]
    fn boxes_and_equations_are_text() {
        let body = "<office:document-content><office:body><text:p>Before<draw:frame><draw:text-box><text:p>In the box.</text:p><text:p>Again.</text:p></draw:text-box></draw:frame> and after.</text:p>\
                    <text:p>The end.</text:p></office:body></office:document-content>";
        let bytes = pack(&[("content.xml", body)]);
        let doc = super::odt(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a text").finish();
        assert_eq!(
            show(&doc),
            ["Paragraph: Before and after.", "Paragraph: In the box.", "Paragraph: Again.", "Paragraph: The end."]
        );
        let body = "<w:document><w:body><w:p><w:r><w:t xml:space='preserve'>The area is </w:t></w:r><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath><w:r><w:t xml:space='preserve'> exactly.</w:t></w:r></w:p></w:body></w:document>";
        let bytes = pack(&[("word/document.xml", body)]);
        let doc = super::docx(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a text").finish();
        assert_eq!(show(&doc), ["Paragraph: The area is x=2 exactly."]);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let words = |out: &mut super::DocumentBuilder| -> Vec<(&str, usize)> {
            out.take_account().entries().iter().map(|e| (e.why.in_words(), e.words)).collect()
        };
        let body = "<w:document><w:body><w:p><w:del><w:r><w:delText>gone away</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>not seen</w:t></w:r><w:r><w:t>Seen.</w:t></w:r></w:p></w:body></w:document>";
        let rels = "<Relationships><Relationship Id='1' Type='x/comments' Target='comments.xml'/><Relationship Id='2' Type='x/header' Target='header1.xml'/></Relationships>";
        let comments = "<w:comments><w:comment><w:p><w:r><w:t>Is this so?</w:t></w:r></w:p></w:comment></w:comments>";
        let header = "<w:hdr><w:p><w:r><w:t>Annual report</w:t></w:r></w:p></w:hdr>";
        let bytes = pack(&[
            ("word/document.xml", body),
            ("word/_rels/document.xml.rels", rels),
            ("word/comments.xml", comments),
            ("word/header1.xml", header),
        ]);
        let mut out = super::docx(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a text");
        assert_eq!(
            words(&mut out),
            [("as deleted text", 2), ("as hidden", 2), ("in comments", 3), ("around the main text", 2)]
        );
        assert_eq!(out.finish().text, "Seen.");
        let body = "<office:document-content><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>Seen.<office:annotation><text:p>a remark</text:p></office:annotation></text:p></office:document-content>";
        let bytes = pack(&[("content.xml", body)]);
        let mut out = super::odt(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a text");
        assert_eq!(words(&mut out), [("as deleted text", 1), ("in comments", 2)]);
        assert_eq!(out.finish().text, "Seen.");
    }

    #[test]
    fn bombs_and_torn_archives_are_refused() {
        let bomb = pack(&[("word/document.xml", &" ".repeat(64 << 20))]);
        let error = super::docx(&mut Archive::open(&bomb, 1 << 30).expect("opens")).map(|_| ()).expect_err("a bomb");
        assert!(matches!(error, crate::InputProblem::Bomb), "{error}");
        let error = super::docx(&mut Archive::open(&bomb, 1 << 10).expect("opens")).map(|_| ()).expect_err("too large");
        assert!(matches!(error, crate::InputProblem::TooLarge(_)), "{error}");
        let whole = pack(&[("word/document.xml", "<w:document><w:p><w:t>x</w:t></w:p></w:document>")]);
        for cut in (0..whole.len()).step_by(7) {
            let torn = Archive::open(&whole[..cut], 1 << 20).and_then(|mut a| super::docx(&mut a));
            assert!(torn.is_err(), "{cut}");
        }
    }
}
