//! Reads slides (pptx, ECMA-376): in the order of the show, each with its title, its words, tables, diagrams and
//! charts, then the notes of the speaker.
//!
//! Words on the slide alone count: those of layouts and masters stand on every slide. Not text, and counted: hidden
//! slides, comments, and dates, numbers and lines at the foot.

use super::builder::DocumentBuilder;
use super::office::next;
use super::relations::{Relation, relations};
use crate::InputProblem;
use crate::input::Archive;
use crate::xml::{self, Node, Xml};
use calque_text::{BlockKind, LeftOutReason};

/// The part that lists the slides.
const MAIN: &str = "ppt/presentation.xml";

/// The text of slides.
pub(crate) fn document(archive: &mut Archive<'_>) -> Result<DocumentBuilder, InputProblem> {
    let main = archive.part(MAIN)?.ok_or_else(|| InputProblem::Damaged(format!("it has no {MAIN}")))?;
    let parts = relations(archive, MAIN)?;
    let mut out = DocumentBuilder::default();
    for id in slide_ids(&main)? {
        let Some(path) = parts.iter().find(|r| r.id == id).map(|r| r.path.as_str()) else { continue };
        let Some(slide) = archive.part(path)? else { continue };
        let beside = relations(archive, path)?;
        let mut own = DocumentBuilder::default();
        let hidden = shapes(&slide, Shapes::Slide, &mut own)?;
        for kind in ["diagramData", "chart", "notesSlide", "comments"] {
            for Relation { path, .. } in beside.iter().filter(|r| r.kind == kind) {
                let Some(part) = archive.part(path)? else { continue };
                match kind {
                    "notesSlide" => shapes(&part, Shapes::Notes, &mut own).map(|_| ())?,
                    "comments" => comments(&part, &mut own)?,
                    _ => shapes(&part, Shapes::Graphic, &mut own).map(|_| ())?,
                }
            }
        }
        add(own, hidden, &mut out);
    }
    Ok(out)
}

/// Adds a slide to the text, or to what is left out.
fn add(mut slide: DocumentBuilder, hidden: bool, out: &mut DocumentBuilder) {
    out.extend_account(slide.take_account());
    let slide = slide.finish();
    for block in &slide.blocks {
        let words = block.span.of(&slide.text);
        if hidden {
            out.left_out(LeftOutReason::Hidden, words);
        } else {
            out.start(block.kind);
            out.text(words);
        }
    }
    out.start(BlockKind::Paragraph);
}

/// The slides by the names of their relations, in order.
fn slide_ids(main: &[u8]) -> Result<Vec<String>, InputProblem> {
    let (mut ids, mut xml) = (Vec::new(), Xml::new(main));
    loop {
        match next(&mut xml)? {
            Node::Start(tag) if tag.local_name().into_inner() == "sldId" => {
                ids.extend(xml::attribute(&tag, "r:id").map(std::borrow::Cow::into_owned));
            }
            Node::Eof => return Ok(ids),
            _ => {}
        }
    }
}

/// What kind of part holds the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shapes {
    Slide,
    Notes,
    /// A diagram or a chart.
    Graphic,
}

/// Reads the words of a part; whether it is a slide that is not shown.
fn shapes(part: &[u8], kind: Shapes, out: &mut DocumentBuilder) -> Result<bool, InputProblem> {
    let mut xml = Xml::new(part);
    let (mut skipped, mut cells, mut in_text, mut hidden, mut labels) = (0_u32, 0_u32, false, false, false);
    // The role of the shape: title, body, or what stands at the foot.
    let mut role = String::new();
    loop {
        match next(&mut xml)? {
            Node::Start(_) if skipped > 0 => skipped += 1,
            Node::End(_) if skipped > 0 => skipped -= 1,
            Node::Start(tag) => match tag.local_name().into_inner() {
                "Fallback" => skipped = 1,
                "sld" => hidden = xml::attribute(&tag, "show").is_some_and(|s| s == "0" || s == "false"),
                "sp" | "graphicFrame" => role.clear(),
                "ph" => {
                    role = xml::attribute(&tag, "type").map_or_else(|| "body".to_owned(), std::borrow::Cow::into_owned);
                }
                "tc" => cells += 1,
                "p" if tag.name().into_inner() == "a:p" => out.start(block_kind(&role, cells)),
                "br" | "tab" => out.text(" "),
                "fld" if xml::attribute(&tag, "type").is_some_and(|t| t == "slidenum") => skipped = 1,
                // Names of a chart's lines and of its values.
                "strCache" => labels = true,
                "pt" if labels => out.start(BlockKind::Cell),
                "v" if labels => in_text = true,
                "t" => in_text = true,
                _ => {}
            },
            Node::Text(text) if in_text => {
                let at_foot = matches!(role.as_str(), "dt" | "ftr" | "sldNum" | "hdr");
                if at_foot || kind == Shapes::Notes && role != "body" {
                    out.left_out(LeftOutReason::AroundText, &text);
                } else {
                    out.text(&text);
                }
            }
            Node::End(tag) => match tag.local_name().into_inner() {
                "t" | "v" => in_text = false,
                "tc" => cells = cells.saturating_sub(1),
                "strCache" => labels = false,
                "sp" => role.clear(),
                _ => {}
            },
            Node::Eof => {
                out.start(BlockKind::Paragraph);
                return Ok(hidden);
            }
            _ => {}
        }
    }
}

fn block_kind(role: &str, cells: u32) -> BlockKind {
    match role {
        _ if cells > 0 => BlockKind::Cell,
        "title" | "ctrTitle" => BlockKind::Heading(1),
        "subTitle" => BlockKind::Heading(2),
        _ => BlockKind::Paragraph,
    }
}

/// Counts the words of comments.
pub(super) fn comments(part: &[u8], out: &mut DocumentBuilder) -> Result<(), InputProblem> {
    let mut xml = Xml::new(part);
    let mut in_text = false;
    loop {
        match next(&mut xml)? {
            Node::Start(tag) => in_text = matches!(tag.local_name().into_inner(), "text" | "t"),
            Node::Text(text) if in_text => out.left_out(LeftOutReason::Comment, &text),
            Node::End(_) => in_text = false,
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::office::tests::pack;
    use crate::input::Archive;

    #[test]
    fn slides_come_in_the_order_of_the_show() {
        let rels = |targets: &[(&str, &str, &str)]| {
            let one = |(id, kind, target): &(&str, &str, &str)| {
                format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
            };
            format!("<Relationships>{}</Relationships>", targets.iter().map(one).collect::<String>())
        };
        let shape = |role: &str, text: &str| {
            format!(
                "<p:sp><p:nvSpPr><p:nvPr>{role}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            )
        };
        let slide = |attributes: &str, shapes: &str| {
            format!("<p:sld{attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
        };
        let table = "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>A</a:t></a:r><a:r><a:t>1</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
        let first = slide(
            "",
            &format!(
                "{}{}{}{table}",
                shape("<p:ph type='title'/>", "The dam"),
                shape("<p:ph idx='1'/>", "It held."),
                shape("<p:ph type='ftr'/>", "2024")
            ),
        );
        let parts = [
            ("ppt/presentation.xml", "<p:presentation><p:sldIdLst><p:sldId r:id='b'/><p:sldId r:id='a'/><p:sldId r:id='c'/></p:sldIdLst></p:presentation>".to_owned()),
            ("ppt/_rels/presentation.xml.rels", rels(&[("a", "slide", "slides/slide1.xml"), ("b", "slide", "/ppt/slides/slide2.xml"), ("c", "slide", "slides/slide3.xml")])),
            ("ppt/slides/slide1.xml", slide("", &shape("", "Last."))),
            ("ppt/slides/slide2.xml", first),
            ("ppt/slides/slide3.xml", slide(" show='0'", &shape("", "Not shown."))),
            ("ppt/slides/_rels/slide2.xml.rels", rels(&[("n", "notesSlide", "../notesSlides/n.xml")])),
            ("ppt/notesSlides/n.xml", format!("<p:notes>{}{}</p:notes>", shape("<p:ph type='body'/>", "Say it."), shape("<p:ph type='sldNum'/>", "1"))),
        ];
        let parts: Vec<(&str, &str)> = parts.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let bytes = pack(&parts);
        let mut out = super::document(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("slides");
        let left_out: Vec<_> = out.take_account().entries().iter().map(|e| (e.why.in_words(), e.words)).collect();
        assert_eq!(left_out, [("around the main text", 2), ("as hidden", 2)]);
        let doc = out.finish();
        let blocks: Vec<_> = doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect();
        assert_eq!(
            blocks,
            ["Heading(1): The dam", "Paragraph: It held.", "Cell: A1", "Paragraph: Say it.", "Paragraph: Last."]
        );
    }
}
