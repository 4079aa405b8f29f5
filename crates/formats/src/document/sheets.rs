//! Reads the words of tables (xlsx, ECMA-376): the sheets in their order, each with its name, the words of its cells
//! row by row, and the words of its drawings.
//!
//! Not text, and counted: figures, hidden sheets, and comments.

use super::builder::DocumentBuilder;
use super::office::next;
use super::relations::relations;
use super::slides::comments;
use crate::InputProblem;
use crate::input::Archive;
use crate::xml::{self, Node, Xml};
use calque_text::{BlockKind, LeftOutReason};

/// The part that lists the sheets.
const MAIN: &str = "xl/workbook.xml";
/// The largest text, in bytes: a text that all cells share takes little room in the file.
const LARGEST: usize = 256 << 20;

/// A sheet as the workbook lists it.
struct Sheet {
    id: String,
    name: String,
    hidden: bool,
}

/// The text of a workbook.
pub(crate) fn document(archive: &mut Archive<'_>) -> Result<DocumentBuilder, InputProblem> {
    let main = archive.part(MAIN)?.ok_or_else(|| InputProblem::Damaged(format!("it has no {MAIN}")))?;
    let parts = relations(archive, MAIN)?;
    let shared = parts.iter().find(|r| r.kind == "sharedStrings").map(|r| r.path.clone());
    let shared = shared.map(|path| archive.part(&path)).transpose()?.flatten();
    let shared = shared.map(|part| texts(&part, "si")).transpose()?.unwrap_or_default();
    let mut out = DocumentBuilder::default();
    for sheet in sheets(&main)? {
        let Some(path) = parts.iter().find(|r| r.id == sheet.id).map(|r| r.path.as_str()) else { continue };
        let Some(part) = archive.part(path)? else { continue };
        add(&sheet, BlockKind::Heading(2), &sheet.name, &mut out);
        cells(&part, &sheet, &shared, &mut out)?;
        for beside in relations(archive, path)? {
            let Some(part) =
                archive.part(&beside.path)?.filter(|_| matches!(beside.kind.as_str(), "drawing" | "comments"))
            else {
                continue;
            };
            if beside.kind == "comments" {
                comments(&part, &mut out)?;
            } else {
                texts(&part, "p")?.iter().for_each(|text| add(&sheet, BlockKind::Paragraph, text, &mut out));
            }
        }
    }
    Ok(out)
}

fn add(sheet: &Sheet, kind: BlockKind, text: &str, out: &mut DocumentBuilder) {
    if sheet.hidden {
        out.left_out(LeftOutReason::Hidden, text);
    } else if !text.chars().any(char::is_alphabetic) {
        out.left_out(LeftOutReason::Figures, text);
    } else {
        out.start(kind);
        out.text(text);
        out.start(BlockKind::Paragraph);
    }
}

fn sheets(main: &[u8]) -> Result<Vec<Sheet>, InputProblem> {
    let (mut found, mut xml) = (Vec::new(), Xml::new(main));
    loop {
        match next(&mut xml)? {
            Node::Start(tag) if tag.local_name().into_inner() == "sheet" => {
                let get = |name| xml::attribute(&tag, name).unwrap_or_default().into_owned();
                found.push(Sheet { id: get("r:id"), name: get("name"), hidden: get("state").ends_with("idden") });
            }
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The text of each element of this name, without the readings of Japanese words.
fn texts(part: &[u8], element: &str) -> Result<Vec<String>, InputProblem> {
    let (mut found, mut open, mut in_text, mut readings) = (Vec::new(), String::new(), false, 0_u32);
    let mut xml = Xml::new(part);
    loop {
        match next(&mut xml)? {
            Node::Start(tag) => match tag.local_name().into_inner() {
                "t" => in_text = readings == 0,
                "rPh" => readings += 1,
                _ => {}
            },
            Node::Text(text) if in_text => open.push_str(&text),
            Node::End(tag) => match tag.local_name().into_inner() {
                "t" => in_text = false,
                "rPh" => readings = readings.saturating_sub(1),
                name if name == element => found.push(std::mem::take(&mut open)),
                _ => {}
            },
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Adds the words of the cells of a sheet.
fn cells(part: &[u8], sheet: &Sheet, shared: &[String], out: &mut DocumentBuilder) -> Result<(), InputProblem> {
    let (mut kind, mut value, mut in_value, mut size) = (String::new(), String::new(), false, 0);
    let mut xml = Xml::new(part);
    loop {
        match next(&mut xml)? {
            Node::Start(tag) => match tag.local_name().into_inner() {
                "c" => {
                    kind = xml::attribute(&tag, "t").unwrap_or_default().into_owned();
                    value.clear();
                }
                "v" | "t" => in_value = true,
                // Formulas, and what is printed around each page.
                "f" | "oddHeader" | "oddFooter" => in_value = false,
                _ => {}
            },
            Node::Text(text) if in_value => value.push_str(&text),
            Node::End(tag) => match tag.local_name().into_inner() {
                "v" | "t" => in_value = false,
                "c" => {
                    let text = match kind.as_str() {
                        "s" => value.trim().parse().ok().and_then(|i: usize| shared.get(i)).map_or("", String::as_str),
                        _ => value.as_str(),
                    };
                    size += text.len();
                    if size > LARGEST {
                        return Err(InputProblem::TooLarge(LARGEST as u64));
                    }
                    let figures = matches!(kind.as_str(), "" | "n" | "b" | "e" | "d");
                    if figures && !sheet.hidden {
                        out.left_out(LeftOutReason::Figures, text);
                    } else {
                        add(sheet, BlockKind::Cell, text, out);
                    }
                }
                _ => {}
            },
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
    fn words_of_cells_are_read_row_by_row() {
        let parts = [
            (
                "xl/workbook.xml",
                "<workbook><sheets><sheet name='Walls' r:id='r1'/><sheet name='Old' state='hidden' r:id='r2'/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='x/worksheet' Target='worksheets/sheet2.xml'/>\
                 <Relationship Id='r3' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
            ),
            (
                "xl/sharedStrings.xml",
                "<sst><si><t>Name</t></si><si><r><t>De</t></r><r><t xml:space='preserve'>pth in m</t></r><rPh><t>no</t></rPh></si></sst>",
            ),
            (
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c t='inlineStr'><is><t>Upper wall</t></is></c><c><v>12.5</v></c>\
                 <c t='str'><f>A1&amp;B1</f><v>made up</v></c><c t='s'><v>99</v></c></row></sheetData></worksheet>",
            ),
            (
                "xl/worksheets/sheet2.xml",
                "<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>",
            ),
        ];
        let bytes = pack(&parts);
        let mut out = super::document(&mut Archive::open(&bytes, 1 << 20).expect("opens")).expect("a workbook");
        let left_out: Vec<_> = out.take_account().entries().iter().map(|e| (e.why.in_words(), e.words)).collect();
        assert_eq!(left_out, [("in cells of figures", 1), ("as hidden", 2)]);
        let doc = out.finish();
        let blocks: Vec<_> = doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect();
        assert_eq!(
            blocks,
            ["Heading(2): Walls", "Cell: Name", "Cell: Depth in m", "Cell: Upper wall", "Cell: made up"]
        );
    }
}
