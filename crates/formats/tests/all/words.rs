//! Nothing is lost, nothing is glued: documents are made of known words, in every format, and the same words come out
//! in the same order.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small documents, written to be read")]

use calque_formats::{ReadOptions, document_from_bytes};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

/// A piece of a document.
#[derive(Clone, Debug)]
enum Piece {
    Heading(Vec<String>),
    Paragraph(Vec<String>),
    List(Vec<Vec<String>>),
    Table(Vec<[Vec<String>; 2]>),
    Note(Vec<String>),
}

impl Piece {
    fn words(&self) -> Vec<String> {
        match self {
            Self::Heading(words) | Self::Paragraph(words) | Self::Note(words) => words.clone(),
            Self::List(items) => items.concat(),
            Self::Table(rows) => rows.iter().flat_map(|row| row.concat()).collect(),
        }
    }
}

fn words(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[A-Za-zàéèêçôœ]{2,9}", 1..=most)
}

fn document() -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        words(5).prop_map(Piece::Heading),
        words(30).prop_map(Piece::Paragraph),
        prop::collection::vec(words(8), 1..5).prop_map(Piece::List),
        prop::collection::vec([words(3), words(3)], 1..4).prop_map(Piece::Table),
        words(10).prop_map(Piece::Note),
    ];
    prop::collection::vec(piece, 1..10)
}

/// Words with some of them marked, so that marks stand at the edges of words and lines.
fn marked(words: &[String], open: &str, close: &str, width: usize) -> String {
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(if i % width == 0 { '\n' } else { ' ' });
        }
        if i % 5 == 2 {
            let _ = write!(out, "{open}{word}{close}");
        } else {
            out.push_str(word);
        }
    }
    out
}

fn asciidoc(document: &[Piece]) -> String {
    let line = |words: &[String]| marked(words, "*", "*", usize::MAX);
    let mut out = String::new();
    for piece in document {
        let _ = match piece {
            Piece::Heading(words) => write!(out, "== {}\n\n", line(words)),
            Piece::Paragraph(words) => write!(out, "{}\n\n", marked(words, "https://a.example[", "]", 9)),
            Piece::List(items) => {
                items.iter().for_each(|item| out.push_str(&format!("* {}\n", line(item))));
                writeln!(out, "\n// a remark\n")
            }
            Piece::Table(rows) => {
                out.push_str("|===\n");
                rows.iter().for_each(|[a, b]| out.push_str(&format!("|{} |{}\n", line(a), line(b))));
                out.push_str("|===\n\n");
                Ok(())
            }
            Piece::Note(words) => {
                write!(out, "[NOTE]\n====\n{}\n====\n\n----\nno text\n----\n\n", marked(words, "_", "_", 4))
            }
        };
    }
    out
}

fn rst(document: &[Piece]) -> String {
    let line = |words: &[String]| marked(words, "**", "**", usize::MAX);
    let mut out = String::new();
    for piece in document {
        let _ = match piece {
            Piece::Heading(words) => {
                let title = line(words);
                write!(out, "{title}\n{}\n\n", "=".repeat(title.chars().count().max(4)))
            }
            Piece::Paragraph(words) => write!(out, "{}\n\n", marked(words, "`", " <http://a.example>`_", 9)),
            Piece::List(items) => {
                items.iter().for_each(|item| out.push_str(&format!("* {}\n", line(item))));
                writeln!(out, "\n.. a remark\n")
            }
            Piece::Table(rows) => {
                let cells: Vec<[String; 2]> = rows.iter().map(|row| row.clone().map(|cell| line(&cell))).collect();
                let width = cells.iter().flatten().map(|c| c.chars().count()).max().unwrap_or(1);
                let rule = format!("+{0}+{0}+\n", "-".repeat(width + 2));
                out.push_str(&rule);
                cells.iter().for_each(|[a, b]| out.push_str(&format!("| {a:width$} | {b:width$} |\n{rule}")));
                writeln!(out)
            }
            Piece::Note(words) => {
                let words = marked(words, "*", "*", 4).replace('\n', "\n   ");
                write!(out, ".. note::\n\n   {words}\n\n.. code::\n\n   no text\n\n")
            }
        };
    }
    out
}

fn markdown(document: &[Piece]) -> String {
    let line = |words: &[String]| marked(words, "**", "**", usize::MAX);
    let mut out = String::new();
    for piece in document {
        let _ = match piece {
            Piece::Heading(words) => write!(out, "## {}\n\n", line(words)),
            Piece::Paragraph(words) => write!(out, "{}\n\n", marked(words, "[", "](http://a.example)", 9)),
            Piece::List(items) => {
                items.iter().for_each(|item| out.push_str(&format!("- {}\n", line(item))));
                writeln!(out, "\n<!-- a remark -->\n")
            }
            Piece::Table(rows) => {
                rows.iter().enumerate().for_each(|(n, [a, b])| {
                    let rule = if n == 0 { "|---|---|\n" } else { "" };
                    out.push_str(&format!("| {} | {} |\n{rule}", line(a), line(b)));
                });
                writeln!(out)
            }
            Piece::Note(words) => write!(out, "> {}\n\n```\nno text\n```\n\n", line(words)),
        };
    }
    out
}

fn html(document: &[Piece]) -> String {
    let line = |words: &[String]| marked(words, "<b>", "</b>", 7);
    let mut out = String::from("<!DOCTYPE html><html><body><nav><a href=/>Home</a></nav><main><p>begin</p>");
    for piece in document {
        let _ = match piece {
            Piece::Heading(words) => write!(out, "<h2 id=x>{}</h2>", line(words)),
            Piece::Paragraph(words) => write!(out, "<p>{}</p>", line(words)),
            Piece::List(items) => {
                out.push_str("<ul>");
                items.iter().for_each(|item| out.push_str(&format!("<li>{}</li>", line(item))));
                write!(out, "</ul><script>no(text)</script>")
            }
            Piece::Table(rows) => {
                out.push_str("<table>");
                rows.iter()
                    .for_each(|[a, b]| out.push_str(&format!("<tr><td>{}</td><td>{}</td></tr>", line(a), line(b))));
                write!(out, "</table>")
            }
            Piece::Note(words) => write!(out, "<aside class=note><div><p>{}</p></div></aside>", line(words)),
        };
    }
    out + "</main></body></html>"
}

fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Paragraphs of Office Open XML, of which the words stand in runs that begin and end inside of words.
fn runs(words: &[String], paragraph: &str, run: &str, text: &str) -> String {
    let line = words.join(" ");
    let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(n, _)| n);
    let one = |part: &str| format!("<{run}><{text} xml:space='preserve'>{part}</{text}></{run}>");
    format!("<{paragraph}>{}{}</{paragraph}>", one(&line[..middle]), one(&line[middle..]))
}

fn docx(document: &[Piece]) -> Vec<u8> {
    let p = |words: &[String]| runs(words, "w:p", "w:r", "w:t");
    let mut body = String::new();
    for piece in document {
        match piece {
            Piece::Heading(words) | Piece::Paragraph(words) | Piece::Note(words) => body.push_str(&p(words)),
            Piece::List(items) => items.iter().for_each(|item| body.push_str(&p(item))),
            Piece::Table(rows) => {
                let cell = |words: &[String]| format!("<w:tc>{}</w:tc>", p(words));
                let row = |[a, b]: &[Vec<String>; 2]| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
                body.push_str(&format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>()));
            }
        }
    }
    packed(&[("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

fn pptx(document: &[Piece]) -> Vec<u8> {
    let p = |words: &[String]| runs(words, "a:p", "a:r", "a:t");
    let (mut parts, mut ids, mut rels) = (Vec::new(), String::new(), String::new());
    let names: Vec<String> = (0..document.len()).map(|n| format!("ppt/slides/slide{n}.xml")).collect();
    for (n, piece) in document.iter().enumerate() {
        let shapes = match piece {
            Piece::Table(rows) => {
                let cell = |words: &Vec<String>| format!("<a:tc><a:txBody>{}</a:txBody></a:tc>", p(words));
                let row = |row: &[Vec<String>; 2]| format!("<a:tr>{}</a:tr>", row.iter().map(cell).collect::<String>());
                format!("<a:tbl>{}</a:tbl>", rows.iter().map(row).collect::<String>())
            }
            Piece::List(items) => items.iter().map(|item| p(item)).collect(),
            other => p(&other.words()),
        };
        parts.push((names[n].as_str(), format!("<p:sld><p:sp>{shapes}</p:sp></p:sld>")));
        let _ = write!(ids, "<p:sldId r:id='r{n}'/>");
        let _ = write!(rels, "<Relationship Id='r{n}' Type='x/slide' Target='slides/slide{n}.xml'/>");
    }
    parts.push(("ppt/presentation.xml", format!("<p:presentation><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>")));
    parts.push(("ppt/_rels/presentation.xml.rels", format!("<Relationships>{rels}</Relationships>")));
    packed(&parts)
}

fn xlsx(document: &[Piece]) -> Vec<u8> {
    let (mut shared, mut rows) = (String::new(), String::new());
    for (n, piece) in document.iter().enumerate() {
        let words = piece.words().join(" ");
        if n % 2 == 0 {
            let _ = write!(rows, "<row><c t='inlineStr'><is><t>{words}</t></is></c><c><v>{n}</v></c></row>");
        } else {
            let _ = write!(rows, "<row><c t='s'><v>{}</v></c></row>", n / 2);
            let _ = write!(shared, "<si><r><t>{words}</t></r></si>");
        }
    }
    let rels = "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/><Relationship Id='b' Type='x/sharedStrings' Target='s.xml'/></Relationships>";
    packed(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name='1' r:id='a'/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", rels.to_owned()),
        ("xl/s.xml", format!("<sst>{shared}</sst>")),
        ("xl/worksheets/s.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

/// The messages of a document, one for each piece.
fn messages(document: &[Piece]) -> Vec<(String, String)> {
    document.iter().enumerate().map(|(n, piece)| (format!("key{n:02}"), piece.words().join(" "))).collect()
}

fn catalogues(document: &[Piece]) -> Vec<(&'static str, Vec<u8>)> {
    let all = |show: &dyn Fn(&str, &str) -> String| {
        messages(document).iter().map(|(key, text)| show(key, text)).collect::<String>()
    };
    let escaped = |text: &str| {
        text.chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) })
            .collect::<String>()
    };
    let json =
        serde_json::json!({ "part": messages(document).into_iter().collect::<std::collections::BTreeMap<_, _>>() });
    vec![
        ("a.json", json.to_string().into_bytes()),
        ("a.yml", format!("root:\n{}", all(&|k, t| format!("  {k}: \"{t}\"\n"))).into_bytes()),
        ("a.strings", all(&|k, t| format!("/* no */\n\"{k}\" = \"{t}\";\n")).into_bytes()),
        ("a.properties", all(&|k, t| format!("# no\n{k} = {}\n", escaped(t))).into_bytes()),
        (
            "a.xml",
            format!("<resources>{}</resources>", all(&|k, t| format!("<string name='{k}'>{t}</string>\n")))
                .into_bytes(),
        ),
        ("a.ftl", all(&|k, t| format!("# no\n{k} =\n    {t}\n")).into_bytes()),
        ("a.po", all(&|k, t| format!("#: x\nmsgctxt \"{k}\"\nmsgid \"x\"\nmsgstr \"{t}\"\n\n")).into_bytes()),
    ]
}

fn subtitles(document: &[Piece]) -> Vec<(&'static str, Vec<u8>)> {
    let cues = || messages(document).into_iter().enumerate();
    let time = |n: usize, mark: char| format!("00:{:02}:{:02}{mark}000", n / 60, n % 60);
    let srt: String = cues()
        .map(|(n, (_, text))| {
            format!("{}\n{} --> {}\n<i>{text}</i>\n\n", n + 1, time(3 * n, ','), time(3 * n + 2, ','))
        })
        .collect();
    let vtt: String =
        cues().map(|(n, (_, text))| format!("{} --> {}\n{text}\n\n", time(3 * n, '.'), time(3 * n + 2, '.'))).collect();
    let clock = |n: usize| format!("0:{:02}:{:02}.00", n / 60, n % 60);
    let ass: String = cues()
        .map(|(n, (_, text))| {
            format!(
                "Dialogue: 0,{},{},D,,0,0,0,,{{\\an8}}{}\n",
                clock(3 * n),
                clock(3 * n + 2),
                text.replacen(' ', "\\N", 1)
            )
        })
        .collect();
    vec![
        ("a.srt", srt.into_bytes()),
        ("a.vtt", format!("WEBVTT\n\n{vtt}").into_bytes()),
        ("a.ass", format!("[Script Info]\nTitle: no\n\n[Events]\n{ass}").into_bytes()),
    ]
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    let reading = document_from_bytes(name, bytes, &ReadOptions::default()).expect(name);
    let text = |block: &calque_text::Block| block.span.of(&reading.document.text).to_owned();
    let prose = reading.document.blocks.iter().filter(|b| b.kind != calque_text::BlockKind::Code).map(text);
    prose.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn words_come_out_as_they_went_in(document in document()) {
        let wanted: Vec<String> = document.iter().flat_map(Piece::words).collect();
        let mut files = vec![
            ("a.adoc", asciidoc(&document).into_bytes()),
            ("a.rst", rst(&document).into_bytes()),
            ("a.md", markdown(&document).into_bytes()),
            ("a.html", html(&document).into_bytes()),
            ("a.docx", docx(&document)),
            ("a.pptx", pptx(&document)),
            ("a.xlsx", xlsx(&document)),
        ];
        files.extend(catalogues(&document));
        files.extend(subtitles(&document));
        for (name, bytes) in files {
            let mut found = read(name, &bytes);
            // A page has something to read besides its notes.
            if name == "a.html" {
                prop_assert_eq!(found.remove(0), "begin");
            }
            prop_assert_eq!(&found, &wanted, "{}: {}", name, String::from_utf8_lossy(&bytes));
        }
    }
}
